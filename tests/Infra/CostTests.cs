using System.Text.Json;
using System.Text.RegularExpressions;
using EventTicketing.Infra;

namespace EventTicketing.Tests.Infra;

/// <summary>The fixed costs of a stage are counted from its templates.</summary>
public sealed class CostTests(Cloud cloud)
{
    /// <summary>The names in docs/prices.json, and how to count each in a stage.</summary>
    private static readonly Dictionary<string, Func<Templates, int>> Counted = new()
    {
        ["alarm metrics"] = all => all.Of("AWS::CloudWatch::Alarm").Sum(MetricsOf),
        ["composite alarms"] = all => all.Of("AWS::CloudWatch::CompositeAlarm").Count(),
        ["dashboards"] = all => all.Of("AWS::CloudWatch::Dashboard").Count(),
        ["kms keys"] = all => all.Of("AWS::KMS::Key").Count(),
        ["secrets"] = all => all.Of("AWS::SecretsManager::Secret").Count(),
        ["waf acls"] = all => all.Of("AWS::WAFv2::WebACL").Count(),
        ["hosted zones"] = all => all.Stage.Domain is null ? 0 : 1,
        ["waf rules"] = all => all.Of("AWS::WAFv2::WebACL").Sum(acl => acl["Rules"]!.AsArray().Count),
    };

    private static readonly string Prices = SourceTree.At("docs", "prices.json");

    /// <summary>The billed metrics of an alarm: one for each metric in its expression.</summary>
    private static int MetricsOf(Resource alarm) => alarm["Metrics"]?.AsArray().Count(metric => metric!["MetricStat"] is not null) ?? 1;

    [Theory]
    [InlineData("dev")]
    [InlineData("staging")]
    [InlineData("prod")]
    public void The_calculator_counts_what_the_stage_has(string name)
    {
        var templates = cloud.All.Single(templates => templates.Stage.Name == name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            Renew(templates);
        using var prices = JsonDocument.Parse(File.ReadAllBytes(Prices));
        var listed = prices.RootElement.GetProperty("stages").GetProperty(name);
        Assert.Equal(
            templates.Stage.ReplicaRegion,
            prices.RootElement.GetProperty("replicas").TryGetProperty(name, out var replica) ? replica.GetString() : null
        );
        Assert.All(
            Counted,
            part =>
                Assert.True(
                    listed.GetProperty(part.Key).GetDecimal() == part.Value(templates),
                    $"docs/prices.json: {name} has {part.Value(templates)} {part.Key}. UPDATE_GOLDEN=1 renews it."
                )
        );
    }

    [Fact]
    public void An_economical_stage_pays_for_nothing_but_its_secrets_while_nobody_calls() =>
        Assert.Equal(0, Counted.Where(part => part.Key != "secrets").Sum(part => part.Value(cloud.Dev)));

    /// <summary>Writes the counts into the line of the stage.</summary>
    private static void Renew(Templates templates)
    {
        var lines = File.ReadAllLines(Prices);
        var stage = Array.FindIndex(
            lines,
            line => line.TrimStart().StartsWith($"\"{templates.Stage.Name}\": {{ \"", StringComparison.Ordinal)
        );
        foreach (var (name, count) in Counted)
            lines[stage] = Regex.Replace(lines[stage], $"(?<=\"{name}\": )[0-9]+", $"{count(templates)}");
        File.WriteAllText(Prices, string.Join('\n', lines) + "\n");
    }
}
