using System.Text.Json.Nodes;
using FileTypes = EventTicketing.Domain.FileTypes;
using Groups = EventTicketing.Domain.Groups;
using OrganizationRole = EventTicketing.Domain.OrganizationRole;

namespace EventTicketing.Tests.Simulation;

/// <summary>Administrators, organizers and applicants: whoever changes who may do what, while tickets are sold.</summary>
public sealed class Administration(Schedule schedule, IReadOnlyList<Person> buyers)
{
    private static readonly Person Super = new("super", Groups.SuperAdmins);

    public static readonly Person Admin = new("admin", Groups.Admins);

    /// <summary>Before an event is older than this, an index may not list it: nobody suspends so fast.</summary>
    private static readonly TimeSpan Listed = TimeSpan.FromSeconds(6);

    private int _keys;
    private SimulatedWorld World => schedule.World;
    private Random Random => schedule.World.Random;

    public void Begin()
    {
        // By the seed, not by chance: all other schedules stay what they were.
        if (World.Seed % 20 == 7)
            schedule.Act(Listed, VerifyPhone);
        if (World.Seed % 20 == 11)
            schedule.Act(Listed, () => Quarrel(++_keys));
        if (World.Seed % 20 == 13)
            schedule.Act(Listed, new Timesheets(schedule).Keep);
        if (!World.Chance(0.3))
            return;
        Sometimes(0.4, () => Suspend());
        Sometimes(0.4, () => Disable(Anybody()));
        Sometimes(0.3, () => SignOut(Anybody()));
        Sometimes(0.3, () => SetGroups(Anybody()));
        Sometimes(0.4, () => Apply(new Person($"applicant-{++_keys}", Groups.Attendees)));
        Sometimes(0.4, () => Organize(++_keys));
        Sometimes(0.4, () => Pair());
        Sometimes(0.4, () => Erase(buyers[Random.Next(buyers.Count)]));
        Sometimes(0.5, () => Tell());
    }

    /// <summary>Another system is told what happens, fails now and then, and is perhaps switched off, told again or forgotten.</summary>
    private async Task Tell()
    {
        schedule.Cloud.Receivers.Mood = (Random.Next(2) * Random.NextDouble(), Random.Next(4) == 0 ? 0.1 : 0);
        var created = await schedule.Call(
            IntegrationEndpoints.CreateWebhookEndpoint,
            Schedule.Organizer,
            new() { ["url"] = $"https://hooks.invalid/{++_keys}", ["events"] = new JsonArray("*") },
            $"hook-{_keys}"
        );
        if (!created.IsOk)
            return;
        IReadOnlyList<string> path = [created.Text("endpointId")];
        await schedule.Pause(1, 2400);
        if (World.Chance(0.3))
            await schedule.Call(IntegrationEndpoints.RotateWebhookSecret, Schedule.Organizer, key: $"secret-{_keys}", path: path);
        if (World.Chance(0.3))
            await schedule.Call(IntegrationEndpoints.SendTestWebhook, Schedule.Organizer, path: path);
        var listed = await schedule.Call(IntegrationEndpoints.ListWebhookDeliveries, Schedule.Organizer, path: path);
        if (listed.IsOk && listed.Body!["items"]!.AsArray() is { Count: > 0 } items)
            await schedule.Call(
                IntegrationEndpoints.RedeliverWebhook,
                Schedule.Organizer,
                path: [path[0], (string)items[Random.Next(items.Count)]!["deliveryId"]!]
            );
        if (World.Chance(0.2))
            await schedule.Call(
                IntegrationEndpoints.UpdateWebhookEndpoint,
                Schedule.Organizer,
                new() { ["enabled"] = World.Chance(0.5) },
                path: path
            );
        if (World.Chance(0.1))
            await schedule.Call(IntegrationEndpoints.DeleteWebhookEndpoint, Schedule.Organizer, path: path);
    }

    /// <summary>Somebody deletes their account in the middle of a sale, or an administrator does.</summary>
    private async Task Erase(Person person)
    {
        schedule.Cloud.People.SignInAgain(person);
        await Both(
            () => schedule.Call(PeopleEndpoints.DeleteMyAccount, person, query: new() { ["keepTickets"] = "true" }),
            () => World.Chance(0.4) ? Act(AdminEndpoints.DeleteUser, person.Id) : Task.CompletedTask
        );
    }

