using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.ApiDocuments;

/// <summary>
/// The endpoint table as OpenAPI 3.0.3, limited to what API Gateway accepts as the body of a REST API: alphanumeric schema names,
/// parameters that are whole path segments, no JSON Schema keywords after draft 4.
/// </summary>
public sealed partial class OpenApiDocument
{
    private const string Json = "application/json";

    private const string Conventions = """
        Event registration and ticketing.

        Money is an integer amount in the currency's minor units with its ISO 4217 code in lower case: `{"amount": 2500, "currency": "usd"}`
        is 25 dollars, `{"amount": 2500, "currency": "jpy"}` is 2500 yen.

        Instants are RFC 3339; responses give them in UTC. An event also has its IANA `timeZone`. Ids are opaque strings.

        Lists are paged, with `limit` items per page. `next` is the `cursor` of the following page and null on the last one. A cursor is
        valid only for the same caller, list and filters.

        Problems are `application/problem+json` as in RFC 9457. `code` is stable and part of the API; `errors` lists the invalid fields. An
        object that belongs to somebody else is answered with 404. Unknown fields are refused. A text that must not be empty must not be
        blank either.

        `Idempotency-Key` makes a request safe to retry: the same key with the same body gets the same response and has no second effect.

        `If-Match` with the `version` of an object makes a change conditional: if the object has changed since, the response is 409
        `version_mismatch`.

        Every response has an `x-request-id`; quote it when you ask for help.
        """;

    /// <summary>The problems that any endpoint may answer. The name of the component is the title without spaces.</summary>
    private static readonly SharedProblem[] SharedProblems =
    [
        new(400, "Bad Request", "The body is not JSON, or not an object.", "malformed", "The body is not a JSON object."),
        new(401, "Unauthorized", "There is no valid sign-in.", "unauthorized", "Sign in first."),
        new(403, "Forbidden", "The role does not allow it.", "forbidden", "Your role does not allow this."),
        new(404, "Not Found", "There is no such object, or it is somebody else's.", "event_not_found", "There is no such event."),
        new(413, "Content Too Large", "The body is larger than 256 kB.", "body_too_large", "A body has at most 256 kB."),
        new(415, "Unsupported Media Type", "The body is not declared as JSON.", "unsupported_media_type", "Send application/json."),
        new(422, "Unprocessable Content", "Fields are invalid: `errors` says which and why.", "out_of_range", "From 1 to 100.")
        {
            Error = new("limit", "out_of_range", "From 1 to 100."),
        },
        new(429, "Too Many Requests", "Too many requests in a short time.", "too_many_requests", "Please slow down."),
        new(
            500,
            "Internal Server Error",
            "Something went wrong here.",
            "internal_error",
            "Something went wrong here. The error has been logged."
        ),
        new(503, "Service Unavailable", "Busy, or a service that is needed cannot be reached.", "busy", "Please try again in a moment."),
    ];

    private readonly Func<MemberInfo, string?> _describe;
    private readonly SortedDictionary<string, JsonObject> _schemas = new(StringComparer.Ordinal);

    private OpenApiDocument(Func<MemberInfo, string?> describe) => _describe = describe;

    /// <param name="describe">
    /// Returns the doc comment of a type or property, as <see cref="XmlComments.Of"/> does; null when it has none.
    /// </param>
    public static JsonObject Write(IReadOnlyList<Endpoint> endpoints, Func<MemberInfo, string?> describe) =>
        new OpenApiDocument(describe).Write(endpoints);

