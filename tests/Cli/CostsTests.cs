using System.Text.RegularExpressions;
using EventTicketing.Cli;
using EventTicketing.Infra;

namespace EventTicketing.Tests.Cli;

public sealed partial class CostsTests
{
    private static readonly string Document = Path.Combine(SourceTree.Root, "docs", "costs.md");

    [GeneratedRegex(
        @"\$ (?<command>dotnet run --project cli -- costs --stage (?<stage>\S+) --region (?<region>\S+) --tickets (?<tickets>\d+))\n"
            + "(?<output>.*?)```",
        RegexOptions.Singleline
    )]
    private static partial Regex Printed { get; }

    [Fact]
    public void The_tables_in_the_document_are_what_the_command_prints()
    {
        var written = File.ReadAllText(Document).ReplaceLineEndings("\n");
        var current = Printed.Replace(
            written,
            block =>
                $"$ {block.Groups["command"].Value}\n"
                + Costs.Table(block.Groups["stage"].Value, block.Groups["region"].Value, long.Parse(block.Groups["tickets"].Value))
                + "```"
        );
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(Document, current);
        Assert.True(
            Printed.Count(written) >= 4 && File.ReadAllText(Document).ReplaceLineEndings("\n") == current,
            "docs/costs.md is not current. Renew it with: .ci/golden"
        );
    }

    [Fact]
    public void A_stage_or_region_that_is_not_listed_is_refused()
    {
        Assert.Contains("no stage", Assert.Throws<InvalidOperationException>(() => Costs.Table("attic", "us-east-1", 0)).Message);
        Assert.Contains("no prices", Assert.Throws<InvalidOperationException>(() => Costs.Table("prod", "attic-1", 0)).Message);
    }
}
