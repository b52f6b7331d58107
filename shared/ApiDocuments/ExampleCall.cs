using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventTicketing.Api;

namespace EventTicketing.ApiDocuments;

/// <summary>A header or query parameter. Optional ones are disabled in the collection and comments in the .http file.</summary>
public sealed record ExampleField(string Name, string Value, bool Required);

/// <summary>
/// An example call of an endpoint: the example request, with a variable such as <c>{{eventId}}</c> for each value that comes from an
/// earlier response. Shared by the Postman collection and the .http file.
/// </summary>
/// <param name="Token">The variable that holds the caller's token; null for an endpoint that serves visitors only.</param>
/// <param name="Body">JSON; null when there is none.</param>
public sealed record ExampleCall(
    Endpoint Endpoint,
    string Area,
    string? Token,
    IReadOnlyList<ExampleField> Query,
    IReadOnlyList<ExampleField> Headers,
    string? Body
)
{
    /// <summary>Values from responses that no path parameter names: those of the payment form, and the QR code for the gate.</summary>
    private static readonly string[] Shown = ["paymentIntentId", "clientSecret", "publishableKey", "qr"];

    private static readonly JsonSerializerOptions Readable = new(ApiJson.Wire) { WriteIndented = true, NewLine = "\n" };

    /// <summary>The names of the variables: values from responses that later calls need.</summary>
    public static IReadOnlyList<string> Variables { get; } =
    [.. Endpoints.All.SelectMany(endpoint => endpoint.PathParameters).Distinct(), .. Shown];

    /// <param name="key">The idempotency key, or a variable for it.</param>
    /// <param name="instant">Writes an instant of the examples as text.</param>
    public static ExampleCall Of(Endpoint endpoint, string key, Func<DateTimeOffset, string> instant)
    {
        var schema = Schema.Of(endpoint.Request);
        var sent = Examples.Sent(endpoint.Request);
        var body = OpenApiDocument.BodyOf(endpoint);
        Fill(sent, schema, instant);
        if (body is not null)
            Fill(body, schema, instant);
        var inQuery = endpoint.HasBody ? [] : schema.Properties.Keys.Except(endpoint.PathParameters);
        return new(
            endpoint,
            Endpoints.AreaOf(endpoint).Title,
            TokenOf(endpoint),
            [.. inQuery.Select(name => new ExampleField(name, $"{sent[name]}", schema.Required.Contains(name)))],
            [.. HeadersOf(endpoint, key, body is not null)],
            body?.ToJsonString(Readable)
        );
    }

    private static string? TokenOf(Endpoint endpoint) =>
        endpoint.Access switch
        {
            Access.Public => endpoint.ForCallers ? "attendeeToken" : null,
            Access.Order or Access.User => "attendeeToken",
            Access.Organizer => "organizerToken",
            Access.Staff => "staffToken",
            Access.Admin => "adminToken",
            Access.Super => "superAdminToken",
            _ => throw new ArgumentOutOfRangeException(nameof(endpoint), endpoint.Access, "Nobody calls this."),
        };

    private static IEnumerable<ExampleField> HeadersOf(Endpoint endpoint, string key, bool hasBody)
    {
        if (hasBody)
            yield return new("Content-Type", "application/json", Required: true);
        if (endpoint.Idempotent)
            yield return new("Idempotency-Key", key, Required: true);
        if (endpoint.Conditional)
            yield return new("If-Match", "\"1\"", Required: false);
        if (OpenApiDocument.TakesMessages(endpoint))
            yield return new("Stripe-Signature", "{{stripeSignature}}", Required: true);
    }

    private static void Fill(JsonNode value, Schema schema, Func<DateTimeOffset, string> instant)
    {
        if (value is JsonArray elements)
        {
            foreach (var element in elements)
                Fill(element!, schema.Items!, instant);
        }
        else if (value is JsonObject fields)
        {
            foreach (var (name, field) in schema.Properties)
            {
                if (fields[name] is not { } filled)
                    continue;
                if (field.IsInstant)
                    fields[name] = instant(DateTimeOffset.Parse((string)filled!, CultureInfo.InvariantCulture));
                // What has a pattern, such as a day, is no id.
                else if (field is { Type: JsonType.String, Pattern: null } && Variables.Contains(name))
                    fields[name] = $"{{{{{name}}}}}";
                else if (field.Type == JsonType.Array && name.EndsWith('s') && Variables.Contains(name[..^1]))
                    fields[name] = new JsonArray($"{{{{{name[..^1]}}}}}");
                else
                    Fill(filled, field, instant);
            }
        }
    }
}