    /// <summary>Somebody guesses the code that was sent to a phone, in two windows, and then reads it.</summary>
    private async Task VerifyPhone()
    {
        var owner = new Person("phone-owner", Groups.Attendees);
        const string Phone = "+4915112345678";
        var started = await schedule.Call(PeopleEndpoints.StartPhoneVerification, owner, new() { ["phone"] = Phone }, tries: 1);
        if (!started.IsOk)
            return;
        var code = schedule.Cloud.Sms.Sent[^1].Text.Split(' ').Select(word => word.Trim('.')).First(word => word.All(char.IsAsciiDigit));
        List<Answer> answers = [];
        for (var round = 0; round < 3; round++)
            answers.AddRange(await Task.WhenAll(Enter(Other()), Enter(Other())));
        answers.Add(await Enter(code));
        schedule.Oracle.Guessed(answers);

        string Other() => code == "000000" ? "000001" : "000000";
        Task<Answer> Enter(string typed) => schedule.Call(PeopleEndpoints.VerifyPhone, owner, new() { ["code"] = typed }, tries: 1);
    }

    private void Sometimes(double chance, Func<Task> act)
    {
        if (World.Chance(chance))
            schedule.Act(Listed + schedule.Span(1, 2400), act);
    }

    private Person Anybody() => World.Chance(0.3) ? Schedule.Organizer : buyers[Random.Next(buyers.Count)];

    private Person Administrator() => World.Chance(0.5) ? Super : Admin;

    private Task<Answer> Act(Endpoint endpoint, string subject, JsonObject? body = null) =>
        schedule.Call(endpoint, Administrator(), body ?? [], path: [subject]);

    /// <summary>Two acts, one after the other or both at once.</summary>
    private async Task Both(Func<Task> one, Func<Task> other)
    {
        if (World.Chance(0.3))
        {
            await Task.WhenAll(one(), other());
            return;
        }

        await one();
        await schedule.Pause(0.1, 1800);
        await other();
    }

    private async Task Suspend()
    {
        var own = await schedule.Call(OrganizationEndpoints.ListOrganizations, Schedule.Organizer);
        if (!own.IsOk || own.Body!["items"]!.AsArray().Count == 0)
            return;
        var id = (string)own.Body["items"]![0]!["organizationId"]!;
        for (var rounds = Random.Next(1, 3); rounds > 0; rounds--)
        {
            await Both(
                () => Act(AdminEndpoints.SuspendOrganization, id, new() { ["reason"] = "complaints" }),
                () =>
                    World.Chance(0.8) ? Act(AdminEndpoints.ResumeOrganization, id, new() { ["reason"] = "explained" }) : Task.CompletedTask
            );
        }
    }

    private async Task Disable(Person person)
    {
        // Whoever never called has no account.
        schedule.Cloud.People.SignIn(person);
        await Both(
            () => Act(AdminEndpoints.DisableUser, person.Id),
            () => World.Chance(0.8) ? Act(AdminEndpoints.EnableUser, person.Id) : Task.CompletedTask
        );
    }

    private async Task SignOut(Person person)
    {
        schedule.Cloud.People.SignIn(person);
        await Both(
            () => Act(AdminEndpoints.SignOutUser, person.Id),
            () => schedule.Call(PeopleEndpoints.SignOutEverywhere, person, tries: 1)
        );
    }

    private async Task SetGroups(Person person)
    {
        schedule.Cloud.People.SignIn(person);
        await Both(() => Set(), () => Set());

        Task<Answer> Set()
        {
            string[] groups =
            [
                .. new[] { Groups.Attendees, Groups.Organizers, Groups.Admins }.Where(group =>
                    World.Chance(group == Groups.Admins ? 0.1 : 0.6)
                ),
            ];
            return Act(AdminEndpoints.SetUserGroups, person.Id, new() { ["groups"] = new JsonArray([.. groups]) });
        }
    }

    /// <summary>Somebody shows a paper to become an organizer, before or after founding an organization.</summary>
    private async Task Apply(Person person)
    {
        if (World.Chance(0.4))
            await Found(person);
        for (var rounds = Random.Next(1, 3); rounds > 0; rounds--)
        {
            if (await Submit(person) is not { } kycId)
                return;
            await schedule.Pause(1, 600);
            await Both(() => Review(kycId), () => World.Chance(0.3) ? Review(kycId) : Task.CompletedTask);
            if (World.Chance(0.3))
                await Found(person);
            if (World.Chance(0.3))
                await (World.Chance(0.7) ? SetGroups(person) : Disable(person));
        }
    }

