using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Flows;

namespace EventTicketing.Runtime;

/// <summary>What the endpoints of organizations have in common.</summary>
public static class OrganizationCalls
{
    /// <summary>
    /// The organization, if the caller acts for it in the role that the endpoint requires; otherwise 404. The personal one of an organizer
    /// is stored the first time it is looked at.
    /// </summary>
    public static async Task<Result<Organization>> OwnOrganization(this Call call, string organizationId)
    {
        if (!call.ActsFor(organizationId))
            return Problem.NotFound("organization");
        if (await call.Db.Organizations.Find(organizationId, call.Stop) is { } known)
            return known;
        if (!call.Caller.IsOrganizer || organizationId != call.Caller.PersonalOrganization)
            return Problem.NotFound("organization");
        var person = await call.Person();
        var personal = Organization.Personal(call.Caller.UserId, person.Name ?? call.Caller.Name, person.Email, call.Now);
        return await call.Db.Organizations.FindOrCreate(personal, call.Stop);
    }

    /// <summary>
    /// The attendees of an organization for which the caller acts; otherwise 404, also when the event is not the organization's.
    /// </summary>
    public static async Task<Result<Attending>> Attending(this Call call, AttendeesRequest request)
    {
        if ((await call.OwnOrganization(request.OrganizationId)).Refused(out var problem, out _))
            return problem;
        var only = request.EventId is null ? null : await call.Db.Events.Find(request.EventId, call.Stop);
        return request.EventId is null || only?.OrganizationId == request.OrganizationId
            ? new Attending(call.App, request.OrganizationId, only, request.ToFilter(), call.Stop)
            : Problem.NotFound("event");
    }

    /// <summary>The settings of the platform; those of a new platform when nobody has changed them.</summary>
    public static async Task<PlatformSettings> Settings(this Call call) =>
        await call.Db.Settings.Find(PlatformSettings.Key, call.Stop) ?? new PlatformSettings();

    /// <summary>
    /// Whether the organization of an event may sell as the event now would: when it is published, and when a published event begins to
    /// cost something. An organization that was never stored is an organizer's personal one, and may.
    /// </summary>
    /// <returns>The condition that the organization is still as it was read, for the transaction that changes the event.</returns>
    public static async Task<Result<IReadOnlyList<Change>>> Selling(this Call call, Event current, Event next)
    {
        var publishes = current.Status != EventStatus.Published;
        var begins = publishes || (next.IsPaid && !current.IsPaid);
        if (next.Status != EventStatus.Published || !begins)
            return (Change[])[];
        if (await call.Db.Organizations.Find(next.OrganizationId, call.Stop) is not { } organization)
        {
            // An organizer's personal one: stored now, so that it can be found and suspended.
            return call.Caller.IsOrganizer && next.OrganizationId == call.Caller.PersonalOrganization
                ? (Change[])
                    [
                        call.Db.Organizations.Create(
                            Organization.Personal(call.Caller.UserId, call.Caller.Name, call.Caller.VerifiedEmail, call.Now)
                        ),
                    ]
                : (Change[])[new Change.Check(call.Db.Organizations.KeyOf(next.OrganizationId), new Condition.Absent())];
        }

        if (organization.WhyNotPublishing(next, (await call.Settings()).KycRequired) is { } refusal)
            return refusal;
        // Saved when an event is published: an organization that is closed at the same time finds it, or is closed first.
        return publishes
            ? (Change[])[call.Db.Organizations.Save(organization)]
            : (Change[])
                [new Change.Check(call.Db.Organizations.KeyOf(organization.OrganizationId), new Condition.VersionIs(organization.Version))];
    }

    public static OrganizationView View(this Call call, Organization organization) =>
        OrganizationView.Of(organization, call.Caller.RoleIn(organization.OrganizationId));

    /// <summary>Loads an organization for an administrator, decides, and saves it with a record of the act and its reason.</summary>
    public static async Task<Result<OrganizationView>> ChangeOrganization(
        this Call call,
        OrganizationActRequest request,
        Func<Organization, Result<Organization>> decide
    )
    {
        var act = Administering.Started(
            call.Act(request.OrganizationId, request.OrganizationId, reason: request.Reason),
            request.OrganizationId
        );
        await call.StorePersonal(request.OrganizationId);
        var changed = await call.Db.Decide<Organization>(
            async () =>
            {
                if (await call.Db.Organizations.Find(request.OrganizationId, call.Stop) is not { } current)
                    return Problem.NotFound("organization");
                if (decide(current).Refused(out var problem, out var next))
                    return problem;
                return await call.Db.Activities.Find(act.ActivityId, call.Stop) is not null
                    ? Administering.InProgress
                    : call.Db.Organizations.Save(current, next, call.Db.Activities.Create(act));
            },
            call.Stop
        );
        if (changed.Refused(out var refusal, out var saved))
            return refusal;
        await Administering.Finish(call.App, act, call.Stop);
        return call.View(saved);
    }

