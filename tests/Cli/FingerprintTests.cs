using Amazon.DynamoDBv2.Model;
using EventTicketing.Cli;

namespace EventTicketing.Tests.Cli;

/// <summary>The checksums of verify: equal exactly when the items are the same.</summary>
public sealed class FingerprintTests
{
    [Fact]
    public void Neither_attributes_nor_sets_nor_items_have_an_order()
    {
        var first = Fingerprint.Of(
            new()
            {
                ["a"] = new("1"),
                ["b"] = new() { SS = ["x", "y"] },
            }
        );
        Assert.Equal(
            first,
            Fingerprint.Of(
                new()
                {
                    ["b"] = new() { SS = ["y", "x"] },
                    ["a"] = new("1"),
                }
            )
        );
        var second = Fingerprint.Of(new() { ["a"] = new("2") });
        Assert.Equal(new Totals(1, first) + new Totals(1, second), new Totals(1, second) + new Totals(1, first));
        Assert.NotEqual(new Totals(), new Totals(1, first) + new Totals(1, first));
    }

    [Fact]
    public void Whatever_differs_shows()
    {
        List<Dictionary<string, AttributeValue>> items =
        [
            new(),
            new() { ["a"] = new("1") },
            new() { ["a"] = new() { N = "1" } },
            new() { ["a"] = new() { BOOL = true } },
            new() { ["a"] = new() { BOOL = false } },
            new() { ["a"] = new() { NULL = true } },
            new() { ["a"] = new() { B = new MemoryStream("1"u8.ToArray()) } },
            new() { ["a"] = new() { SS = ["1"] } },
            new() { ["a"] = new() { NS = ["1"] } },
            new() { ["a"] = new() { BS = [new MemoryStream("1"u8.ToArray())] } },
            new() { ["a"] = new() { L = [new("1")] } },
            new() { ["a"] = new() { L = [new("1"), new("2")] } },
            new() { ["a"] = new() { L = [new("2"), new("1")] } },
            new() { ["a"] = new() { M = new() { ["a"] = new("1") } } },
            new()
            {
                ["a"] = new() { M = new() { ["a"] = new("1") } },
                ["b"] = new("1"),
            },
            new()
            {
                ["a"] = new()
                {
                    M = new() { ["a"] = new("1"), ["b"] = new("1") },
                },
            },
            new() { ["b"] = new("1") },
        ];
        Assert.Equal(items.Count, items.Select(Fingerprint.Of).Distinct().Count());
    }
}