    private async Task<string?> Submit(Person person)
    {
        var paper = await schedule.Call(
            PeopleEndpoints.CreateKycDocumentUpload,
            person,
            new() { ["contentType"] = FileTypes.Png },
            $"paper-{++_keys}"
        );
        if (!paper.IsOk)
            return null;
        schedule.Cloud.Files.Upload((string)paper.Body!["fields"]!["key"]!, [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8]);
        await schedule.Call(
            PeopleEndpoints.SubmitKyc,
            person,
            new()
            {
                ["documentType"] = "passport",
                ["documentNumber"] = "C01X00T47",
                ["legalName"] = "Ada Example",
                ["documents"] = new JsonArray(paper.Text("documentId")),
            },
            $"kyc-{++_keys}"
        );
        var mine = await schedule.Call(PeopleEndpoints.GetMyKyc, person);
        return mine.IsOk ? (string?)mine.Body!["request"]?["kycId"] : null;
    }

    private Task<Answer> Review(string kycId) =>
        Act(
            AdminEndpoints.ReviewKycRequest,
            kycId,
            new()
            {
                ["decision"] = Random.Next(6) switch
                {
                    0 => "reject",
                    1 => "requestInfo",
                    _ => "approve",
                },
                ["note"] = "Thank you.",
            }
        );

    private async Task<string?> Found(Person person)
    {
        var founded = await schedule.Call(
            OrganizationEndpoints.CreateOrganization,
            person,
            new() { ["name"] = "Hafenfest" },
            $"organization-{++_keys}"
        );
        return founded.IsOk ? founded.Text("organizationId") : null;
    }

    /// <summary>Two owners demote each other again and again. Whoever is left promotes the other.</summary>
    private async Task Quarrel(int number)
    {
        var (founder, partner) = (new Person($"founder-{number}"), new Person($"partner-{number}"));
        if (await Found(founder) is not { } id)
            return;
        await World.Time.Wait(World.Between(0.1, 90));
        await Join(id, founder, partner, OrganizationRole.Owner);
        for (var rounds = 0; rounds < 8; rounds++)
        {
            await schedule.Pause(0.1, 120);
            var both = await Task.WhenAll(
                Change(id, founder, partner, OrganizationRole.Admin),
                Change(id, partner, founder, OrganizationRole.Admin)
            );
            schedule.Oracle.Quarreled(id, founder, partner, both);
            await schedule.Pause(0.1, 120);
            await Change(id, founder, partner, OrganizationRole.Owner);
            await Change(id, partner, founder, OrganizationRole.Owner);
        }
    }

    /// <summary>An organization with two owners and a helper, who quarrel.</summary>
    private async Task Organize(int number)
    {
        var (founder, partner, helper) = (new Person($"founder-{number}"), new Person($"partner-{number}"), new Person($"helper-{number}"));
        if (await Found(founder) is not { } id)
            return;
        // The index that says who is a member may be behind.
        await World.Time.Wait(World.Between(0.1, 90));
        await Task.WhenAll(Join(id, founder, partner, OrganizationRole.Owner), Join(id, founder, helper, (OrganizationRole)Random.Next(3)));
        await World.Time.Wait(World.Between(0.1, 90));
        for (var rounds = Random.Next(1, 5); rounds > 0; rounds--)
        {
            switch (Random.Next(5))
            {
                case 0 or 1:
                    var against = World.Chance(0.5);
                    var both = await Task.WhenAll(Against(founder, partner), Against(partner, founder));
                    schedule.Oracle.Quarreled(id, founder, partner, both);
                    Task<Answer> Against(Person by, Person other) =>
                        against ? Change(id, by, other, (OrganizationRole)Random.Next(3)) : Remove(id, by, other);
                    break;
                case 2:
                    await Change(id, World.Chance(0.5) ? founder : partner, helper, (OrganizationRole)Random.Next(4));
                    break;
                case 3:
                    await Remove(id, helper, World.Chance(0.5) ? helper : partner);
                    break;
                default:
                    await Join(id, partner, World.Chance(0.5) ? helper : founder, (OrganizationRole)Random.Next(4));
                    break;
            }

            await schedule.Pause(0.1, 120);
        }
    }