    /// <summary>Stores an organizer's personal organization of which only events are known.</summary>
    private static async Task StorePersonal(this Call call, string organizationId)
    {
        if (await call.Db.Organizations.Find(organizationId, call.Stop) is not null)
            return;
        var events = await call.Db.Events.OfOrganization(organizationId).Take(1).Page(call.Stop);
        if (events.Items is [var ev] && Membership.PersonalOrganizationOf(ev.OrganizerId) == organizationId)
            await call.Db.Organizations.FindOrCreate(
                Organization.Personal(ev.OrganizerId, ev.OrganizerName, ev.ReplyTo, call.Now),
                call.Stop
            );
    }

    /// <summary>
    /// All members, gate devices included: there are never more than fit one query. The organizer of a personal organization is one
    /// without a stored membership.
    /// </summary>
    public static async Task<IReadOnlyList<Membership>> Members(this Call call, Organization organization)
    {
        var stored = await call
            .Db.Members.OfOrganization(organization.OrganizationId)
            .Where(member => !member.HasEnded(call.Now))
            .Take(Organization.MaxMembers + GateDevice.MaxPerOrganization)
            .Page(call.Stop);
        return organization.PersonalOf is { } owner && stored.Items.All(member => member.UserId != owner)
            ? [await call.ImplicitOwner(organization, owner), .. stored.Items]
            : stored.Items;
    }

    /// <summary>
    /// The caller's role, read again. Whoever changes members calls this inside the decision that saves the organization, so that a role
    /// that was taken away meanwhile no longer counts. Answers 404 when the role does not allow the call.
    /// </summary>
    public static async Task<Result<OrganizationRole>> RoleNow(this Call call, Organization organization) =>
        await call.Member(organization, call.Caller.UserId) is { } member && call.Allows(member.Role)
            ? member.Role
            : Problem.NotFound("organization");

    public static async Task<Membership?> Member(this Call call, Organization organization, string userId) =>
        await call.Db.Members.Find(organization.OrganizationId, userId, call.Stop)
        ?? (userId == organization.PersonalOf ? await call.ImplicitOwner(organization, userId) : null);

    private static async Task<Membership> ImplicitOwner(this Call call, Organization organization, string userId)
    {
        var person = await call.Db.People.Find(userId, call.Stop);
        return new(organization.OrganizationId, userId, OrganizationRole.Owner)
        {
            Name = person?.Name ?? organization.Name,
            Email = person?.Email,
            JoinedAt = organization.CreatedAt,
        };
    }

    /// <summary>Notes on a gate device that it was seen, if the caller is one.</summary>
    /// <inheritdoc cref="GateDevice.Seen"/>
    public static async Task SeenAt(this Call call, Event at, int scans = 0, bool fetched = false)
    {
        if (call.Caller.MembershipIn(at.OrganizationId, at.EventId)?.Device is not { } access)
            return;
        await call.Db.Decide<GateDevice>(
            async () =>
                await call.Db.Devices.Find(at.OrganizationId, access.DeviceId, call.Stop) is { } device
                    ? call.Db.Devices.Save(device, device.Seen(scans, fetched, call.Now))
                    : Problem.NotFound("device"),
            call.Stop
        );
    }

    /// <summary>An invitation to the caller's verified address; 404 when it went to another one.</summary>
    public static async Task<Result<Invitation>> InvitationToCaller(this Call call, InvitationRequest request)
    {
        if (call.VerifiedAddress.Refused(out var problem, out var email))
            return problem;
        return
            await call.Db.Invitations.Find(request.OrganizationId, request.InvitationId, call.Stop) is { } found
            && found.Email == Invitation.Normalized(email)
            ? found
            : Problem.NotFound("invitation");
    }

    /// <summary>Loads an invitation, decides, and saves it with a record of the act.</summary>
    public static Task<Result<Invitation>> ChangeInvitation(
        this Call call,
        InvitationRequest request,
        Func<Invitation, Result<Invitation>> decide
    ) =>
        call.Db.Decide<Invitation>(
            async () =>
            {
                if (await call.Db.Invitations.Find(request.OrganizationId, request.InvitationId, call.Stop) is not { } current)
                    return Problem.NotFound("invitation");
                if (decide(current).Refused(out var problem, out var next))
                    return problem;
                return call.Db.Invitations.Save(current, next, call.Record(current.InvitationId, current.OrganizationId));
            },
            call.Stop
        );

