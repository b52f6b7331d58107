using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EventTicketing.Api;
using EventTicketing.ApiDocuments;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Local;
using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

/// <summary>The objects that a request refers to, and their owners.</summary>
/// <param name="Ids">Ids by their names in paths and bodies.</param>
public sealed record Target(User Organizer, User Buyer, IReadOnlyDictionary<string, string> Ids)
{
    /// <summary>This event or organization, combined with the other ids of another one.</summary>
    public Target Within(IReadOnlyDictionary<string, string> other)
    {
        var outer = new[] { "eventId", "endpointId", "organizationId" }.First(Ids.ContainsKey);
        return this with { Ids = new Dictionary<string, string>(other) { [outer] = Ids[outer] } };
    }

    /// <summary>All that the owners can see, without download links, which are new each time.</summary>
    public async Task<JsonArray> Shown()
    {
        var shown = new JsonArray();
        foreach (
            var (owner, id, path) in new[]
            {
                (Organizer, "organizationId", "/organizations/{0}"),
                (Organizer, "organizationId", "/organizations/{0}/members"),
                (Organizer, "organizationId", "/organizations/{0}/invitations"),
                (Organizer, "organizationId", "/organizations/{0}/devices"),
                (Organizer, "endpointId", "/webhook-endpoints/{0}"),
                (Organizer, "endpointId", "/webhook-endpoints/{0}/deliveries"),
                (Organizer, "teamId", "/teams/{0}"),
                (Organizer, "clientId", "/clients/{0}"),
                (Organizer, "projectId", "/projects/{0}"),
                (Organizer, "timeEntryId", "/time-entries/{0}"),
                (Buyer, "documentId", "/kyc"),
                (Buyer, "imageId", "/me"),
                (Organizer, "eventId", "/events/{0}"),
                (Organizer, "eventId", "/events/{0}/registrations"),
                (Organizer, "eventId", "/events/{0}/check-ins"),
                (Buyer, "registrationId", "/registrations/{0}"),
                (Buyer, "ticketId", "/tickets/{0}"),
            }
        )
        {
            if (!Ids.TryGetValue(id, out var known))
                continue;
            var answer = await owner.Get(string.Format(path, known));
            Assert.Equal(200, answer.Status);
            foreach (var link in new[] { "downloadUrl", "downloadExpiresAt" })
                answer.Body!.AsObject().Remove(link);
            shown.Add(answer.Body);
        }

        return shown;
    }
}

/// <summary>The callers of <c>authorization.txt</c> and their objects.</summary>
public sealed class AuthorizationFixture(Cloud cloud) : IAsyncLifetime
{
    private static readonly IReadOnlyDictionary<string, string> Absent = new Dictionary<string, string>
    {
        ["eventId"] = Ids.Derived("evt", "absent"),
        ["ticketTypeId"] = Ids.Derived("tty", "absent"),
        ["registrationId"] = Ids.Derived("reg", "absent"),
        ["ticketId"] = Ids.Derived("tkt", "absent"),
        ["qr"] = "absent",
        ["imageId"] = Ids.Derived("img", "absent"),
        ["organizationId"] = Ids.Derived("org", "absent"),
        ["invitationId"] = Ids.Derived("inv", "absent"),
        ["userId"] = Guid.Empty.ToString(),
        ["kycId"] = Ids.Derived("kyc", "absent"),
        ["documentId"] = Ids.Derived("doc", "absent"),
        ["deviceId"] = Ids.Derived("dev", "absent"),
        ["endpointId"] = Ids.Derived("whe", "absent"),
        ["deliveryId"] = Ids.Derived("whd", "absent"),
        ["teamId"] = Ids.Derived("tea", "absent"),
        ["clientId"] = Ids.Derived("cli", "absent"),
        ["projectId"] = Ids.Derived("prj", "absent"),
        ["timeEntryId"] = Ids.Derived("tme", "absent"),
    };

    /// <summary>The members among the callers, by their roles.</summary>
    private static readonly IReadOnlyDictionary<string, string> Members = new Dictionary<string, string>
    {
        ["manager"] = "manager",
        ["staff"] = "staff",
        ["orgAdmin"] = "admin",
        ["owner"] = "owner",
    };