    private JsonObject Write(IReadOnlyList<Endpoint> endpoints)
    {
        var paths = new JsonObject();
        foreach (var endpoint in endpoints)
        {
            Add(paths, endpoint.Path, endpoint.Method, Operation(endpoint, endpoint.Path, ""));
            if (endpoint.AlsoAt is { } alias)
                Add(paths, alias, endpoint.Method, Operation(endpoint, alias, "Alias"));
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.3",
            ["info"] = new JsonObject
            {
                ["title"] = "EventTicketing",
                ["version"] = "1.0.0",
                ["description"] = Conventions.ReplaceLineEndings("\n"),
                ["license"] = new JsonObject { ["name"] = "Apache-2.0" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/api" }, new JsonObject { ["url"] = "/" }),
            ["tags"] = Array(Endpoints.Areas, area => new JsonObject { ["name"] = area.Title }),
            ["paths"] = paths,
            ["components"] = Components(),
        };
    }

    private static void Add(JsonObject paths, string path, string method, JsonObject operation)
    {
        if (paths[path] is not JsonObject item)
            paths[path] = item = [];
        item.Add(method.ToLowerInvariant(), operation);
    }

    private JsonObject Operation(Endpoint endpoint, string path, string suffix)
    {
        var operation = new JsonObject
        {
            ["operationId"] = JsonNamingPolicy.CamelCase.ConvertName(endpoint.Name) + suffix,
            ["tags"] = new JsonArray(Endpoints.AreaOf(endpoint).Title),
            ["summary"] = endpoint.Summary,
            ["description"] = WhoMay(endpoint),
            ["x-access"] = Array(RolesOf(endpoint), role => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(role)),
        };
        if (Parameters(endpoint) is { Count: > 0 } parameters)
            operation["parameters"] = parameters;
        if (RequestBody(endpoint) is { } body)
            operation["requestBody"] = body;
        operation["responses"] = Responses(endpoint);
        // Every code of this endpoint that is not the same for all: clients have a text for each.
        if (CodesOf(endpoint).Concat(endpoint.FieldCodes).Distinct().ToList() is { Count: > 0 } codes)
            operation["x-codes"] = Array(codes, code => JsonValue.Create(code));
        operation["security"] = Security(endpoint);
        return operation;
    }

    internal static string WhoMay(Endpoint endpoint) =>
        endpoint.Access switch
        {
            Access.Public => "For anybody.",
            Access.Order => "For whoever bought it: signed in, or with the key of the order.",
            Access.User => "For any signed-in person.",
            Access.Organizer or Access.Staff => endpoint.Permission.Least() switch
            {
                OrganizationRole.Staff => "For members of the organization.",
                OrganizationRole.Owner => "For owners of the organization.",
                var least => $"For members of the organization from {JsonNamingPolicy.CamelCase.ConvertName($"{least}")} up.",
            },
            Access.Admin => "For administrators.",
            _ => "For super administrators.",
        } + (endpoint.AdminsActForAll ? " Administrators may act for every organization." : "");

    /// <summary>
    /// The roles that may call, for clients that show only what their user may do; one of them is enough. Of the roles in an organization
    /// it is the least one; that of its administrators is <c>organizationAdmin</c>, because <c>admin</c> is the platform's.
    /// </summary>
    private static IEnumerable<string> RolesOf(Endpoint endpoint)
    {
        var own =
            endpoint.Access is not (Access.Organizer or Access.Staff) ? $"{endpoint.Access}"
            : endpoint.Permission.Least() is OrganizationRole.Admin ? "organizationAdmin"
            : $"{endpoint.Permission.Least()}";
        return endpoint.AdminsActForAll ? [own, $"{Access.Admin}"] : [own];
    }

    private static JsonArray Security(Endpoint endpoint)
    {
        var signedIn = new JsonObject { ["signIn"] = new JsonArray() };
        if (endpoint.Access == Access.Order)
            return new JsonArray(signedIn, new JsonObject { ["orderKey"] = new JsonArray() });
        if (endpoint.Access != Access.Public)
            return new JsonArray(signedIn);
        return endpoint.HasCallers ? new JsonArray(new JsonObject(), signedIn) : [];
    }

    private JsonArray Parameters(Endpoint endpoint)
    {
        var request = Schema.Of(endpoint.Request);
        var inPath = endpoint.PathParameters;
        var examples = Examples.Sent(endpoint.Request);
        var parameters = new JsonArray();
        foreach (var name in inPath)
            parameters.Add((JsonNode)Parameter(name, "path", request, examples));
        foreach (var name in request.Properties.Keys.Where(name => !endpoint.HasBody && !inPath.Contains(name)))
            parameters.Add((JsonNode)Parameter(name, "query", request, examples));
        if (endpoint.Idempotent)
            parameters.Add((JsonNode)Reference("parameters", "IdempotencyKey"));
        if (endpoint.Conditional)
            parameters.Add((JsonNode)Reference("parameters", "IfMatch"));
        if (endpoint.Shared)
            parameters.Add((JsonNode)Reference("parameters", "IfNoneMatch"));
        if (TakesMessages(endpoint))
            parameters.Add((JsonNode)Reference("parameters", "StripeSignature"));
        return parameters;
    }

    private JsonObject Parameter(string name, string place, Schema request, JsonObject examples)
    {
        var field = request.Properties[name];
        var parameter = new JsonObject { ["name"] = name, ["in"] = place };
        if (Described(field) is { } description)
            parameter["description"] = description;
        if (place == "path" || request.Required.Contains(name))
            parameter["required"] = true;
        parameter["schema"] = WithDefault(Bare(field, ofRequest: true), request, name);
        if (examples[name] is { } example)
            parameter["example"] = example.DeepClone();
        return parameter;
    }

    private JsonObject? RequestBody(Endpoint endpoint)
    {
        if (BodyOf(endpoint) is not { } example)
            return null;
        var request = Schema.Of(endpoint.Request);
        var schema = TakesMessages(endpoint)
            ? Named(request, ofRequest: false)
            : Named(request, ofRequest: true, [.. endpoint.PathParameters]);
        return Body(schema, example, Schema.NeedsBody(endpoint));
    }

    /// <summary>An example of the request body; null when the endpoint takes no body.</summary>
    internal static JsonObject? BodyOf(Endpoint endpoint)
    {
        if (!endpoint.HasBody)
            return null;
        if (TakesMessages(endpoint))
            return Examples.ProviderMessage();
        if (Schema.Of(endpoint.Request).Properties.Count == endpoint.PathParameters.Count)
            return null;
        var sent = Examples.Sent(endpoint.Request);
        foreach (var name in endpoint.PathParameters)
            sent.Remove(name);
        return sent;
    }

    private static JsonObject Body(JsonObject schema, JsonObject example, bool required) =>
        new() { ["required"] = required, ["content"] = Content(Json, schema, example) };

    private static JsonObject Content(string type, JsonObject schema, JsonNode? example)
    {
        var media = new JsonObject { ["schema"] = schema };
        if (example is not null)
            media["example"] = example;
        return new() { [type] = media };
    }

    private JsonObject Responses(Endpoint endpoint)
    {
        var success = new JsonObject
        {
            ["description"] = endpoint.Status switch
            {
                201 => "Created.",
                202 => "Accepted. The response has no body.",
                204 => "Done. The response has no body.",
                _ => "Done.",
            },
            ["headers"] = AnswerHeaders(),
        };
        if (endpoint.Response != typeof(Nothing))
            success["content"] = Content(Json, Named(Schema.Of(endpoint.Response), ofRequest: false), Examples.Answered(endpoint.Response));
        var responses = new JsonObject { [$"{endpoint.Status}"] = success };
        if (endpoint.Shared)
        {
            foreach (var (header, component) in new[] { ("cache-control", "CacheControl"), ("etag", "ETag") })
                success["headers"]![header] = Reference("headers", component);
            responses["304"] = new JsonObject
            {
                ["description"] = "Not modified since the version in `If-None-Match`.",
                ["headers"] = success["headers"]!.DeepClone(),
            };
        }

        foreach (var status in ProblemsOf(endpoint))
            responses[$"{status}"] =
                OwnProblem(endpoint, status) ?? Reference("responses", NameOf(SharedProblems.Single(problem => problem.Status == status)));
        return responses;
    }

    private static IEnumerable<int> ProblemsOf(Endpoint endpoint)
    {
        var messages = TakesMessages(endpoint);
        if (endpoint.HasBody)
            yield return 400;
        if (endpoint.HasCallers)
            yield return 401;
        if (endpoint.Access is not (Access.Public or Access.Order or Access.User))
            yield return 403;
        if (NamesAnObject(endpoint))
            yield return 404;
        if (!messages && (endpoint.Problems.Count > 0 || endpoint.Conditional))
            yield return 409;
        if (endpoint.HasBody)
            yield return 413;
        if (endpoint.HasBody && !messages)
            yield return 415;
        if (!messages)
            yield return 422;
        yield return 429;
        yield return 500;
        yield return 503;
    }

    /// <summary>
    /// Whether the endpoint takes the payment provider's webhooks. Their schema is the provider's, so only the signature can be invalid.
    /// </summary>
    internal static bool TakesMessages(Endpoint endpoint) => endpoint.Request == typeof(WebhookRequest);

    /// <summary>Whether the request refers to an object: by a path parameter, or by a required field that is the key of a table.</summary>
    private static bool NamesAnObject(Endpoint endpoint) =>
        endpoint.PathParameters.Count > 0 || Tables.All.Any(table => Schema.Of(endpoint.Request).Required.Contains(table.Key.Partition));

    /// <summary>The response that lists the endpoint's own problem codes; null for other statuses.</summary>
    private JsonObject? OwnProblem(Endpoint endpoint, int status)
    {
        if (status != (TakesMessages(endpoint) ? 400 : 409))
            return null;
        var said = status == 400 ? "The message is not genuine" : "The state of the object does not allow it";
        return Problem($"{said}: {string.Join(", ", CodesOf(endpoint).Select(code => $"`{code}`"))}.", null);
    }

    private static IEnumerable<string> CodesOf(Endpoint endpoint) =>
        endpoint.Conditional ? endpoint.Problems.Append("version_mismatch") : endpoint.Problems;

    private JsonObject Problem(string description, ProblemView? example) =>
        new()
        {
            ["description"] = description,
            ["headers"] = AnswerHeaders(),
            ["content"] = Content(
                "application/problem+json",
                Named(Schema.Of(typeof(ProblemView)), ofRequest: false),
                example is null ? null : JsonSerializer.SerializeToNode(example, ApiJson.Of<ProblemView>())
            ),
        };

    private static JsonObject AnswerHeaders() => new() { ["x-request-id"] = Reference("headers", "RequestId") };

    private JsonObject Components()
    {
        var responses = new JsonObject();
        foreach (var problem in SharedProblems)
        {
            var response = Problem(problem.Description, problem.Example);
            if (problem.Status is 429 or 503)
                response["headers"]!["retry-after"] = Reference("headers", "RetryAfter");
            responses[NameOf(problem)] = response;
        }

        var schemas = new JsonObject();
        foreach (var (name, schema) in _schemas)
            schemas[name] = schema;
        return new JsonObject
        {
            ["schemas"] = schemas,
            ["responses"] = responses,
            ["parameters"] = new JsonObject
            {
                ["IdempotencyKey"] = Header(
                    "Idempotency-Key",
                    "Chosen by the client, a new one for each operation. The same key with another request is 422 `idempotency_mismatch`.",
                    required: false,
                    new JsonObject
                    {
                        ["type"] = "string",
                        ["minLength"] = 1,
                        ["maxLength"] = 255,
                    }
                ),
                ["IfMatch"] = Header("If-Match", "The version that the change is meant for: `\"3\"`.", required: false, OfType("string")),
                ["IfNoneMatch"] = Header(
                    "If-None-Match",
                    "The `etag` of a response that the client has cached.",
                    required: false,
                    OfType("string")
                ),
                ["StripeSignature"] = Header("Stripe-Signature", "The signature of the body.", required: true, OfType("string")),
            },
            ["headers"] = new JsonObject
            {
                ["RequestId"] = new JsonObject { ["description"] = "The id of this request in the logs.", ["schema"] = OfType("string") },
                ["CacheControl"] = new JsonObject
                {
                    ["description"] =
                        "Without a token, caches may keep the response for a second and serve it stale for one more. "
                        + "With a token, no cache may keep it.",
                    ["schema"] = OfType("string"),
                },
                ["ETag"] = new JsonObject
                {
                    ["description"] = "The entity tag of the response. Requests with a token get none.",
                    ["schema"] = OfType("string"),
                },
                ["RetryAfter"] = new JsonObject { ["description"] = "Seconds to wait.", ["schema"] = OfType("integer") },
            },
            ["securitySchemes"] = new JsonObject
            {
                ["signIn"] = new JsonObject
                {
                    ["type"] = "http",
                    ["scheme"] = "bearer",
                    ["bearerFormat"] = "JWT",
                    ["description"] = "The token of a signed-in person.",
                },
                ["orderKey"] = new JsonObject
                {
                    ["type"] = "apiKey",
                    ["in"] = "header",
                    ["name"] = "X-Order-Key",
                    ["description"] = "The key of an order that was made without an account, or of a ticket.",
                },
            },
        };
    }

    private static JsonObject Header(string name, string description, bool required, JsonObject schema) =>
        new()
        {
            ["name"] = name,
            ["in"] = "header",
            ["description"] = description,
            ["required"] = required,
            ["schema"] = schema,
        };

    private static JsonObject OfType(string type) => new() { ["type"] = type };

    private static JsonObject Reference(string kind, string name) => new() { ["$ref"] = $"#/components/{kind}/{name}" };

    private static string NameOf(SharedProblem problem) => problem.Title.Replace(" ", "");

    private static string NameOf(Type type) => type.IsConstructedGenericType ? $"{type.GenericTypeArguments[0].Name}List" : type.Name;

    private static JsonArray Array<T>(IEnumerable<T> values, Func<T, JsonNode?> node) => new([.. values.Select(node)]);

    private sealed record SharedProblem(int Status, string Title, string Description, string Code, string Detail)
    {
        public Domain.FieldError? Error { get; init; }

        public ProblemView Example =>
            new()
            {
                Type = $"urn:eventticketing:problem:{Code}",
                Title = Title,
                Status = Status,
                Detail = Detail,
                Code = Code,
                Errors = Error is null ? null : [Error],
                Available = null,
            };
    }
}
