using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventTicketing.Api;

namespace EventTicketing.Tests.Api;

public sealed class HostileInputsTests
{
    private const string Somewhere = "http://127.0.0.1:1/api";
    private static readonly JsonObject TheDocument = Document.Write();

    [Fact]
    public async Task The_same_seed_gives_the_same_requests_and_another_one_does_not()
    {
        var first = await Texts(seed: 1);
        Assert.Equal(first, await Texts(seed: 1));
        Assert.NotEqual(first, await Texts(seed: 2));
    }

    [Fact]
    public void Every_request_has_a_name_of_its_own()
    {
        var names = HostileInputs.For(TheDocument, Somewhere, seed: 1).Select(input => input.Name).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.InRange(names.Count, 1000, 100_000);
    }

    [Fact]
    public void Every_operation_field_and_parameter_is_attacked()
    {
        var names = HostileInputs.For(TheDocument, Somewhere, seed: 1).Select(input => input.Name).ToHashSet();
        Assert.All(Document.Operations(TheDocument), operation => Assert.Contains($"{operation["operationId"]}: another method", names));
        Assert.Superset(
            new HashSet<string>
            {
                "createEvent: body ticketTypes.0.price.amount is 2^63",
                "createEvent: body without venue",
                "createEvent: body is a megabyte of text",
                "updateTicketType: path ticketTypeId is NUL",
                "listEvents: query limit twice",
                "refundRegistration: body amount.currency twice",
                "processPaymentAlias: header Idempotency-Key is 256 characters",
                "stripeWebhook: content type none",
                "updateEvent: body timeZone is null",
            },
            names
        );
    }

    [Fact]
    public void A_path_stays_as_it_is_written()
    {
        var inputs = HostileInputs.For(TheDocument, Somewhere, seed: 1);
        var input = inputs.Single(input => input.Name == "getEvent: path eventId is encoded dots");
        Assert.Equal("/api/events/%2e%2e%2f%2e%2e", input.Request.RequestUri!.PathAndQuery);
    }

    [Fact]
    public async Task The_schema_has_an_answer_to_every_body_that_is_JSON()
    {
        var schemas = Endpoints.All.ToDictionary(
            endpoint => JsonNamingPolicy.CamelCase.ConvertName(endpoint.Name),
            endpoint => Schema.Of(endpoint.Request)
        );
        var checks = 0;
        foreach (var (name, request) in HostileInputs.For(TheDocument, Somewhere, seed: 3))
        {
            if (request.Content is null || !schemas.TryGetValue(name.Split(':')[0], out var schema))
                continue;
            try
            {
                using var body = JsonDocument.Parse(await request.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
                Assert.All(schema.Check(body.RootElement), error => Assert.InRange(error.Field.Length, 0, 200));
                checks++;
            }
            catch (JsonException)
            {
                // Not JSON: rejected before the schema is checked.
            }
        }

        Assert.InRange(checks, 1000, 20_000);
    }

    private static async Task<List<string>> Texts(int seed)
    {
        List<string> texts = [];
        foreach (var (name, request) in HostileInputs.For(TheDocument, Somewhere, seed))
        {
            var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync();
            texts.Add($"{name} {request.Method} {request.RequestUri!.OriginalString} {Convert.ToHexString(SHA256.HashData(body))}");
        }

        return texts;
    }
}