    private static readonly IReadOnlyDictionary<string, string> GroupsOf = new Dictionary<string, string>
    {
        ["organizer"] = "Organizers",
        ["admin"] = "Admins",
        ["super"] = "SuperAdmins",
    };

    private static int _events;
    private static int _people;
    private readonly Dictionary<string, User> _callers = [];
    private readonly Dictionary<(User Organizer, User Buyer), Target> _paid = [];

    private readonly Dictionary<User, Target> _invitations = [];

    /// <summary>Who makes the next request in place of the caller of the table.</summary>
    private User? _fresh;

    public Forger Forger { get; private set; } = null!;
    private User OtherOrganizer { get; set; } = null!;
    private User OtherAttendee { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _callers["attendee"] = await Person("attendee");
        foreach (var name in GroupsOf.Keys)
            _callers[name] = await Person(name, GroupsOf[name]);
        (OtherOrganizer, OtherAttendee) = (await Person("other-organizer", "Organizers"), await Person("other-attendee"));
        foreach (var name in Members.Keys)
            await Join(_callers[name] = await Person(name), _callers["organizer"], Members[name]);
        Forger = new Forger(cloud.Local, _callers["organizer"].Http.DefaultRequestHeaders.Authorization!.Parameter!);
        (_callers["anonymous"], _callers["expired"]) = (cloud.Anonymous, With(Forger.Expired()));
        (_callers["forged"], _callers["elsewhere"]) = (With(Forger.ByAnotherKey()), With(Forger.OfAnotherPool()));
        var revoked = await Person("revoked", "Organizers");
        Assert.Equal(204, (await revoked.Post("/me/sign-out")).Status);
        _callers["revoked"] = With(revoked.Http.DefaultRequestHeaders.Authorization!.Parameter!);
        await _callers["revoked"].RefusedSoon();
        _callers["device"] = await Paired((await Paid(_callers["organizer"], OtherAttendee)).Ids["eventId"]);
    }

