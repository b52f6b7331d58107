using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EventTicketing.Infra;

namespace EventTicketing.Tests.Infra;

/// <summary>Production's templates as last agreed, one value per line, so that a review shows what a change does to the cloud.</summary>
public sealed partial class SnapshotTests(Cloud cloud)
{
    private const int MostDifferences = 30;
    private static readonly string Folder = SourceTree.At("tests", "Infra", "snapshots");

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex ContentHash { get; }

    [Fact]
    public void Production_s_templates_are_the_committed_ones()
    {
        var current = cloud.Prod.Stacks.ToDictionary(
            stack => $"{stack.Key}.txt",
            stack => string.Concat(Lines("", stack.Value).Order(StringComparer.Ordinal).Select(line => $"{line}\n"))
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

    private static IEnumerable<string> Differences(string name, string committed, string current)
    {
        var (old, now) = (committed.Split('\n'), current.Split('\n'));
        return old.Except(now).Select(line => $"{name}: - {line}").Concat(now.Except(old).Select(line => $"{name}: + {line}"));
    }

    private static IEnumerable<string> Lines(string path, JsonNode? node) =>
        node switch
        {
            // One line for each joined text: those of the dashboard and the API are long, and generated from the same tables as the rest.
            JsonObject of when of["Fn::Join"] is not null => [$"{path} = {Anonymous(Intrinsics.Text(of))}"],
            JsonObject of => of.SelectMany(member => Lines(path.Length == 0 ? member.Key : $"{path}.{member.Key}", member.Value)),
            JsonArray items when items.All(item => item is JsonValue) => [$"{path} = {Anonymous(items.ToJsonString())}"],
            JsonArray items => items.SelectMany((item, index) => Lines($"{path}[{index}]", item)),
            _ => [$"{path} = {Anonymous(node?.GetValueKind() == JsonValueKind.String ? (string)node! : $"{node}")}"],
        };

    /// <summary>Replaces the content hash, which is all that a template contains of the deployed files.</summary>
    private static string Anonymous(string text) => ContentHash.Replace(text, "{content}").ReplaceLineEndings(" ");
}
