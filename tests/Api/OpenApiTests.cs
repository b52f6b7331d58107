using System.Text.Json;
using System.Text.Json.Nodes;
using EventTicketing.Api;
using EventTicketing.Runtime;

namespace EventTicketing.Tests.Api;

public sealed class OpenApiTests
{
    private static readonly JsonObject TheDocument = Document.Write();

    /// <summary>Keywords that API Gateway rejects: see "known issues" of importing REST APIs into API Gateway.</summary>
    private static readonly string[] NotForApiGateway =
    [
        "anyOf",
        "oneOf",
        "discriminator",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "readOnly",
        "writeOnly",
        "examples",
        "deprecated",
    ];

    [Fact]
    public async Task A_validator_finds_nothing_wrong_with_the_document_or_its_examples() =>
        Assert.Empty(JsonSerializer.Deserialize<string[]>(await NodeTools.Run("openapi.mjs", [], TheDocument.ToJsonString()))!);

    [Fact]
    public async Task The_validator_sees_a_reference_to_nowhere_and_an_example_that_does_not_fit()
    {
        var broken = Document.Write();
        broken["components"]!["schemas"]!["HealthView"]!["properties"]!["status"] = new JsonObject { ["type"] = "integer" };
        var found = JsonSerializer.Deserialize<string[]>(await NodeTools.Run("openapi.mjs", [], broken.ToJsonString()))!;
        Assert.Contains("/status must be integer", Assert.Single(found));
        broken["components"]!["schemas"]!.AsObject().Remove("HealthView");
        await Assert.ThrowsAsync<InvalidOperationException>(() => NodeTools.Run("openapi.mjs", [], broken.ToJsonString()));
    }

    [Fact]
    public void Every_path_of_every_endpoint_is_an_operation_with_an_id_of_its_own()
    {
        var ids = Document.Operations(TheDocument).Select(operation => (string)operation["operationId"]!).ToList();
        Assert.Equal(ids.Distinct(StringComparer.OrdinalIgnoreCase), ids);
        Assert.Equal(Endpoints.All.Count + Endpoints.All.Count(endpoint => endpoint.AlsoAt is not null), ids.Count);
        Assert.Equal("createEvent", (string)TheDocument["paths"]!["/events"]!["post"]!["operationId"]!);
        Assert.Equal("processPaymentAlias", (string)TheDocument["paths"]!["/payments/createPaymentIntent"]!["post"]!["operationId"]!);
    }

    [Fact]
    public void Nothing_in_it_is_refused_by_API_Gateway()
    {
        Assert.All(TheDocument["components"]!["schemas"]!.AsObject(), schema => Assert.Matches("^[A-Za-z0-9]+$", schema.Key));
        Assert.All(
            Objects(TheDocument["components"]!["schemas"]!),
            schema => Assert.Empty(schema.Select(keyword => keyword.Key).Intersect(NotForApiGateway))
        );
        Assert.DoesNotContain("\"$ref\":\"#/components/schemas/Nothing", TheDocument.ToJsonString());
    }

    [Fact]
    public void Every_operation_says_who_may_call()
    {
        foreach (var endpoint in Endpoints.All)
        {
            var operation = OperationOf(endpoint);
            var security = operation["security"]!.ToJsonString();
            var statuses = operation["responses"]!.AsObject().Select(response => response.Key).ToHashSet();
            var open = endpoint.HasCallers ? """[{},{"signIn":[]}]""" : "[]";
            var expected = endpoint.Access switch
            {
                Access.Public => open,
                Access.Order => """[{"signIn":[]},{"orderKey":[]}]""",
                _ => """[{"signIn":[]}]""",
            };
            Assert.Equal(expected, security);
            Assert.Equal(security != "[]", statuses.Contains("401"));
            Assert.Equal(endpoint.Access is not (Access.Public or Access.Order or Access.User), statuses.Contains("403"));
            Assert.Equal(endpoint.HasBody, statuses.IsSupersetOf(["400", "413"]));
        }
    }

    [Fact]
    public void The_codes_of_a_row_are_listed_where_they_are_answered()
    {
        foreach (var endpoint in Endpoints.All.Where(endpoint => endpoint.Problems.Count > 0))
        {
            var responses = OperationOf(endpoint)["responses"]!;
            var description = (string)responses[endpoint == PaymentEndpoints.StripeWebhook ? "400" : "409"]!["description"]!;
            Assert.All(endpoint.Problems, code => Assert.Contains($"`{code}`", description));
        }
    }

