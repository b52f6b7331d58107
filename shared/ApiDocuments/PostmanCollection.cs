using System.Text.Json.Nodes;
using EventTicketing.Api;

namespace EventTicketing.ApiDocuments;

/// <summary>
/// The endpoint table as a Postman collection, version 2.1: a complete sale that can be run in sequence, from creating the event to the
/// gate, and a folder per area with every endpoint once. Values from responses are stored in collection variables.
/// </summary>
public static class PostmanCollection
{
    private const string Description = """
        Set `baseUrl` and `stripeUrl` (those of the local cloud unless you do), and put tokens of an organizer, an attendee and one of the
        organizer's staff in the variables of that name. Then run the folder *A sale*, or send single requests: ids that an answer gives are
        kept for the requests after it. Instants are counted from now, so that the evening is always tonight.
        """;

    /// <summary>The request that the payment provider's card form sends when the buyer pays.</summary>
    private static readonly (string Name, JsonObject Request) Pays = (
        "Pay, as Stripe's form does",
        new()
        {
            ["method"] = "POST",
            ["auth"] = new JsonObject { ["type"] = "noauth" },
            ["body"] = new JsonObject
            {
                ["mode"] = "urlencoded",
                ["urlencoded"] = new JsonArray(
                    Pair("key", "{{publishableKey}}"),
                    Pair("client_secret", "{{clientSecret}}"),
                    Pair("payment_method", "pm_card_visa")
                ),
            },
            ["url"] = Url("stripeUrl", "/v1/payment_intents/{paymentIntentId}/confirm", []),
        }
    );

    public static JsonObject Write(IReadOnlyList<Endpoint> endpoints)
    {
        var calls = endpoints.Select(Called).ToList();
        return new()
        {
            ["info"] = new JsonObject
            {
                ["name"] = "EventTicketing",
                ["description"] = Description.ReplaceLineEndings("\n"),
                ["schema"] = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
            },
            ["item"] = new JsonArray([
                Sale(),
                .. calls.GroupBy(call => call.Area).Select(area => Folder(area.Key, area.Select(call => Item(call.Endpoint.Name, call)))),
            ]),
            ["event"] = new JsonArray(
                Script(
                    "prerequest",
                    "// now+39min in a request is the instant in 39 minutes.",
                    "for (const [, name, minutes] of JSON.stringify(pm.request).matchAll(/{{(now([+-]\\d+)min)}}/g))",
                    "  pm.variables.set(name, new Date(Date.now() + minutes * 60_000).toISOString());"
                )
            ),
            ["variable"] = new JsonArray([
                Pair("baseUrl", "http://127.0.0.1:5080/api"),
                Pair("stripeUrl", "http://127.0.0.1:5085"),
                .. calls
                    .Select(call => call.Token)
                    .OfType<string>()
                    .Distinct()
                    .Concat(ExampleCall.Variables)
                    .Append("stripeSignature")
                    .Select(name => Pair(name, "")),
            ]),
        };
    }

    private static JsonObject Sale()
    {
        var steps = new JsonArray();
        void Step(Endpoint endpoint, params string[] checks) => steps.Add((JsonNode)Item(Next(endpoint.Name), Called(endpoint), checks));
        string Next(string name) => $"{steps.Count + 1} {name}";
        Step(EventEndpoints.CreateEvent);
        Step(EventEndpoints.PublishEvent);
        Step(EventEndpoints.GetEvent);
        Step(RegistrationEndpoints.CreateRegistration);
        Step(PaymentEndpoints.ProcessPayment);
        steps.Add((JsonNode)Item(Next(Pays.Name), Pays.Request.DeepClone().AsObject(), [Answers(200)]));
        Step(
            RegistrationEndpoints.GetRegistration,
            "// A webhook confirms the registration and a worker issues its tickets: repeat until they are there.",
            "const tries = (pm.collectionVariables.get('tries') || 0) + 1;",
            "const issued = pm.response.json().tickets.length > 0;",
            "pm.collectionVariables.set('tries', issued ? 0 : tries);",
            "if (issued || tries > 50) pm.test('has its tickets', () => pm.expect(issued).to.be.true);",
            $"else setTimeout(() => pm.execution.setNextRequest('{Next(RegistrationEndpoints.GetRegistration.Name)}'), 200);"
        );
        Step(TicketEndpoints.GetTicketDownload);
        Step(TicketEndpoints.ValidateTicket, "pm.test('admits the guest', () => pm.expect(pm.response.json().result).to.equal('valid'));");
        return new()
        {
            ["name"] = "A sale",
            ["description"] = "From the event to the gate; run it from top to bottom.",
            ["item"] = steps,
        };
    }