    /// <summary>
    /// A gate device of the organizer's: paired, perhaps twice, used where it may and where it may not, and removed or left to end.
    /// </summary>
    private async Task Pair()
    {
        var own = await schedule.Call(OrganizationEndpoints.ListOrganizations, Schedule.Organizer);
        if (!own.IsOk || own.Body!["items"]!.AsArray().Count == 0)
            return;
        var id = (string)own.Body["items"]![0]!["organizationId"]!;
        var created = await schedule.Call(
            OrganizationEndpoints.CreateGateDevice,
            Schedule.Organizer,
            new()
            {
                ["name"] = "North entrance",
                ["eventIds"] = new JsonArray(schedule.Shows[0].EventId),
                ["until"] = $"{World.Time.Now + World.Between(1800, 14_400):O}",
            },
            $"device-{++_keys}",
            [id]
        );
        if (!created.IsOk || created.Body!["pairingCode"] is null)
            return;
        var deviceId = created.Text("deviceId");
        var device = SimulatedPeople.PersonOf(schedule.Cloud.Tables.Find(Tables.Devices, id, deviceId)!.Text("signIn")!);
        var code = new JsonObject { ["pairingCode"] = created.Text("pairingCode") };
        await World.Time.Wait(World.Between(5, 500));
        var paired = await Task.WhenAll(
            Enumerable
                .Range(0, World.Chance(0.3) ? 2 : 1)
                .Select(_ => schedule.Call(OrganizationEndpoints.PairGateDevice, null, code.DeepClone().AsObject()))
        );
        if (World.Chance(0.3))
            await schedule.Call(OrganizationEndpoints.PairGateDevice, null, code);
        if (!paired.Any(answer => answer.IsOk))
            return;
        for (var scans = Random.Next(1, 6); scans > 0; scans--)
        {
            await World.Time.Wait(World.Between(1, 600));
            var at = schedule.Shows[Random.Next(schedule.Shows.Count)].EventId;
            await schedule.Call(
                TicketEndpoints.ValidateTicket,
                device,
                new()
                {
                    ["eventId"] = at,
                    ["code"] = "ABCDEFGH-2345",
                    ["scanId"] = $"{deviceId}-{scans}",
                }
            );
            if (World.Chance(0.5))
                await schedule.Call(TicketEndpoints.GetCheckInList, device, path: [at]);
            if (World.Chance(0.2))
                await schedule.Call(OrganizationEndpoints.RemoveGateDevice, Schedule.Organizer, path: [id, deviceId]);
        }
    }

    private async Task Join(string id, Person by, Person who, OrganizationRole role)
    {
        schedule.Cloud.People.SignIn(who);
        var invited = await schedule.Call(
            OrganizationEndpoints.InviteMember,
            by,
            new() { ["email"] = who.Email, ["role"] = Said(role) },
            $"invite-{++_keys}",
            [id]
        );
        if (!invited.IsOk)
            return;
        var invitation = invited.Text("invitationId");
        if (World.Chance(0.1))
            schedule.Act(World.Between(0, 2), () => schedule.Call(OrganizationEndpoints.RevokeInvitation, by, path: [id, invitation]));
        await World.Time.Wait(World.Between(0, 2));
        if (World.Chance(0.05))
            await schedule.Call(OrganizationEndpoints.DeclineInvitation, who, [], path: [id, invitation]);
        await Task.WhenAll(Enumerable.Range(0, World.Chance(0.3) ? 2 : 1).Select(_ => Accept()));

        Task<Answer> Accept() => schedule.Call(OrganizationEndpoints.AcceptInvitation, who, [], path: [id, invitation]);
    }

    private Task<Answer> Change(string id, Person by, Person who, OrganizationRole role) =>
        schedule.Call(OrganizationEndpoints.ChangeMemberRole, by, new() { ["role"] = Said(role) }, path: [id, who.Id]);

    private Task<Answer> Remove(string id, Person by, Person who) =>
        schedule.Call(OrganizationEndpoints.RemoveMember, by, path: [id, who.Id]);

    private static string Said(OrganizationRole role) => role.ToString().ToLowerInvariant();
}