    [Theory]
    [InlineData("getEvent", true)]
    [InlineData("createRegistration", true)]
    [InlineData("validateTicket", true)]
    [InlineData("createEvent", false)]
    [InlineData("getProfile", false)]
    public void What_names_an_object_may_be_not_found(string operationId, bool expected) =>
        Assert.Equal(expected, Operation(operationId)["responses"]!.AsObject().ContainsKey("404"));

    [Fact]
    public void Shared_problems_have_the_titles_that_are_answered()
    {
        foreach (var (name, response) in TheDocument["components"]!["responses"]!.AsObject())
        {
            var example = response!["content"]![Problems.ContentType]!["example"]!;
            Assert.Equal(Problems.TitleOf((int)example["status"]!), (string)example["title"]!);
            Assert.Equal(((string)example["title"]!).Replace(" ", ""), name);
        }
    }

    [Fact]
    public void A_body_has_what_is_not_in_the_path_and_nothing_else()
    {
        var schema = SchemaNamed("UpdateTicketTypeRequest");
        Assert.False((bool)schema["additionalProperties"]!);
        Assert.Equal(
            ["name", "price", "quantity", "salesStartAt", "salesEndAt", "maxPerOrder"],
            schema["properties"]!.AsObject().Select(field => field.Key)
        );
        Assert.Null(schema["required"]);
        Assert.False(Operation("publishEvent").ContainsKey("requestBody"));
        Assert.False((bool)Operation("cancelEvent")["requestBody"]!["required"]!);
        Assert.True((bool)Operation("createEvent")["requestBody"]!["required"]!);
    }

    [Fact]
    public void Limits_defaults_and_comments_of_a_field_are_written()
    {
        var limit = Operation("listEvents")["parameters"]!.AsArray().Single(parameter => (string?)parameter!["name"] == "limit")!;
        Assert.Equal("""{"type":"integer","minimum":1,"maximum":100,"default":25}""", limit["schema"]!.ToJsonString());
        Assert.Equal("Maximum number of items per page.", (string)limit["description"]!);
        Assert.Equal(
            """{"type":"string","minLength":3,"maxLength":3,"pattern":"^[a-z]{3}$","description":"ISO 4217 code in lower case."}""",
            SchemaNamed("MoneyField")["properties"]!["currency"]!.ToJsonString()
        );
        Assert.Equal(
            "The `cursor` of the next page; null on the last one.",
            (string)SchemaNamed("EventViewList")["properties"]!["next"]!["description"]!
        );
    }

    [Fact]
    public void Choices_are_spelled_as_on_the_wire()
    {
        Assert.Equal(["available", "held", "soldOut", "notOnSale"], Values("Availability"));
        Assert.Contains("already_used", Values("ScanRefusal"));
    }

    [Fact]
    public void No_comment_shows_its_markup() =>
        Assert.All(
            Objects(TheDocument).Select(node => node["description"]).OfType<JsonValue>(),
            description => Assert.DoesNotMatch(@"[<>]|\s{2}|[A-Z]:EventTicketing", description.ToString().Replace("\n\n", " "))
        );

    private static IEnumerable<string> Values(string schema) => SchemaNamed(schema)["enum"]!.AsArray().Select(value => (string)value!);

    private static JsonObject SchemaNamed(string name) => TheDocument["components"]!["schemas"]![name]!.AsObject();

    private static JsonObject OperationOf(Endpoint endpoint) =>
        TheDocument["paths"]![endpoint.Path]![endpoint.Method.ToLowerInvariant()]!.AsObject();

    private static JsonObject Operation(string id) =>
        Document.Operations(TheDocument).Single(operation => (string)operation["operationId"]! == id);

    /// <summary>All JSON objects in a node, itself included.</summary>
    private static IEnumerable<JsonObject> Objects(JsonNode? node) =>
        node switch
        {
            JsonObject fields => fields.SelectMany(field => Objects(field.Value)).Prepend(fields),
            JsonArray items => items.SelectMany(Objects),
            _ => [],
        };
}