    public ValueTask DisposeAsync()
    {
        Forger.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Sends a request that is valid except, perhaps, for its caller.</summary>
    /// <param name="at">One of the endpoint's paths.</param>
    public Task<Answer> Send(Cell cell, string at, IReadOnlyDictionary<string, string> about)
    {
        var endpoint = Endpoints.All.Single(row => row.Name == cell.Endpoint);
        // A day or a month is no object: the one of the example.
        var path = endpoint.PathParameters.Aggregate(
            at,
            (path, name) => path.Replace($"{{{name}}}", about.GetValueOrDefault(name) ?? (string)Examples.Sent(endpoint.Request)[name]!)
        );
        if (!endpoint.HasBody)
        {
            // Administrators search: without a filter they get everything there is, or are refused.
            var searches = endpoint is { Access: Access.Admin } or { Name: nameof(PaymentEndpoints.ListTransactions) };
            var given = Call(endpoint).Query.Where(field => field.Required || (searches && field.Value.Length > 0));
            path += $"?{string.Join('&', given.Select(field => $"{field.Name}={field.Value}"))}";
        }

        return (_fresh ?? _callers[cell.Caller]).Send(new(endpoint.Method), path, Body(endpoint, about));
    }

    public User With(string token) =>
        new(cloud, new HttpClient { BaseAddress = cloud.Local.Web, DefaultRequestHeaders = { Authorization = new("Bearer", token) } }, "");

    /// <summary>The path of a draft that belongs to the user whose tokens <see cref="Forger"/> forges.</summary>
    public async Task<string> OwnDraft() => $"/events/{(await _callers["organizer"].DraftEvent()).Id}";

    /// <summary>Objects that belong to none of the callers.</summary>
    public async Task<IReadOnlyList<Target>> Foreign(string endpoint) =>
        AuthorizationTable.Cells[endpoint].FirstOrDefault(cell => cell.Object == "foreign") is { } foreign
            ? [await Prepared(foreign.State, OtherOrganizer, OtherAttendee)]
            : [await Draft(OtherOrganizer, OtherAttendee), await Paid(OtherOrganizer, OtherAttendee)];

    /// <summary>What everybody can see of the event.</summary>
    public async Task<JsonArray> Public(Target target) =>
        target.Ids.TryGetValue("eventId", out var id) ? new((await cloud.Anonymous.Get($"/events/{id}")).Body) : [];

    /// <param name="foreign">Objects that must not change.</param>
    public async Task<Target> About(Cell cell, Target foreign)
    {
        var organizer = cell.Caller is "admin" or "super" ? _callers[cell.Caller] : _callers["organizer"];
        var caller = _callers[cell.Caller] is { Email.Length: > 0 } person ? person : _callers["organizer"];
        _fresh = null;
        if (cell is { State: "fresh" or "invited", Object: "own" or "-" } && _callers[cell.Caller].Email.Length > 0)
        {
            (caller, organizer) = await Fresh(cell.Caller);
            _fresh = caller;
        }

        var isBought = AuthorizationTable.Rows.Contains($"{cell.Endpoint} sold");
        return cell.Object switch
        {
            "-" or "absent" => new(organizer, caller, Absent),
            "any" => await Prepared(cell.State, OtherOrganizer, OtherAttendee),
            "own" when cell is { State: "open" or "invited", IsRefusal: true } => await Kept(organizer, OtherAttendee),
            "mixed" when cell.State is "open" or "invited" => (await Kept(organizer, OtherAttendee)).Within(foreign.Ids),
            "partial" when cell.State is "open" or "invited" => (await Kept(organizer, OtherAttendee)).Within(Absent),
            "own" when cell.State == "invited" => await Prepared(cell.State, await NewPerson("Organizers"), caller),
            "own" when cell.State is "paper" or "picture" => await Prepared(
                cell.State,
                organizer,
                cell.IsRefusal ? await NewPerson() : caller
            ),
            "foreign" when cell.IsRefusal => foreign,
            "foreign" => await Prepared(cell.State, OtherOrganizer, _callers["attendee"]),
            "sold" => await Prepared(cell.State, organizer, OtherAttendee),
            "mixed" => (await Prepared(cell.State, organizer, OtherAttendee)).Within(foreign.Ids),
            "partial" => (await Prepared(cell.State, organizer, OtherAttendee)).Within(Absent),
            _ => await Prepared(cell.State, isBought ? OtherOrganizer : organizer, isBought ? caller : OtherAttendee),
        };
    }

    /// <summary>A new person of the same kind as a caller, and the organizer whose organization is theirs.</summary>
    private async Task<(User Caller, User Organizer)> Fresh(string caller)
    {
        if (GroupsOf.TryGetValue(caller, out var group) && await NewPerson(group) is var organizer)
            return (organizer, organizer);
        var person = await NewPerson();
        if (!Members.TryGetValue(caller, out var role))
            return (person, _callers["organizer"]);
        organizer = await NewPerson("Organizers");
        await Join(person, organizer, role);
        return (person, organizer);
    }

    private static async Task Join(User person, User organizer, string role) =>
        await person.Join(organizer, await OrganizationOf(organizer), role);

    /// <summary>An organizer's own organization.</summary>
    private static async Task<string> OrganizationOf(User organizer) =>
        (string)(await organizer.Get("/organizations"))["items"].AsArray()[0]!["organizationId"]!;

    private static string NewAddress() => EmailOf($"new-{Interlocked.Increment(ref _people):0000}");

    private Task<User> NewPerson(params string[] groups) => Person($"new-{Interlocked.Increment(ref _people):0000}", groups);

    private async Task<User> Person(string name, params string[] groups)
    {
        cloud.Local.Cognito.EnsureUser(EmailOf(name), Demo.Password, $"Matrix {name}", groups);
        return await cloud.CreateClient(EmailOf(name));
    }

    private string SubOf(string name) => cloud.Local.Cognito.SubOf(EmailOf(name))!;

    private static string EmailOf(string name) => $"matrix-{name}@example.com";

    /// <summary>The endpoint's example request, with these ids and with times relative to now. Every scan gets a new id.</summary>
    private static JsonNode? Body(Endpoint endpoint, IReadOnlyDictionary<string, string> about)
    {
        if (Call(endpoint).Body is not { } body)
            return null;
        body = about.Aggregate(body, (text, known) => text.Replace($"{{{{{known.Key}}}}}", known.Value));
        var days = (DateTimeOffset.UtcNow - Examples.Now).Days;
        body = Regex.Replace(body, @"(?<="")\d{4}-\d{2}-\d{2}(?="")", day => CalendarDays.Text(DateOnly.Parse(day.Value).AddDays(days)));
        // Nobody is invited twice.
        body = Regex.Replace(body, "\"email\": \"[^\"]*\"", _ => $"\"email\": \"{NewAddress()}\"");
        return JsonNode.Parse(Regex.Replace(body, "\"scanId\": \"[^\"]*\"", _ => $"\"scanId\": \"{Guid.NewGuid()}\""));
    }

    private static ExampleCall Call(Endpoint endpoint)
    {
        var now = DateTimeOffset.UtcNow;
        return ExampleCall.Of(endpoint, "", instant => $"{now + (instant - Examples.Now):O}");
    }

    /// <summary>Objects in the given state, created anew for requests that change them.</summary>
    private Task<Target> Prepared(string state, User organizer, User buyer) =>
        state switch
        {
            "draft" => Draft(organizer, buyer),
            "published" => Published(organizer, buyer),
            "cancelled" => Cancelled(organizer, buyer),
            "pictured" => Pictured(organizer, buyer),
            "held" => Held(organizer, buyer),
            "paid" => Paid(organizer, buyer),
            "gate" => AtGate(organizer, buyer),
            "device" => Waiting(organizer, buyer),
            "checkedIn" => CheckedIn(organizer, buyer),
            "organization" or "fresh" => Organization(organizer, buyer),
            "member" => Member(organizer, buyer),
            "open" => Invited(organizer, buyer, NewAddress()),
            "invited" => Invited(organizer, buyer, _fresh?.Email ?? NewAddress()),
            "founded" => Founded(buyer),
            "suspended" => Suspended(buyer),
            "person" => Someone(organizer, buyer),
            "paper" => Paper(organizer, buyer),
            "picture" => Portrait(organizer, buyer),
            "logo" => Logo(organizer, buyer),
            "submitted" => Submitted(organizer, buyer),
            "told" => Told(organizer, buyer),
            "team" => Made(organizer, buyer, "/teams", "teamId", new() { ["name"] = "Front of house", ["memberIds"] = new JsonArray() }),
            "client" => Made(organizer, buyer, "/clients", "clientId", new() { ["name"] = "Hafenfest" }),
            "project" => Project(organizer, buyer),
            "draftTime" => Time(organizer, buyer),
            "submittedTime" => Time(organizer, buyer, "submit"),
            "approvedTime" => Time(organizer, buyer, "submit", "approve"),
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, $"{AuthorizationTable.File} has a state that is not known."),
        };

