using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Api;

/// <summary>An event with the ids that tests need.</summary>
public sealed record MadeEvent(string Id, IReadOnlyList<string> TypeIds)
{
    public string TypeId => TypeIds[0];

    public static MadeEvent Of(Answer answer) =>
        new(answer.Text("eventId"), [.. answer["ticketTypes"].AsArray().Select(type => (string)type!["ticketTypeId"]!)]);
}

/// <summary>Initial states for tests, reached through the API.</summary>
public static class Scenarios
{
    public static JsonObject Type(
        string name = "Standing",
        long amount = 2500,
        int quantity = 50,
        string currency = "eur",
        int? maxPerOrder = null
    )
    {
        var type = new JsonObject
        {
            ["name"] = name,
            ["price"] = new JsonObject { ["amount"] = amount, ["currency"] = currency },
            ["quantity"] = quantity,
        };
        if (maxPerOrder is not null)
            type["maxPerOrder"] = maxPerOrder;
        return type;
    }

    /// <summary>Starts in two hours, so that its gate is open.</summary>
    public static JsonObject EventBody(int capacity = 50, params JsonObject[] types) =>
        new()
        {
            ["title"] = "Late set",
            ["description"] = "Doors at eight.",
            ["category"] = "concert",
            ["startsAt"] = At(2),
            ["endsAt"] = At(5),
            ["timeZone"] = "Europe/Berlin",
            ["venue"] = new JsonObject
            {
                ["name"] = "Hafenklang",
                ["address"] = "Große Elbstraße 84",
                ["city"] = "Hamburg",
                ["country"] = "DE",
            },
            ["capacity"] = capacity,
            ["ticketTypes"] = new JsonArray(types.Length == 0 ? [Type(quantity: capacity)] : [.. types]),
        };

    public static string At(double hours) => DateTimeOffset.UtcNow.AddHours(hours).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    public static async Task<MadeEvent> DraftEvent(this User organizer, JsonObject? body = null)
    {
        var made = await organizer.Post("/events", body ?? EventBody());
        Assert.Equal(201, made.Status);
        return MadeEvent.Of(made);
    }

    public static async Task<MadeEvent> PublishedEvent(this User organizer, JsonObject? body = null)
    {
        var made = await organizer.DraftEvent(body);
        Assert.Equal(200, (await organizer.Post($"/events/{made.Id}/publish")).Status);
        return made;
    }

    public static Task<MadeEvent> FreeEvent(this User organizer, int capacity = 50) =>
        organizer.PublishedEvent(EventBody(capacity, Type(amount: 0, quantity: capacity)));

    public static JsonObject Basket(MadeEvent ev, int quantity = 1) =>
        new() { ["eventId"] = ev.Id, ["items"] = new JsonArray(new JsonObject { ["ticketTypeId"] = ev.TypeId, ["quantity"] = quantity }) };

    public static async Task<string> Held(this User buyer, MadeEvent ev, int quantity = 1)
    {
        var held = await buyer.Post("/registrations", Basket(ev, quantity));
        Assert.Equal(201, held.Status);
        return held.Text("registrationId");
    }

    public static async Task<string> Intent(this User buyer, string registrationId)
    {
        var intent = await buyer.Post("/create-payment-intent", new JsonObject { ["registrationId"] = registrationId });
        Assert.Equal(200, intent.Status);
        return intent.Text("paymentIntentId");
    }

    /// <summary>A paid and confirmed registration whose tickets are issued.</summary>
    public static async Task<(string RegistrationId, IReadOnlyList<string> TicketIds)> PaidRegistration(
        this User buyer,
        MadeEvent ev,
        int quantity = 1
    )
    {
        var registrationId = await buyer.Held(ev, quantity);
        Assert.Equal(200, await buyer.Cloud.Confirm(await buyer.Intent(registrationId)));
        return (registrationId, await buyer.Tickets(registrationId));
    }

    /// <summary>The ids of the registration's tickets, once they are issued.</summary>
    public static async Task<IReadOnlyList<string>> Tickets(this User buyer, string registrationId)
    {
        var issued = await Cloud.Eventually(async () =>
            (await buyer.Get($"/registrations/{registrationId}")) is var answer && answer["tickets"].AsArray().Count > 0 ? answer : null
        );
        return [.. issued["tickets"].AsArray().Select(ticket => (string)ticket!["ticketId"]!)];
    }

    public static Task<Answer> Registration(this User buyer, string registrationId) => buyer.Get($"/registrations/{registrationId}");

    /// <summary>The registration, once it has the status.</summary>
    public static Task<Answer> Until(this User buyer, string registrationId, string status) =>
        Cloud.Eventually(async () =>
            (await buyer.Registration(registrationId)) is var answer && answer.Text("status") == status ? answer : null
        );

