using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK;
using EventTicketing.Api;

namespace EventTicketing.Infra;

/// <summary>
/// The endpoint table as the body of a REST API: paths, authorizer, integrations, and the gateway's own error responses. The gateway only
/// checks that a required body is a JSON object; the function can report invalid fields in more detail.
/// </summary>
internal static class GatewayBody
{
    private const string SignIn = "signIn",
        Shape = "shape";

    /// <summary>Error responses of the gateway itself, with the codes of docs/http-status-codes.md.</summary>
    private static readonly (string Type, int Status, string Title, string Code, string Detail)[] Refusals =
    [
        ("UNAUTHORIZED", 401, "Unauthorized", "unauthorized", "Sign in first."),
        ("EXPIRED_TOKEN", 401, "Unauthorized", "unauthorized", "Sign in first."),
        ("ACCESS_DENIED", 403, "Forbidden", "forbidden", "Your role does not allow this."),
        ("WAF_FILTERED", 403, "Forbidden", "blocked", "The request looks like an attack."),
        // The gateway's name for an unknown path.
        ("MISSING_AUTHENTICATION_TOKEN", 404, "Not Found", "no_such_endpoint", "There is nothing at this path."),
        ("RESOURCE_NOT_FOUND", 404, "Not Found", "no_such_endpoint", "There is nothing at this path."),
        ("BAD_REQUEST_BODY", 400, "Bad Request", "malformed", "The body is not a JSON object."),
        ("BAD_REQUEST_PARAMETERS", 400, "Bad Request", "malformed", "The request is not complete."),
        ("REQUEST_TOO_LARGE", 413, "Content Too Large", "body_too_large", "A body has at most 256 kB."),
        ("UNSUPPORTED_MEDIA_TYPE", 415, "Unsupported Media Type", "unsupported_media_type", "Send application/json."),
        ("THROTTLED", 429, "Too Many Requests", "too_many_requests", "Please slow down."),
        ("QUOTA_EXCEEDED", 429, "Too Many Requests", "too_many_requests", "Please slow down."),
        ("INTEGRATION_TIMEOUT", 503, "Service Unavailable", "busy", "Please try again in a moment."),
        ("INTEGRATION_FAILURE", 503, "Service Unavailable", "busy", "Please try again in a moment."),
        ("DEFAULT_4XX", 400, "Bad Request", "malformed", "The request is not understood."),
        ("DEFAULT_5XX", 500, "Internal Server Error", "internal_error", "Something went wrong here. The error has been logged."),
    ];