    private static async Task<Target> Draft(User organizer, User buyer) => Of(organizer, buyer, await organizer.DraftEvent(NewEvent()));

    private async Task<Target> Pictured(User organizer, User buyer)
    {
        var ev = await organizer.DraftEvent(NewEvent());
        var image = await organizer.Post($"/events/{ev.Id}/images", new JsonObject { ["contentType"] = "image/jpeg" });
        return Of(organizer, buyer, ev, ("imageId", await Uploaded(image)));
    }

    private async Task<Target> Portrait(User organizer, User buyer) =>
        Of(organizer, buyer, ("imageId", await Uploaded(await buyer.Post("/me/image", new JsonObject { ["contentType"] = "image/jpeg" }))));

    private async Task<Target> Logo(User organizer, User buyer)
    {
        var organizationId = await OrganizationOf(organizer);
        var image = await organizer.Post($"/organizations/{organizationId}/logo", new JsonObject { ["contentType"] = "image/jpeg" });
        return Of(organizer, buyer, ("organizationId", organizationId), ("imageId", await Uploaded(image)));
    }

    /// <returns>The id of the image, whose file is now where its form would have put it.</returns>
    private async Task<string> Uploaded(Answer image)
    {
        await cloud
            .Local.Host.App.Files(Buckets.Uploads)
            .Put(image["fields"]!["key"]!.ToString(), [0xFF, 0xD8, 0xFF], "image/jpeg", default);
        return image.Text("imageId");
    }

    private static async Task<Target> Published(User organizer, User buyer) =>
        Of(organizer, buyer, await organizer.PublishedEvent(NewEvent()));

    private static async Task<Target> Cancelled(User organizer, User buyer)
    {
        var published = await Published(organizer, buyer);
        var path = $"/events/{published.Ids["eventId"]}";
        Assert.Equal(200, (await organizer.Post($"{path}/cancel")).Status);
        // The event's last change is the worker's record that all refunds are made.
        await Cloud.Eventually(async () => (await organizer.Get(path)) is var shown && (int)shown["version"] == 3 ? shown : null);
        return published;
    }