    public static Task<Answer> Scan(
        this User staff,
        string eventId,
        string? qr = null,
        string? code = null,
        string? scanId = null,
        string? gate = null
    )
    {
        var scan = new JsonObject { ["eventId"] = eventId, ["scanId"] = scanId ?? Guid.NewGuid().ToString() };
        if (qr is not null)
            scan["qr"] = qr;
        if (code is not null)
            scan["code"] = code;
        if (gate is not null)
            scan["gate"] = gate;
        return staff.Post("/validate-ticket", scan);
    }

    /// <summary>A paper of somebody who wants to be verified, uploaded by its form. Returns its id.</summary>
    public static async Task<string> UploadedPaper(this User person, string type = "image/png", byte[]? content = null)
    {
        var paper = await person.Post("/kyc/documents", new JsonObject { ["contentType"] = type, ["side"] = "page" });
        Assert.Equal(201, paper.Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Upload(paper, content ?? [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])).Status);
        return paper.Text("documentId");
    }

    /// <summary>A request for verification that waits for a decision.</summary>
    public static async Task<Answer> SubmittedKyc(this User person)
    {
        var submitted = await person.Post("/kyc", KycClaim(await person.UploadedPaper()));
        Assert.Equal(201, submitted.Status);
        return submitted;
    }

    public static JsonObject KycClaim(params string[] documents) =>
        new()
        {
            ["documentType"] = "passport",
            ["documentNumber"] = "C01X00T47",
            ["legalName"] = "Petra Neu",
            ["issuingCountry"] = "DE",
            ["expiresOn"] = "2031-05-31",
            ["documents"] = new JsonArray([.. documents.Select(id => JsonValue.Create(id))]),
        };

    /// <summary>Posts a form's fields, with the given changes, and then the file.</summary>
    public static async Task<(HttpStatusCode Status, string Text)> Upload(
        Answer upload,
        byte[] file,
        params (string Name, string? Value)[] changes
    )
    {
        using var form = new MultipartFormDataContent();
        var fields = upload["fields"].AsObject().ToDictionary(field => field.Key, field => (string?)field.Value);
        foreach (var (name, value) in changes)
            fields[name] = value;
        foreach (var (name, value) in fields.Where(field => field.Value is not null))
            form.Add(new StringContent(value!), $"\"{name}\"");
        form.Add(
            new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } },
            "\"file\"",
            "\"photo.png\""
        );
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Origin", "https://shop.example.com");
        using var answer = await http.PostAsync(upload.Text("uploadUrl"), form);
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static JsonObject Founding(string name) =>
        new()
        {
            ["name"] = name,
            ["timeZone"] = "Europe/Berlin",
            ["currency"] = "eur",
        };

    /// <summary>The id of a new organization.</summary>
    public static async Task<string> Founded(this User owner, string name = "Blue Hour")
    {
        var founded = await owner.Post("/organizations", Founding(name));
        Assert.Equal(201, founded.Status);
        return founded.Text("organizationId");
    }

    public static async Task<string> Id(this User user) => (await user.Get("/me")).Text("userId");

    public static Task<Answer> Invite(this User by, string organizationId, string email, string role) =>
        by.Post($"/organizations/{organizationId}/invitations", new JsonObject { ["email"] = email, ["role"] = role });

    /// <summary>Waits until the person's token is refused: a process reads the revocations anew after 15 seconds.</summary>
    public static async Task RefusedSoon(this User person)
    {
        for (var tries = 0; (await person.Get("/me")).Status != 401; tries++)
        {
            Assert.True(tries < 80, "A revoked token is good for longer than 20 seconds.");
            await Task.Delay(250);
        }
    }

    /// <summary>A gate device that waits for its code.</summary>
    public static Task<Answer> CreateDevice(this User organizer, string organizationId, params string[] eventIds) =>
        organizer.Post(
            $"/organizations/{organizationId}/devices",
            new JsonObject
            {
                ["name"] = "North entrance",
                ["eventIds"] = new JsonArray([.. eventIds.Select(id => (JsonNode)id)]),
                ["until"] = At(24),
            }
        );

    public static Task<Answer> Pair(this User device, string code) =>
        device.Post("/devices/pair", new JsonObject { ["pairingCode"] = code });

    /// <summary>Makes a person a member, by invitation.</summary>
    public static async Task Join(this User person, User by, string organizationId, string role)
    {
        var invited = await by.Invite(organizationId, person.Email, role);
        Assert.Equal(201, invited.Status);
        var accepted = await person.Post($"/organizations/{organizationId}/invitations/{invited.Text("invitationId")}/accept");
        Assert.Equal(200, accepted.Status);
    }

    public static Task<Answer> Role(this User by, string organizationId, string userId, string role) =>
        by.Patch($"/organizations/{organizationId}/members/{userId}", new JsonObject { ["role"] = role });
}
