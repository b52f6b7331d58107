using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EventTicketing.Api;
using EventTicketing.Infra;

namespace EventTicketing.Tests.Infra;

public sealed partial class ApiTests(Cloud cloud)
{
    private JsonObject Body => cloud.Prod.Of("AWS::ApiGateway::RestApi").Single()["Body"]!.AsObject();

    /// <summary>Every method and path of every endpoint.</summary>
    public static TheoryData<string, string, string> Ways =>
        [
            .. Endpoints.All.SelectMany(endpoint =>
                endpoint.Paths.SelectMany(path => endpoint.Methods.Select(method => (endpoint.Name, method, path)))
            ),
        ];

    [GeneratedRegex("^(/(\\{[A-Za-z]+\\}|[A-Za-z0-9._:,-]+))+$")]
    private static partial Regex PathOfTheGateway { get; }

    [Theory, MemberData(nameof(Ways))]
    public void An_endpoint_leads_to_its_function_and_only_past_the_authorizer_unless_it_is_public(string name, string method, string path)
    {
        var endpoint = Endpoints.All.Single(endpoint => endpoint.Name == name);
        var operation = Body["paths"]![path]![method.ToLowerInvariant()]!;
        var integration = operation["x-amazon-apigateway-integration"]!;
        Assert.Equal(("aws_proxy", "POST"), ((string?)integration["type"], (string?)integration["httpMethod"]));
        Assert.Equal(
            "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:{AWS::AccountId}"
                + $":function:{cloud.Prod.Stage.FunctionName(name)}/invocations",
            Intrinsics.Text(integration["uri"])
        );
        // The functions of orders take a key in place of a token, so they verify tokens themselves.
        Assert.Equal(endpoint.Access is Access.Public or Access.Order, operation["security"] is null);
    }

    /// <summary>With a model for the body, API Gateway rejects calls without a body before they reach the function.</summary>
    [Theory, MemberData(nameof(Ways))]
    public void A_body_is_asked_for_where_the_published_document_requires_one_and_nowhere_else(string name, string method, string path)
    {
        var published = JsonNode.Parse(File.ReadAllText(SourceTree.At("api", "openapi.json")))!["paths"]![path]!;
        var documented = published[Endpoints.All.Single(endpoint => endpoint.Name == name).Method.ToLowerInvariant()]!;
        Assert.Equal(
            (bool?)documented["requestBody"]?["required"] ?? false,
            Body["paths"]![path]![method.ToLowerInvariant()]!["requestBody"] is not null
        );
    }

    [Fact]
    public void An_event_is_published_and_archived_without_a_word() =>
        Assert.All(
            (string[])["publish", "archive", "report"],
            what => Assert.Null(Body["paths"]![$"/events/{{eventId}}/{what}"]!["post"]!["requestBody"])
        );

    [Theory, MemberData(nameof(Ways))]
    public void A_function_is_called_by_the_gateway_for_its_own_path_only(string name, string method, string path)
    {
        var pattern = string.Join('/', path.Split('/').Skip(1).Select(part => part.StartsWith('{') ? "*" : part));
        var wanted = $"arn:aws:execute-api:us-east-1:{{AWS::AccountId}}:*/prod/{method}/{pattern}";
        // In the function's stack and by reference, so that a replaced function gets a new permission.
        var function = cloud.Prod.Function(name);
        Assert.Single(
            cloud.Prod.Of("AWS::Lambda::Permission"),
            permission =>
                permission.Stack == function.Stack
                && (string?)permission["FunctionName", "Ref"] == function.Id
                && Intrinsics.Text(permission["SourceArn"]) == wanted
                && (string?)permission["Principal"] == "apigateway.amazonaws.com"
        );
    }

