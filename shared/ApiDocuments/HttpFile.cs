using System.Text;
using EventTicketing.Api;

namespace EventTicketing.ApiDocuments;

/// <summary>
/// The endpoint table as an .http file for Visual Studio, Rider and the REST Client extension of Visual Studio Code. It uses only the
/// syntax that all three support: variables set at the top.
/// </summary>
public static class HttpFile
{
    private const string Head = """
        # The API of EventTicketing, one request per endpoint. Start the local cloud with: dotnet run --project local
        # Put in the tokens of the people you sign in as (README.md shows how), and the ids that the answers give.
        # Another number of the run makes the idempotent calls new ones.

        @baseUrl = http://127.0.0.1:5080/api
        @run = 1

        """;

    public static string Write(IReadOnlyList<Endpoint> endpoints)
    {
        var calls = endpoints.Select(endpoint => ExampleCall.Of(endpoint, $"{endpoint.Name}-{{{{run}}}}", Written)).ToList();
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var token in calls.Select(call => call.Token).OfType<string>().Distinct())
            text.Append($"@{token} = token\n");
        foreach (var name in ExampleCall.Variables.Append("stripeSignature"))
            text.Append($"@{name} = {name}\n");
        foreach (var area in calls.GroupBy(call => call.Area))
        {
            text.Append($"\n# {area.Key}\n");
            foreach (var call in area)
                Append(text, call);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ExampleCall call)
    {
        var endpoint = call.Endpoint;
        text.Append($"\n### {endpoint.Name}\n# {endpoint.Summary} {OpenApiDocument.WhoMay(endpoint)}\n");
        if (Optional(call.Query) is { Count: > 0 } fields)
            text.Append($"# Optional in the query: {string.Join('&', fields.Select(Pair))}\n");
        foreach (var header in Optional(call.Headers))
            text.Append($"# Optional header: {header.Name}: {header.Value}\n");
        var query = string.Join('&', call.Query.Where(field => field.Required).Select(Pair));
        var path = endpoint.Path.Replace("{", "{{").Replace("}", "}}");
        text.Append($"{endpoint.Method} {{{{baseUrl}}}}{path}{(query.Length == 0 ? "" : $"?{query}")}\n");
        if (call.Token is { } token)
            text.Append($"Authorization: Bearer {{{{{token}}}}}\n");
        foreach (var header in call.Headers.Where(header => header.Required))
            text.Append($"{header.Name}: {header.Value}\n");
        if (call.Body is { } body)
            text.Append($"\n{body}\n");
    }

    private static List<ExampleField> Optional(IReadOnlyList<ExampleField> fields) => [.. fields.Where(field => !field.Required)];

    private static string Pair(ExampleField field) => $"{field.Name}={field.Value}";

    private static string Written(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
}
