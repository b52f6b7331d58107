using System.Text.RegularExpressions;
using EventTicketing.Infra;

namespace EventTicketing.Tests.Cli;

public sealed partial class ThreatModelTests
{
    private static readonly ILookup<string, string> Files = Sources.Files.ToLookup(file => file.Name, file => file.FullName);

    [GeneratedRegex(@"`(?<file>[\w.-]+\.(cs|txt|props))`")]
    private static partial Regex NamedFile { get; }

    [GeneratedRegex(@"`(?<class>\w+Tests)(\.(?<test>\w+))?`")]
    private static partial Regex NamedTest { get; }

    private static string Document => File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "threat-model.md"));

    [Fact]
    public void Every_file_that_answers_a_threat_is_there()
    {
        var named = NamedFile.Matches(Document).Select(match => match.Groups["file"].Value).ToList();
        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, file => !Files.Contains(file));
    }

    [Fact]
    public void Every_test_that_shows_an_answer_is_there()
    {
        var named = NamedTest
            .Matches(Document)
            .Select(match => (Class: match.Groups["class"].Value, Test: match.Groups["test"].Value))
            .ToList();
        Assert.NotEmpty(named);
        var tests = Files
            .Where(files => files.Key.EndsWith("Tests.cs", StringComparison.Ordinal))
            .SelectMany(files => files)
            .Select(File.ReadAllText)
            .ToList();
        Assert.DoesNotContain(
            named,
            test =>
                !tests.Any(file =>
                    file.Contains($" class {test.Class}", StringComparison.Ordinal)
                    && file.Contains($" {test.Test}", StringComparison.Ordinal)
                )
        );
    }
}