    [Fact]
    public void There_are_no_other_ways_in()
    {
        var served = Body["paths"]!
            .AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(method => $"{method.Key.ToUpperInvariant()} {path.Key}"));
        var known = Endpoints.All.SelectMany(endpoint =>
            endpoint.Paths.SelectMany(path => endpoint.Methods.Select(method => $"{method} {path}"))
        );
        Assert.Equal(["GET", "HEAD"], SystemEndpoints.GetHealth.Methods);
        Assert.Equal(known.Order(StringComparer.Ordinal), served.Order(StringComparer.Ordinal));
        Assert.Equal(
            Ways.Count,
            cloud.Prod.Of("AWS::Lambda::Permission").Count(permission => (string?)permission["Principal"] == "apigateway.amazonaws.com")
        );
    }

    [Fact]
    public void Browsers_of_other_sites_are_answered_where_origins_are_configured_and_only_those()
    {
        var paths = cloud.Full.Of("AWS::ApiGateway::RestApi").Single()["Body", "paths"]!.AsObject();
        Assert.All(paths, path => Assert.NotNull(path.Value!["options"]));
        var preflight = paths["/events"]!["options"]!["x-amazon-apigateway-integration"]!["responses"]!["default"]!;
        var template = $"{preflight["responseTemplates"]!["application/json"]}";
        Assert.Contains("$origin == \"https://partner.example\"", template, StringComparison.Ordinal);
        Assert.DoesNotContain("\"*\"", template, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_body_is_good_OpenAPI_and_keeps_to_what_the_gateway_knows()
    {
        var text = Body.ToJsonString();
        // Resolve intrinsic functions as CloudFormation does, so that the validator sees strings.
        var resolved = Resolved(Body);
        Assert.Equal("[]", await NodeTools.Run("openapi.mjs", [], resolved.ToJsonString()));
        foreach (
            var unknown in (string[])
                [
                    "anyOf",
                    "oneOf",
                    "discriminator",
                    "example",
                    "readOnly",
                    "exclusiveMinimum",
                    "deprecated",
                    "additionalProperties",
                    "nullable",
                    "int32",
                    "int64",
                ]
        )
            Assert.DoesNotContain($"\"{unknown}\"", text, StringComparison.Ordinal);
        Assert.All(Body["paths"]!.AsObject(), path => Assert.Matches(PathOfTheGateway, path.Key));
        Assert.All(Body["components"]!["schemas"]!.AsObject(), schema => Assert.Matches("^[A-Za-z0-9]+$", schema.Key));
        Assert.All(Body["components"]!["securitySchemes"]!.AsObject(), scheme => Assert.Equal("apiKey", (string?)scheme.Value!["type"]));
        Assert.InRange(text.Length, 1, 6 << 20);
    }

    [Fact]
    public void What_the_gateway_refuses_it_refuses_as_a_problem()
    {
        foreach (var (type, response) in Body["x-amazon-apigateway-gateway-responses"]!.AsObject())
        {
            var problem = JsonNode.Parse((string)response!["responseTemplates"]!["application/json"]!)!;
            Assert.Equal((int)response["statusCode"]!, (int)problem["status"]!);
            Assert.All(
                (string[])["type", "title", "detail", "code"],
                field => Assert.False(string.IsNullOrEmpty((string?)problem[field]), $"{type} lacks {field}")
            );
            Assert.Equal("'*'", (string?)response["responseParameters"]!["gatewayresponse.header.access-control-allow-origin"]);
            Assert.Equal("'application/problem+json'", (string?)response["responseParameters"]!["gatewayresponse.header.content-type"]);
        }
    }

    [Fact]
    public void Every_method_is_throttled_and_what_asks_Stripe_the_most()
    {
        var methods = cloud.Prod.Of("AWS::ApiGateway::Stage").Single()["MethodSettings"]!.AsArray();
        double Rate(string method, string path) =>
            (double)
                methods.Single(way =>
                    (string?)way!["HttpMethod"] == method
                    && ((string)way["ResourcePath"]!).Replace("~1", "/").TrimStart('/') == path.TrimStart('/')
                )!["ThrottlingRateLimit"]!;
        double all = cloud.Prod.Stage.RequestsPerSecond;
        Assert.All(
            Endpoints.All.SelectMany(endpoint => endpoint.Paths.SelectMany(path => endpoint.Methods.Select(method => Rate(method, path)))),
            rate => Assert.InRange(rate, 1, all)
        );
        Assert.Equal(
            (all, all / 2, all / 5),
            (Rate("GET", "/events"), Rate("POST", "/registrations"), Rate("POST", "/create-payment-intent"))
        );
        Assert.Equal(all, Rate("*", "/*"));
    }

    [Fact]
    public void It_is_traced_and_writes_a_line_for_each_request()
    {
        var stage = cloud.Prod.Of("AWS::ApiGateway::Stage").Single();
        Assert.True(Intrinsics.Is(stage["TracingEnabled"], true));
        var line = JsonNode.Parse((string)stage["AccessLogSetting", "Format"]!)!;
        Assert.All(
            (string[])["requestId", "method", "path", "status", "ms"],
            field => Assert.StartsWith("$context.", (string?)line[field], StringComparison.Ordinal)
        );
        Assert.DoesNotContain("sourceIp", $"{line}", StringComparison.OrdinalIgnoreCase);
    }

    private static JsonNode Resolved(JsonNode node) =>
        node switch
        {
            JsonObject of when of.ContainsKey("Fn::Join") || of.ContainsKey("Fn::ImportValue") || of.ContainsKey("Ref") => JsonValue.Create(
                Intrinsics.Text(of)
            ),
            JsonObject of => new JsonObject(of.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Resolved(member.Value!)))),
            JsonArray items => new JsonArray([.. items.Select(item => Resolved(item!))]),
            _ => node.DeepClone(),
        };
}
