using System.Text.RegularExpressions;
using EventTicketing.Infra;

namespace EventTicketing.Tests.Cli;

/// <summary>The help of all commands, as it is in <c>cli/help.txt</c>.</summary>
[Collection(nameof(CommandLine))]
public sealed partial class HelpTests
{
    private static readonly string Golden = Path.Combine(SourceTree.Root, "cli", "help.txt");

    [GeneratedRegex(@"^  ([a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex Name { get; }

    [GeneratedRegex(@"(?<=Usage:\s+)\S+")]
    private static partial Regex Program { get; }

    [Fact]
    public async Task Every_command_says_what_it_does()
    {
        var help = string.Concat(await Help());
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            await File.WriteAllTextAsync(Golden, help, TestContext.Current.CancellationToken);
        Assert.True(
            (await File.ReadAllTextAsync(Golden, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n") == help,
            "cli/help.txt is not current. Renew it with: .ci/golden"
        );
    }

    /// <summary>The help text of a command, followed by the help texts of its subcommands.</summary>
    private static async Task<IEnumerable<string>> Help(params string[] command)
    {
        var said = Program.Replace((await CommandLine.Run(0, [.. command, "--help"])).ReplaceLineEndings("\n"), "tickets").Trim();
        List<string> all = [$"# tickets {string.Join(' ', command)}\n{said}\n\n"];
        var inside = said.Split("\nCommands:\n") is [_, var commands] ? Name.Matches(commands).Select(found => found.Groups[1].Value) : [];
        foreach (var name in inside)
            all.AddRange(await Help([.. command, name]));
        return all;
    }
}
