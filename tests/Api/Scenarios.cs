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
}