    public static JsonObject Of(IReadOnlyList<Endpoint> endpoints, StageConfig stage, string userPoolArn)
    {
        var paths = new JsonObject();
        foreach (var endpoint in endpoints)
        {
            Add(endpoint.Path, "");
            if (endpoint.AlsoAt is { } alias)
                Add(alias, "Alias");

            void Add(string path, string suffix)
            {
                if (paths[path] is not JsonObject methods)
                    paths[path] = methods = stage.AllowedOrigins.Count == 0 ? [] : new() { ["options"] = Preflight(stage) };
                foreach (var method in endpoint.Methods)
                    methods[method.ToLowerInvariant()] = Operation(endpoint, stage, method == endpoint.Method ? suffix : $"{suffix}Head");
            }
        }

        return new()
        {
            ["openapi"] = "3.0.1",
            ["info"] = new JsonObject { ["title"] = stage.NameOf("api"), ["version"] = "1.0.0" },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject { ["JsonObject"] = new JsonObject { ["type"] = "object" } },
                ["securitySchemes"] = new JsonObject
                {
                    [SignIn] = new JsonObject
                    {
                        ["type"] = "apiKey",
                        ["name"] = "Authorization",
                        ["in"] = "header",
                        ["x-amazon-apigateway-authtype"] = "cognito_user_pools",
                        ["x-amazon-apigateway-authorizer"] = new JsonObject
                        {
                            ["type"] = "cognito_user_pools",
                            ["providerARNs"] = new JsonArray(userPoolArn),
                        },
                    },
                },
            },
            ["x-amazon-apigateway-request-validators"] = new JsonObject
            {
                [Shape] = new JsonObject { ["validateRequestBody"] = true, ["validateRequestParameters"] = true },
            },
            ["x-amazon-apigateway-request-validator"] = Shape,
            ["x-amazon-apigateway-gateway-responses"] = new JsonObject(
                Refusals.Select(refusal => KeyValuePair.Create(refusal.Type, (JsonNode?)Refusal(refusal)))
            ),
        };
    }

    /// <summary>Converts JSON for jsii, which accepts only dictionaries and lists.</summary>
    public static object Plain(JsonNode node) =>
        node switch
        {
            JsonObject of => of.ToDictionary(member => member.Key, member => Plain(member.Value!)),
            JsonArray items => items.Select(item => Plain(item!)).ToArray(),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            JsonValue value when value.GetValueKind() == JsonValueKind.Number => value.GetValue<int>(),
            _ => node.GetValue<bool>(),
        };

    private static JsonObject Operation(Endpoint endpoint, StageConfig stage, string suffix)
    {
        var operation = new JsonObject
        {
            ["operationId"] = JsonNamingPolicy.CamelCase.ConvertName(endpoint.Name) + suffix,
            ["parameters"] = new JsonArray([.. endpoint.PathParameters.Select(Parameter)]),
            ["responses"] = new JsonObject { [$"{endpoint.Status}"] = Described("Done.") },
            ["x-amazon-apigateway-integration"] = new JsonObject
            {
                ["type"] = "aws_proxy",
                ["httpMethod"] = "POST",
                ["passthroughBehavior"] = "when_no_match",
                ["uri"] =
                    $"arn:aws:apigateway:{stage.Region}:lambda:path/2015-03-31/functions/"
                    + $"arn:aws:lambda:{stage.Region}:{Aws.ACCOUNT_ID}:function:{stage.FunctionName(endpoint.Name)}/invocations",
            },
        };
        if (endpoint.NeedsToken)
            operation["security"] = new JsonArray(new JsonObject { [SignIn] = new JsonArray() });
        // No model for optional bodies: the validator would refuse calls without a body.
        if (Schema.NeedsBody(endpoint))
        {
            operation["requestBody"] = new JsonObject
            {
                ["content"] = new JsonObject
                {
                    ["application/json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/JsonObject" } },
                },
            };
        }

        return operation;
    }

    private static JsonNode Parameter(string name) =>
        new JsonObject
        {
            ["name"] = name,
            ["in"] = "path",
            ["required"] = true,
            ["schema"] = new JsonObject { ["type"] = "string" },
        };

    private static JsonObject Described(string description) => new() { ["description"] = description };

    private static JsonObject Refusal((string Type, int Status, string Title, string Code, string Detail) refusal)
    {
        var parameters = new JsonObject
        {
            ["gatewayresponse.header.content-type"] = "'application/problem+json'",
            ["gatewayresponse.header.x-request-id"] = "context.requestId",
            // Lets pages of other origins read gateway errors, such as the 401 for their expired token. The errors contain no personal
            // data.
            ["gatewayresponse.header.access-control-allow-origin"] = "'*'",
        };
        if (refusal.Status is 429 or 503)
            parameters["gatewayresponse.header.retry-after"] = "'1'";
        var problem = new JsonObject
        {
            ["type"] = $"urn:eventticketing:problem:{refusal.Code}",
            ["title"] = refusal.Title,
            ["status"] = refusal.Status,
            ["detail"] = refusal.Detail,
            ["code"] = refusal.Code,
        };
        return new()
        {
            ["statusCode"] = refusal.Status,
            ["responseParameters"] = parameters,
            ["responseTemplates"] = new JsonObject { ["application/json"] = problem.ToJsonString() },
        };
    }

    /// <summary>Responds to CORS preflight requests.</summary>
    private static JsonObject Preflight(StageConfig stage)
    {
        var known = string.Join(" || ", stage.AllowedOrigins.Select(origin => $"$origin == \"{origin}\""));
        const string headers = "authorization,content-type,idempotency-key,if-match,x-order-key";
        var template = $"""
            #set($origin = $input.params("origin"))
            #if($origin == "")#set($origin = $input.params("Origin"))#end
            #if({known})
            #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)
            #set($context.responseOverride.header.Access-Control-Allow-Methods = "GET,POST,PUT,PATCH,DELETE")
            #set($context.responseOverride.header.Access-Control-Allow-Headers = "{headers}")
            #set($context.responseOverride.header.Access-Control-Max-Age = "7200")
            #end
            """;
        return new()
        {
            ["responses"] = new JsonObject { ["204"] = Described("Whether the origin is one of the configured ones.") },
            ["x-amazon-apigateway-integration"] = new JsonObject
            {
                ["type"] = "mock",
                ["passthroughBehavior"] = "when_no_templates",
                ["requestTemplates"] = new JsonObject { ["application/json"] = "{\"statusCode\": 204}" },
                ["responses"] = new JsonObject
                {
                    ["default"] = new JsonObject
                    {
                        ["statusCode"] = "204",
                        ["responseTemplates"] = new JsonObject { ["application/json"] = template.ReplaceLineEndings("\n") },
                    },
                },
            },
        };
    }
}
