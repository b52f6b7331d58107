using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventTicketing.Api;
using EventTicketing.Domain;

namespace EventTicketing.ApiDocuments;

/// <summary>
/// One example of every request and response type for the OpenAPI document; together they describe one evening in Berlin.
/// </summary>
public static partial class Examples
{
    private const string EventId = "evt_01k9m9s346q3d25vt4f5v37e3s";
    private const string OrganizationId = "org_01k93e28jt97kb6cq643dzvmxx";
    private const string OrganizerId = "5d2c8a44-70d1-7013-8f0e-9b1c6f5a2e37";
    private const string UserId = "b3a4f8c2-1051-70a5-3d4e-6c1f0e9d7b28";
    private const string TicketTypeId = "tty_01k9npzx45hy43kwjrp1xpa7z3";
    private const string OtherTicketTypeId = "tty_01k9dj8fssz5awsh8vhtpre95b";
    private const string ImageId = "img_01k9qjx3v8ge2sy6b0c4n7m1td";
    private const string ImageUrl = $"/images/{EventId}/{ImageId}.jpg";
    private const string RegistrationId = "reg_01k99ee0zbgj09tqm83xssss6y";
    private const string TicketId = "tkt_01k9qy77zxyyk596ngya1dq91k";
    private const string OtherTicketId = "tkt_01k9qy77zxyyk59p2c8e0m4h7w";
    private const string RefundId = "ref_01k9s3c4dwa7n36096q14dr9gp";
    private const string PaymentIntentId = "pi_example";
    private const string ScanId = "north-1-000412";
    private const string Code = "K7QM4XPR-2ABD";
    private const string Qr = "0TC:%EVBFWFG8QN5ZKR1*A$JH6B97WM2FC0S4Y.X3DL8P1TG5U-O2ZE7RKQ94HN6VB+I8M";
    private const string Title = "Blue Hour: A Jazz Night";
    private const string Description = "Two sets, one break, and a late jam. Doors open at seven.";
    private const string Category = "music";
    private const string TimeZone = "Europe/Berlin";
    private const string Standing = "Standing";
    private const string Balcony = "Balcony";
    private const string Ada = "Ada Lorenz";
    private const string AdasEmail = "ada@example.com";
    private const string Jonas = "Jonas Weber";
    private const string JonasEmail = "jonas@example.com";

    private static readonly DateTimeOffset StartsAt = At(14, 18, 0),
        EndsAt = At(14, 22, 0),
        GateOpensAt = At(14, 17, 0);
    private static readonly DateTimeOffset BookedAt = At(2, 9, 30),
        ConfirmedAt = At(2, 9, 34),
        ScannedAt = At(14, 17, 21);

    private static readonly Dictionary<Type, object> Known = (
        (object[])[new NoRequest(), new PageRequest(), Nothing.Instance, .. OfAreas()]
    ).ToDictionary(example => example.GetType());

    /// <summary>The current time in the examples: the gate has opened and the first guest has arrived.</summary>
    public static DateTimeOffset Now => ScannedAt;

    /// <param name="type">A request or response type of <see cref="Endpoints"/>.</param>
    /// <exception cref="InvalidOperationException">There is no example of this type yet.</exception>
    public static object Of(Type type) =>
        Known.GetValueOrDefault(type) ?? throw new InvalidOperationException($"{nameof(Examples)} has no {type.Name} yet.");

    /// <summary>The values of the areas' properties, which are in a file each.</summary>
    private static IEnumerable<object> OfAreas() =>
        typeof(Examples)
            .GetProperties(BindingFlags.NonPublic | BindingFlags.Static)
            .Where(area => area.PropertyType == typeof(object[]))
            .SelectMany(area => (object[])area.GetValue(null)!);

    /// <summary>A request as JSON, including path and query fields, without the null ones.</summary>
    public static JsonObject Sent(Type request) => (JsonObject)WithoutNulls(Answered(request));

    /// <summary>A response as JSON.</summary>
    public static JsonNode Answered(Type response) => JsonSerializer.SerializeToNode(Of(response), ApiJson.Wire.GetTypeInfo(response))!;

    /// <summary>A webhook of the payment provider, with the fields that are read.</summary>
    public static JsonObject ProviderMessage() =>
        new()
        {
            ["id"] = "evt_example",
            ["object"] = "event",
            ["type"] = "payment_intent.succeeded",
            ["livemode"] = false,
            ["data"] = new JsonObject
            {
                ["object"] = new JsonObject
                {
                    ["id"] = PaymentIntentId,
                    ["object"] = "payment_intent",
                    ["amount"] = 5350,
                    ["currency"] = "eur",
                    ["status"] = "succeeded",
                },
            },
        };

    private static JsonNode WithoutNulls(JsonNode node) =>
        node switch
        {
            JsonObject fields => new JsonObject(
                from field in fields
                where field.Value is not null
                select KeyValuePair.Create(field.Key, (JsonNode?)WithoutNulls(field.Value))
            ),
            JsonArray items => new JsonArray([.. items.Select(item => WithoutNulls(item!))]),
            _ => node.DeepClone(),
        };

    private static DateTimeOffset At(int day, int hour, int minute) => new(2027, 5, day, hour, minute, 0, TimeSpan.Zero);

    private static Money Euros(long cents) => new(cents, "eur");

    private static MoneyField Field(long cents) => MoneyField.Of(Euros(cents));
}
