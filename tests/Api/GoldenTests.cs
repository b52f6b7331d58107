using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventTicketing.Api;
using EventTicketing.ApiDocuments;

namespace EventTicketing.Tests.Api;

/// <summary>The files committed under <c>api/</c> must match the endpoint table.</summary>
public sealed class GoldenTests
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public void The_committed_OpenAPI_document_is_current() => Current("openapi.json", TextOf(Document.Write()));

    [Fact]
    public void The_committed_listing_of_endpoints_is_current() =>
        Current("endpoints.txt", EndpointListing.Write(Endpoints.All, Workers.All));

    [Fact]
    public void The_committed_Postman_collection_is_current() => Current("postman.json", TextOf(PostmanCollection.Write(Endpoints.All)));

    [Fact]
    public void The_committed_http_file_is_current() => Current("requests.http", HttpFile.Write(Endpoints.All));

    private static void Current(string name, string text)
    {
        var path = Path.GetFullPath(Path.Combine(NodeTools.Folder, "..", "..", "api", name));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        var committed = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (committed == text)
            return;
        Assert.Fail($"api/{name} is not current. {FirstDifference(committed, text)}\nRenew it with: .ci/golden");
    }

    private static string FirstDifference(string committed, string current)
    {
        var (old, now) = (committed.Split('\n'), current.Split('\n'));
        var line = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        string At(string[] lines) => line < lines.Length ? lines[line].Trim() : "(the end)";
        return $"Line {line + 1} is\n  {At(old)}\nand should be\n  {At(now)}";
    }

    private static string TextOf(JsonObject document)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Readable))
            document.WriteTo(writer);
        return $"{Encoding.UTF8.GetString(bytes.ToArray())}\n";
    }
}
