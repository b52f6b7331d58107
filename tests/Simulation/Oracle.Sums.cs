using System.Globalization;
using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Simulation;

using Image = Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

/// <summary>Checks the sums of the books, and the counters of people against what their profiles say.</summary>
public sealed partial class Oracle
{
    private const string Platform = "platform",
        PeopleScopes = "people:";

    /// <summary>How many people each counter has to have, by scope, day and name.</summary>
    private readonly Dictionary<(string, string, string), long> _seen = [];

    private void TakeVisit(Image? before, Image? now)
    {
        if (now is null)
        {
            if (before!.Flag("isCounted"))
                Count("all", DateTime.MinValue, "total", -1);
            return;
        }

        var joined = Day(now.Text("createdAt")!);
        if (now.Flag("isCounted") && before?.Flag("isCounted") != true)
        {
            Count("all", DateTime.MinValue, "total");
            Count("days", joined, "joined");
            Count("weeks", Monday(joined), "joined");
        }

        if (now.Text("lastSeenOn") is not { } text || text == before?.Text("lastSeenOn"))
            return;
        var seen = Day(text);
        Must(
            before?.Text("lastSeenOn") is not { } last || Day(last) < seen,
            () => $"{now.Text("userId")} was seen on {before!.Text("lastSeenOn")}, and then on {text}"
        );
        Count("days", seen, "active");
        if (before?.Text("lastSeenOn") is { } earlier && Monday(Day(earlier)) == Monday(seen))
            return;
        Count("weeks", Monday(seen), "active");
        var weeks = (Monday(seen) - Monday(joined)).Days / 7;
        if (weeks is >= 1 and <= 4)
            Count("weeks", Monday(joined), $"after{weeks}");

        void Count(string scope, DateTime day, string name, long units = 1)
        {
            var key = (PeopleScopes + scope, Text(day), name);
            _seen[key] = _seen.GetValueOrDefault(key) + units;
        }
    }

    /// <summary>After a night: every day that is stored has the sum of its entries, and the days before have one.</summary>
    public void JudgeSums()
    {
        var today = Now.UtcDateTime.Date;
        var stored = _cloud
            .Tables.All(Tables.Summaries)
            .ToLookup(item => item.Text("scope")!.StartsWith(PeopleScopes, StringComparison.Ordinal));
        var sums = stored[false]
            .Where(item => !item.Text("day")!.Contains('#'))
            .ToDictionary(item => (item.Text("scope")!, item.Text("day")!));
        var expected = _entries
            .Values.SelectMany(entries => entries)
            .SelectMany(entry => new[] { Platform, entry.Text("organizationId")! }.Select(scope => (scope, entry)))
            .ToLookup(each => (each.scope, Text(Day(each.entry.Text("at")!))), each => each.entry);
        foreach (var (key, item) in sums)
            Must(
                Sums(item.Map("sum").List("currencies")) == Sums(expected[key]),
                () => $"{key}: stored are {Sums(item.Map("sum").List("currencies"))}, and the entries have {Sums(expected[key])}"
            );
        foreach (var key in expected.Select(of => of.Key).Where(key => Day(key.Item2) < today && Day(key.Item2) >= today.AddDays(-3)))
            Must(sums.ContainsKey(key), () => $"{key} is not summed");
        JudgeCounters(stored[true]);
        Sometimes("several days are summed", sums.Values.Count(item => item.Map("sum").List("currencies").Any()) > 2);
    }

    private void JudgeCounters(IEnumerable<Image> parts)
    {
        Dictionary<(string, string, string), long> counted = [];
        foreach (var part in parts)
        foreach (var (name, units) in part.Where(attribute => attribute.Value.N is not null))
        {
            var key = (part.Text("scope")!, part.Text("day")!.Split('#')[0], name);
            counted[key] = counted.GetValueOrDefault(key) + long.Parse(units.N, CultureInfo.InvariantCulture);
        }

        foreach (var key in counted.Keys.Union(_seen.Keys))
            Must(
                counted.GetValueOrDefault(key) == _seen.GetValueOrDefault(key),
                () => $"{key}: {counted.GetValueOrDefault(key)} are counted, and {_seen.GetValueOrDefault(key)} people were there"
            );
        Sometimes("somebody comes back", _seen.Keys.Any(key => key.Item3 == "after1"));
    }

    /// <summary>What is shown of the last days has all entries, with those of today.</summary>
    /// <param name="currencies">The figures by currency: <c>gross</c>, <c>refunds</c> and <c>net</c>, or the same in parts.</param>
    public void Analyzed(JsonNode body, string currencies)
    {
        long Amount(JsonNode? money) => (long)money!["amount"]!;
        var shown = body[currencies]!
            .AsArray()
            .Select(each => $"{each!["currency"]} {Amount(each["gross"] ?? each["sales"]!["gross"])} {Amount(each["net"])}");
        var entries = _entries
            .Values.SelectMany(of => of)
            .GroupBy(entry => entry.Text("currency")!)
            .OrderBy(of => of.Key, StringComparer.Ordinal);
        var there = entries.Select(of => $"{of.Key} {of.Where(IsSale).Sum(entry => entry.Number("gross"))} {of.Sum(Net)}");
        Must(shown.SequenceEqual(there), () => $"shown is {string.Join(", ", shown)}, and the books have {string.Join(", ", there)}");
    }

    private static string Sums(IEnumerable<Image> currencies) =>
        string.Join(
            ", ",
            currencies
                .GroupBy(each => each.Text("currency")!)
                .OrderBy(each => each.Key, StringComparer.Ordinal)
                .Select(same =>
                    same.First().ContainsKey("sales")
                        ? Shown(same.Key, same.Select(each => each.Map("sales")).ToList(), "count", same.Sum(each => each.Number("net")))
                        : Shown(same.Key, same.Where(IsSale).ToList(), null, same.Sum(Net))
                )
        );

    private static string Shown(string currency, List<Image> sales, string? orders, long net)
    {
        var count = orders is null ? sales.Count(sale => sale.Number("tickets") > 0) : Sum(orders);
        return $"{currency}: {count} orders, {Sum("tickets")} tickets, {Sum("gross")} with {Sum("tax")} of tax, net {net}";

        long Sum(string name) => sales.Sum(sale => sale.Number(name));
    }

    private static bool IsSale(Image entry) => entry.Text("kind") == "Sale";

    private static long Net(Image entry) =>
        entry.Text("kind") switch
        {
            "Refund" or "Dispute" => -entry.Number("gross"),
            "Cancelled" => 0,
            _ => entry.Number("gross"),
        };

    private static DateTime Day(string text) => DateTime.Parse(text[..10], CultureInfo.InvariantCulture);

    private static DateTime Monday(DateTime day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static string Text(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