    /// <summary>Two tickets, the second one for the gate. Created once, because no request changes them.</summary>
    private async Task<Target> Paid(User organizer, User buyer)
    {
        if (_paid.TryGetValue((organizer, buyer), out var paid))
            return paid;
        var ev = await organizer.PublishedEvent(NewEvent());
        var (registrationId, ticketIds) = await buyer.PaidRegistration(ev, 2);
        var ticket = await buyer.Get($"/tickets/{ticketIds[1]}");
        return _paid[(organizer, buyer)] = Of(
            organizer,
            buyer,
            ev,
            ("registrationId", registrationId),
            ("ticketId", ticketIds[0]),
            ("secondId", ticketIds[1]),
            ("code", ticket.Text("code")),
            ("qr", ticket.Text("qr"))
        );
    }

    private async Task<Target> Held(User organizer, User buyer)
    {
        // A new event each time, because nobody may have three open holds for one event.
        var ev = await organizer.PublishedEvent(NewEvent());
        return Of(organizer, buyer, ev, ("registrationId", await buyer.Held(ev)));
    }

    private async Task<Target> CheckedIn(User organizer, User buyer)
    {
        var paid = await Paid(organizer, buyer);
        Assert.Equal(200, (await organizer.Scan(paid.Ids["eventId"], code: paid.Ids["code"])).Status);
        return paid with { Ids = new Dictionary<string, string>(paid.Ids) { ["ticketId"] = paid.Ids["secondId"] } };
    }

    private static async Task<Target> Organization(User organizer, User buyer) =>
        Of(organizer, buyer, ("organizationId", await OrganizationOf(organizer)));

    /// <summary>An open invitation into the organizer's organization that the next request does not change.</summary>
    private async Task<Target> Kept(User organizer, User buyer) =>
        _invitations.TryGetValue(organizer, out var kept) ? kept : _invitations[organizer] = await Invited(organizer, buyer, NewAddress());

    private async Task<Target> Member(User organizer, User buyer)
    {
        var person = await NewPerson();
        await Join(person, organizer, "staff");
        var organizationId = await OrganizationOf(organizer);
        return Of(organizer, buyer, ("organizationId", organizationId), ("userId", cloud.Local.Cognito.SubOf(person.Email)!));
    }

    private static async Task<Target> Invited(User organizer, User buyer, string email)
    {
        var organizationId = await OrganizationOf(organizer);
        var invited = await organizer.Invite(organizationId, email, "staff");
        Assert.Equal(201, invited.Status);
        return Of(organizer, buyer, ("organizationId", organizationId), ("invitationId", invited.Text("invitationId")));
    }

    private static async Task<Target> AtGate(User organizer, User buyer) =>
        Of(organizer, buyer, ("organizationId", await OrganizationOf(organizer)), ("eventId", (await organizer.DraftEvent(NewEvent())).Id));

    private static async Task<Target> Waiting(User organizer, User buyer)
    {
        var at = await AtGate(organizer, buyer);
        var created = await organizer.CreateDevice(at.Ids["organizationId"], at.Ids["eventId"]);
        return Of(organizer, buyer, ("organizationId", at.Ids["organizationId"]), ("deviceId", created.Text("deviceId")));
    }

    /// <summary>A device of the organizer's for one event.</summary>
    private async Task<User> Paired(string eventId)
    {
        var organizer = _callers["organizer"];
        var created = await organizer.CreateDevice(await OrganizationOf(organizer), eventId);
        return With((await cloud.Anonymous.Pair(created.Text("pairingCode"))).Text("idToken"));
    }

    private static async Task<Target> Made(User organizer, User buyer, string path, string id, JsonObject body)
    {
        var made = await organizer.Post(path, body);
        Assert.Equal(201, made.Status);
        return Of(organizer, buyer, (id, made.Text(id)));
    }

    private static Task<Target> Project(User organizer, User buyer) =>
        Made(organizer, buyer, "/projects", "projectId", new() { ["name"] = "Stage", ["billing"] = "hourly" });