    /// <summary>Invites a person by address, or renews the invitation. The mail is noted in the same transaction.</summary>
    /// <param name="name">For the staff record; null when only an address is known.</param>
    /// <param name="terms">What is agreed; null when nothing is.</param>
    public static async Task<Result<Invitation>> Invite(
        this Call call,
        string organizationId,
        string address,
        OrganizationRole role,
        string? message,
        string? name = null,
        StaffTerms? terms = null
    )
    {
        var (by, _, _) = await call.Self();
        var email = Invitation.Normalized(address);
        return await call.Db.Decide<Invitation>(
            async () =>
            {
                if ((await call.OwnOrganization(organizationId)).Refused(out var problem, out var organization))
                    return problem;
                if (organization.WhyNotChangeable is { } closed)
                    return closed;
                if ((await call.RoleNow(organization)).Refused(out problem, out var highest))
                    return problem;
                if (role > highest)
                    return Organization.RoleTooHigh;
                if ((await call.Members(organization)).Any(member => email.Equals(member.Email, StringComparison.OrdinalIgnoreCase)))
                    return Problem.Conflict("already_member", "Somebody with this address is a member already.");
                var others = await call
                    .Db.Invitations.OfOrganization(organization.OrganizationId)
                    .Where(other => other.Email != email && other.Counts(call.Now))
                    .Take(Organization.MaxOpenInvitations)
                    .Page(call.Stop);
                if (others.Items.Count >= Organization.MaxOpenInvitations || others.Cursor is not null)
                    return Problem.Conflict(
                        "too_many_invitations",
                        $"At most {Organization.MaxOpenInvitations} invitations wait for an answer or are sent in a day."
                    );
                if (organization.Join(role).Refused(out problem, out _))
                    return problem;
                var id = Invitation.IdOf(organization.OrganizationId, email);
                var before = await call.Db.Invitations.Find(organization.OrganizationId, id, call.Stop);
                var invitation = new Invitation
                {
                    OrganizationId = organization.OrganizationId,
                    InvitationId = id,
                    OrganizationName = organization.Name,
                    Email = email,
                    Role = role,
                    InvitedBy = call.Caller.UserId,
                    InvitedByName = by,
                    Message = message,
                    Name = name,
                    Terms = terms,
                    CreatedAt = call.Now,
                    ExpiresAt = call.Now + Invitation.Life,
                };
                if (invitation.Opened(before, call.Now).Refused(out problem, out var next))
                    return problem;
                Change[] with =
                [
                    call.Db.Organizations.Save(organization),
                    call.Db.Notifications.Create(next.Mail(call.Now)),
                    call.Record(id, organization.OrganizationId, [new("role", null, role.ToString())]),
                ];
                return before is null
                    ? new Decision<Invitation>(next.WithVersion(1), [call.Db.Invitations.Create(next.WithVersion(1)), .. with])
                    : call.Db.Invitations.Save(before, next, with);
            },
            call.Stop
        );
    }

    /// <summary>A member with another role, and the changes that write it. No changes when it is the role that the member has.</summary>
    public static async Task<Result<(Membership Member, Change[] With)>> WithRole(
        this Call call,
        Organization organization,
        Membership member,
        OrganizationRole role
    )
    {
        if ((await call.RoleNow(organization)).Refused(out var problem, out var by))
            return problem;
        if (organization.ChangeRole(member, role, by, oneself: member.UserId == call.Caller.UserId).Refused(out problem, out var next))
            return problem;
        if (member.Role == role)
            return (member, []);
        var after = member with { Role = role };
        next = await Verifying.Follow(call.App, next, member.UserId, after.Role == OrganizationRole.Owner, call.Stop);
        return (after, [call.Db.Organizations.Save(next), call.Db.Members.Replace(after, new Condition.Present())]);
    }

    /// <summary>
    /// Ends a membership, with a record of the act. The staff record stays, and is made if there was none, so that old time has a name.
    /// </summary>
    /// <param name="byOneself">Whether members may leave by this call, whatever their role.</param>
    public static Task<Result<Nothing>> EndMembership(this Call call, string organizationId, string userId, bool byOneself) =>
        call.Db.Decide<Nothing>(
            async () =>
            {
                if ((await call.OwnOrganization(organizationId)).Refused(out var problem, out var organization))
                    return problem;
                if ((await call.RoleNow(organization)).Refused(out problem, out var by))
                    return problem;
                var oneself = userId == call.Caller.UserId;
                if (
                    !((oneself && byOneself) || by.May(Permissions.Members))
                    || await call.Member(organization, userId) is not { Kind: MemberKind.Person } member
                )
                    return Problem.NotFound("member");
                if (organization.Remove(member, by, oneself).Refused(out problem, out var next))
                    return problem;
                next = await Verifying.Follow(call.App, next, member.UserId, isOwner: false, call.Stop);
                var record = await call.Db.Staff.Find(organizationId, userId, call.Stop);
                Change[] kept = record is null ? [call.Db.Staff.Create(StaffRecord.Of(member, null, call.Now))] : [];
                return new Decision<Nothing>(
                    Nothing.Instance,
                    [
                        call.Db.Organizations.Save(next),
                        call.Db.Members.Delete(member, new Condition.Present()),
                        call.Record(member.UserId, organization.OrganizationId),
                        .. kept,
                    ]
                );
            },
            call.Stop
        );
}
