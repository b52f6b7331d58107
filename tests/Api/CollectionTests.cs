using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EventTicketing.Api;
using EventTicketing.ApiDocuments;

namespace EventTicketing.Tests.Api;

/// <summary>The Postman collection and the .http file, used as people use them.</summary>
public sealed partial class CollectionTests(Cloud cloud)
{
    private static readonly JsonObject Collection = PostmanCollection.Write(Endpoints.All);
    private static readonly string Http = HttpFile.Write(Endpoints.All);

    [GeneratedRegex(@"\{\{(?<name>[^{}]+)\}\}")]
    private static partial Regex Variable { get; }

    [Fact]
    public async Task The_sale_in_the_collection_runs_from_the_event_to_the_gate()
    {
        var (sent, wrong) = await Run(Collection);
        Assert.Empty(wrong);
        Assert.Equal(
            [
                "1 CreateEvent: 201",
                "2 PublishEvent: 200",
                "3 GetEvent: 200",
                "4 CreateRegistration: 201",
                "5 ProcessPayment: 200",
                "6 Pay, as Stripe's form does: 200",
                "7 GetRegistration: 200",
                "8 GetTicketDownload: 200",
                "9 ValidateTicket: 200",
            ],
            sent.Distinct()
        );
    }

    [Fact]
    public async Task The_runner_says_when_a_step_of_the_sale_fails()
    {
        var broken = Collection.DeepClone().AsObject();
        broken["item"]![0]!["item"]!.AsArray().RemoveAt(1);
        var (_, wrong) = await Run(broken);
        Assert.Contains(
            wrong,
            failure =>
                failure.StartsWith("4 CreateRegistration: expected response to have status code 201 but got 409", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Every_endpoint_is_in_the_collection_once_in_the_folder_of_its_area()
    {
        var folders = Collection["item"]!
            .AsArray()
            .Skip(1)
            .SelectMany(folder => folder!["item"]!.AsArray().Select(item => $"{folder["name"]}: {item!["name"]}"));
        Assert.Equal(Endpoints.All.Select(endpoint => $"{Endpoints.AreaOf(endpoint).Title}: {endpoint.Name}").Order(), folders.Order());
    }

    [Fact]
    public void Every_variable_in_the_collection_is_set_in_it_or_made_by_the_runner()
    {
        var set = Collection["variable"]!.AsArray().Select(variable => (string)variable!["key"]!);
        var used = Variable
            .Matches(Collection["item"]!.ToJsonString(PlainText))
            .Select(match => match.Groups["name"].Value)
            .Where(name => name != "$guid" && !name.StartsWith("now"));
        Assert.Empty(used.Except(set));
        Assert.Empty(set.Except(used));
    }

    [Fact]
    public void The_http_file_sends_every_endpoint_what_it_takes()
    {
        var variables = HttpVariable.Matches(Http).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);
        var text = Variable.Replace(Http, match => variables[match.Groups["name"].Value]);
        var blocks = text.Split("\n### ").Skip(1).Select(block => HttpRequest.Match(block)).ToList();
        Assert.Equal(Endpoints.All.Select(endpoint => endpoint.Name).Order(), blocks.Select(block => block.Groups["name"].Value).Order());
        foreach (var block in blocks)
        {
            var endpoint = Endpoints.All.Single(endpoint => endpoint.Name == block.Groups["name"].Value);
            Assert.Equal(endpoint.Method, block.Groups["method"].Value);
            Assert.Equal($"http://127.0.0.1:5080/api{endpoint.Path.Replace("{", "").Replace("}", "")}", block.Groups["url"].Value);
            Assert.Equal(
                endpoint.Access != Access.Public || endpoint.ForCallers,
                block.Groups["headers"].Value.Contains("Authorization: Bearer token\n")
            );
            Assert.Equal(endpoint.Idempotent, block.Groups["headers"].Value.Contains($"Idempotency-Key: {endpoint.Name}-1\n"));
            if (endpoint.HasBody && endpoint.Request != typeof(WebhookRequest))
                Assert.Empty(Schema.Of(endpoint.Request).Check(Whole(block.Groups["body"].Value, endpoint)));
        }
    }

    [GeneratedRegex(@"^@(?<name>\w+) = (?<value>.+)$", RegexOptions.Multiline)]
    private static partial Regex HttpVariable { get; }

    [GeneratedRegex(@"^(?<name>\w+)\n(#.*\n)+(?<method>[A-Z]+) (?<url>[^?\s]+)\S*\n(?<headers>([\w-]+: .+\n)*)(\n(?<body>\{[^#]*))?")]
    private static partial Regex HttpRequest { get; }

    private static readonly JsonSerializerOptions PlainText = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The body merged with the path parameters, as the function receives it.</summary>
    private static JsonElement Whole(string body, Endpoint endpoint)
    {
        var whole = body.Length == 0 ? [] : JsonNode.Parse(body)!.AsObject();
        foreach (var name in endpoint.PathParameters)
            whole[name] = name;
        return JsonSerializer.SerializeToElement(whole);
    }

    private async Task<(string[] Sent, string[] Wrong)> Run(JsonObject collection)
    {
        string Token(User user) => user.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        string[] variables =
        [
            $"baseUrl={cloud.Local.Web}api",
            $"stripeUrl={$"{cloud.Local.Config.StripeEndpoint}".TrimEnd('/')}",
            $"organizerToken={Token(cloud.Organizer)}",
            $"attendeeToken={Token(cloud.Attendee)}",
            $"staffToken={Token(cloud.Staff)}",
        ];
        var result = JsonNode.Parse(await NodeTools.Run("postman.mjs", ["A sale", .. variables], collection.ToJsonString()))!;
        return (result["sent"].Deserialize<string[]>()!, result["wrong"].Deserialize<string[]>()!);
    }
}