    private static ExampleCall Called(Endpoint endpoint) =>
        ExampleCall.Of(endpoint, "{{$guid}}", instant => $"{{{{now{(instant - Examples.Now).TotalMinutes:+0;-0;+0}min}}}}");

    private static JsonObject Folder(string name, IEnumerable<JsonObject> items) =>
        new() { ["name"] = name, ["item"] = new JsonArray([.. items]) };

    private static JsonObject Item(string name, ExampleCall call, params string[] checks)
    {
        var request = new JsonObject
        {
            ["method"] = call.Endpoint.Method,
            ["description"] = $"{call.Endpoint.Summary} {OpenApiDocument.WhoMay(call.Endpoint)}",
            ["auth"] = call.Token is null
                ? new JsonObject { ["type"] = "noauth" }
                : new JsonObject { ["type"] = "bearer", ["bearer"] = new JsonArray(Pair("token", $"{{{{{call.Token}}}}}")) },
            ["header"] = new JsonArray([.. call.Headers.Select(Sent)]),
            ["url"] = Url("baseUrl", call.Endpoint.Path, call.Query),
        };
        if (call.Body is { } body)
        {
            request["body"] = new JsonObject
            {
                ["mode"] = "raw",
                ["raw"] = body,
                ["options"] = new JsonObject { ["raw"] = new JsonObject { ["language"] = "json" } },
            };
        }

        return Item(name, request, [Answers(call.Endpoint.Status), .. Kept(call.Endpoint), .. checks]);
    }

    private static JsonObject Item(string name, JsonObject request, string[] checks) =>
        new()
        {
            ["name"] = name,
            ["request"] = request,
            ["event"] = new JsonArray(Script("test", checks)),
        };

    private static JsonObject Script(string listen, params string[] lines) =>
        new()
        {
            ["listen"] = listen,
            ["script"] = new JsonObject
            {
                ["type"] = "text/javascript",
                ["exec"] = new JsonArray([.. lines.Select(line => (JsonNode)line)]),
            },
        };

    private static string Answers(int status) => $"pm.test('answers {status}', () => pm.response.to.have.status({status}));";

    /// <summary>Script lines that store variables from the response, except those that were in the request.</summary>
    private static IEnumerable<string> Kept(Endpoint endpoint)
    {
        Dictionary<string, string> places = new(StringComparer.Ordinal);
        Find(Schema.Of(endpoint.Response), "", places);
        foreach (var name in Schema.Of(endpoint.Request).Properties.Keys)
            places.Remove(name);
        return places.Select(place =>
            $"if (pm.response.code === {endpoint.Status} && pm.response.json(){place.Value}) "
            + $"pm.collectionVariables.set('{place.Key}', pm.response.json(){place.Value});"
        );
    }

    /// <summary>Finds the path of each variable in a response: the outermost occurrence, and in lists the first element.</summary>
    private static void Find(Schema schema, string path, Dictionary<string, string> places)
    {
        foreach (var name in ExampleCall.Variables.Where(name => schema.Properties.GetValueOrDefault(name)?.Type == JsonType.String))
            places.TryAdd(name, $"{path}.{name}");
        foreach (var (name, field) in schema.Properties)
        {
            if (field.Type == JsonType.Object)
                Find(field, $"{path}.{name}?", places);
            else if (field is { Type: JsonType.Array, Items.Type: JsonType.Object })
                Find(field.Items, $"{path}.{name}?.[0]?", places);
        }
    }

    private static JsonObject Url(string origin, string path, IReadOnlyList<ExampleField> query)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(segment => segment.StartsWith('{') ? $":{segment[1..^1]}" : segment)
            .ToList();
        var url = new JsonObject
        {
            ["raw"] = $"{{{{{origin}}}}}/{string.Join('/', segments)}",
            ["host"] = new JsonArray($"{{{{{origin}}}}}"),
            ["path"] = new JsonArray([.. segments.Select(segment => (JsonNode)segment)]),
        };
        if (query.Count > 0)
            url["query"] = new JsonArray([.. query.Select(Sent)]);
        var variables = segments.Where(segment => segment.StartsWith(':')).Select(segment => Pair(segment[1..], $"{{{{{segment[1..]}}}}}"));
        if (variables.Any())
            url["variable"] = new JsonArray([.. variables]);
        return url;
    }

    private static JsonObject Sent(ExampleField field)
    {
        var pair = Pair(field.Name, field.Value);
        if (!field.Required)
            pair["disabled"] = true;
        return pair;
    }

    private static JsonObject Pair(string key, string value) => new() { ["key"] = key, ["value"] = value };
}
