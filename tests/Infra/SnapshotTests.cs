using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Infra;

namespace EventTicketing.Tests.Infra;

/// <summary>
/// Production's templates as last agreed, one value per line, so that a review shows what a change does to the cloud. Of functions and of
/// alarms of tables they have one of each kind: the others are made by the same code, and assertions cover them.
/// </summary>
public sealed partial class SnapshotTests(Cloud cloud)
{
    private const int MostDifferences = 30;
    private static readonly string Folder = SourceTree.At("tests", "Infra", "snapshots");

    private static readonly Endpoint ShownEndpoint = PaymentEndpoints.RefundRegistration;

    /// <summary>An endpoint, and a worker for each kind of trigger.</summary>
    private static readonly string[] Shown =
    [
        ShownEndpoint.Name,
        nameof(Workers.GenerateTicket),
        nameof(Workers.ExpireRegistrations),
        nameof(Workers.CognitoPostConfirmation),
    ];

    /// <summary>Parts of the ids of resources that the snapshots leave out.</summary>
    private static readonly string[] Hidden =
    [
        .. Endpoints.All.Select(endpoint => endpoint.Name).Concat(Workers.All.Select(worker => worker.Name)).Except(Shown),
        .. Tables
            .All.Where(table => table != Tables.Registrations)
            .Select(table => $"throttled{table.Name.Replace("-", "", StringComparison.Ordinal)}"),
    ];

    /// <summary>Hashes of the deployed files, and of the API's body.</summary>
    [GeneratedRegex("[0-9a-f]{64}|(?<=apiDeployment[0-9A-F]{8})[0-9a-f]{32}")]
    private static partial Regex ContentHash { get; }

    [Fact]
    public void Production_s_templates_are_the_committed_ones()
    {
        var current = cloud.Prod.Stacks.ToDictionary(
            stack => $"{stack.Key}.txt",
            stack =>
                string.Concat(Lines("", Reduced(stack.Value)).Select(Anonymous).Order(StringComparer.Ordinal).Select(line => $"{line}\n"))
        );
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            if (Directory.Exists(Folder))
                Directory.Delete(Folder, recursive: true);
            Directory.CreateDirectory(Folder);
            foreach (var (name, text) in current)
                File.WriteAllText(Path.Combine(Folder, name), text);
        }

        var committed = Directory.Exists(Folder)
            ? Directory
                .GetFiles(Folder)
                .ToDictionary(file => Path.GetFileName(file), file => File.ReadAllText(file).ReplaceLineEndings("\n"))
            : [];
        var differences = current
            .Keys.Union(committed.Keys)
            .Order(StringComparer.Ordinal)
            .SelectMany(name => Differences(name, committed.GetValueOrDefault(name, ""), current.GetValueOrDefault(name, "")))
            .ToList();
        if (differences.Count == 0)
            return;
        Assert.Fail(
            $"The templates have changed in {differences.Count} lines:\n{string.Join('\n', differences.Take(MostDifferences))}\n"
                + "If that is meant, renew them: .ci/golden, or UPDATE_GOLDEN=1 dotnet test tests/Infra --filter Snapshot"
        );
    }

    /// <summary>The template without what the code makes alike for other functions and tables.</summary>
    private static JsonObject Reduced(JsonObject template)
    {
        var reduced = template.DeepClone().AsObject();
        var resources = reduced["Resources"]!.AsObject();
        Remove(resources, id => Hidden.Any(part => id.Contains(part, StringComparison.Ordinal)));
        foreach (var properties in resources.Select(resource => resource.Value!["Properties"]).OfType<JsonObject>())
        {
            if (properties["Body"]?["paths"] is JsonObject paths)
                Remove(paths, path => path != ShownEndpoint.Path);
            if (properties["MethodSettings"] is JsonArray methods)
                properties["MethodSettings"] = new JsonArray([
                    .. methods.Where(method => IsShown($"{method!["ResourcePath"]}")).Select(method => method!.DeepClone()),
                ]);
        }

        return reduced;
    }

    private static bool IsShown(string resourcePath) =>
        resourcePath == "/*"
        || resourcePath.Replace("~1", "/", StringComparison.Ordinal).TrimStart('/') == ShownEndpoint.Path.TrimStart('/');

    private static void Remove(JsonObject from, Func<string, bool> where)
    {
        foreach (var name in from.Select(member => member.Key).Where(where).ToList())
            from.Remove(name);
    }

    private static IEnumerable<string> Differences(string name, string committed, string current)
    {
        var (old, now) = (committed.Split('\n'), current.Split('\n'));
        return old.Except(now).Select(line => $"{name}: - {line}").Concat(now.Except(old).Select(line => $"{name}: + {line}"));
    }

    private static IEnumerable<string> Lines(string path, JsonNode? node) =>
        node switch
        {
            // One line for each joined text: those of the dashboard and the API are long, and generated from the same tables as the rest.
            JsonObject of when of["Fn::Join"] is not null => [$"{path} = {Intrinsics.Text(of)}"],
            JsonObject of => of.SelectMany(member => Lines(path.Length == 0 ? member.Key : $"{path}.{member.Key}", member.Value)),
            JsonArray items when items.All(item => item is JsonValue) => [$"{path} = {items.ToJsonString()}"],
            JsonArray items => items.SelectMany((item, index) => Lines($"{path}[{index}]", item)),
            _ => [$"{path} = {(node?.GetValueKind() == JsonValueKind.String ? (string)node! : $"{node}")}"],
        };

    /// <summary>Replaces the hashes, which are all that a template contains of the deployed files.</summary>
    private static string Anonymous(string text) => ContentHash.Replace(text, "{content}").ReplaceLineEndings(" ");
}