    /// <summary>An hour that the organizer has spent today, after these steps.</summary>
    private static async Task<Target> Time(User organizer, User buyer, params string[] steps)
    {
        var entry = new JsonObject
        {
            ["projectId"] = (await Project(organizer, buyer)).Ids["projectId"],
            ["date"] = CalendarDays.Text(DateOnly.FromDateTime(DateTime.UtcNow)),
            ["minutes"] = 60,
        };
        var time = await Made(organizer, buyer, "/time-entries", "timeEntryId", entry);
        foreach (var step in steps)
            Assert.Equal(200, (await organizer.Post($"/time-entries/{time.Ids["timeEntryId"]}/{step}")).Status);
        return time;
    }

    /// <summary>A webhook endpoint with a message that was delivered: the organizer's own as long as there is one.</summary>
    private async Task<Target> Told(User organizer, User buyer)
    {
        var known = (await organizer.Get("/webhook-endpoints"))["items"].AsArray();
        if (known.Count == 0)
        {
            var body = new JsonObject { ["url"] = "https://hooks.example.com/tickets", ["events"] = new JsonArray("webhook.test") };
            var created = await organizer.Post("/webhook-endpoints", body);
            Assert.Equal(201, created.Status);
            known.Add(created.Body);
        }

        var (organizationId, endpointId) = ((string)known[0]!["organizationId"]!, (string)known[0]!["endpointId"]!);
        var delivery = new WebhookDelivery
        {
            OrganizationId = organizationId,
            EndpointId = endpointId,
            DeliveryId = Ids.Derived("whd", endpointId, Guid.NewGuid().ToString()),
            Type = WebhookType.WebhookTest,
            Body = "{}",
            CreatedAt = DateTimeOffset.UtcNow,
            Status = WebhookStatus.Delivered,
        };
        var db = cloud.Local.Host.App.Db;
        Assert.True((await db.Write([db.WebhookDeliveries.Create(delivery)], default)).Committed);
        return Of(organizer, buyer, ("endpointId", endpointId), ("deliveryId", delivery.DeliveryId));
    }

    private async Task<Target> Founded(User buyer)
    {
        var organizer = await NewPerson("Organizers");
        return Of(organizer, buyer, ("organizationId", await organizer.Founded()));
    }

    private async Task<Target> Suspended(User buyer)
    {
        var founded = await Founded(buyer);
        var path = $"/admin/organizations/{founded.Ids["organizationId"]}/suspend";
        Assert.Equal(200, (await _callers["admin"].Post(path, new JsonObject { ["reason"] = "For this test." })).Status);
        return founded;
    }

    private async Task<Target> Someone(User organizer, User buyer)
    {
        var person = await NewPerson();
        return Of(organizer, buyer, ("userId", cloud.Local.Cognito.SubOf(person.Email)!));
    }

    private static async Task<Target> Paper(User organizer, User buyer)
    {
        var paper = await buyer.Post("/kyc/documents", new JsonObject { ["contentType"] = "image/png" });
        Assert.Equal(201, paper.Status);
        return Of(organizer, buyer, ("documentId", paper.Text("documentId")));
    }

    private async Task<Target> Submitted(User organizer, User buyer)
    {
        var person = await NewPerson();
        var submitted = await person.SubmittedKyc();
        return Of(organizer, buyer, ("kycId", submitted.Text("kycId")));
    }

    private static Target Of(User organizer, User buyer, params (string Name, string Id)[] ids) =>
        new(organizer, buyer, ids.ToDictionary());

    private static Target Of(User organizer, User buyer, MadeEvent ev, params (string Name, string Id)[] others) =>
        new(organizer, buyer, others.Append(("eventId", ev.Id)).Append(("ticketTypeId", ev.TypeId)).ToDictionary());

    /// <summary>Shares no text, price or rounded tax with other events. Starts soon, to be on the first page of a list.</summary>
    private static JsonObject NewEvent()
    {
        var word = $"matrix {Interlocked.Increment(ref _events):000}";
        var body = EventBody(50, Type($"Seat of {word}", 700_000 + (100 * _events)));
        (body["startsAt"], body["title"], body["description"], body["category"]) = (At(0.5), $"Title of {word}", $"About {word}", word);
        body["venue"] = new JsonObject
        {
            ["name"] = $"Venue of {word}",
            ["address"] = $"Street of {word}",
            ["city"] = $"City of {word}",
            ["country"] = "DE",
        };
        return body;
    }
}
