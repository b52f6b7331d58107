using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EventTicketing.Api;

namespace EventTicketing.Cli;

/// <summary>
/// Estimates a month's AWS bill: the work per ticket that a test has counted (docs/work-per-ticket.json) times list prices
/// (docs/prices.json). In US dollars, without free tiers.
/// </summary>
public static class Costs
{
    private const decimal MinutesPerMonth = 30 * 24 * 60;
    private const decimal WithoutGoal = 5,
        WithGoal = 75,
        Million = 1_000_000;

    private static readonly Option<long> Tickets = new("--tickets")
    {
        Description = "Sold in the month, one per order.",
        DefaultValueFactory = _ => 1_000_000,
        Validators =
        {
            result =>
            {
                if (result.GetValueOrDefault<long>() is < 0 or > 1_000_000_000)
                    result.AddError("From 0 to 1,000,000,000 tickets.");
            },
        },
    };

    private static readonly PriceFile Listed = Read<PriceFile>("prices.json");
    private static readonly Work PerTicket = Read<Work>("work-per-ticket.json");

    public static Command Command { get; } = Described();

    private static Command Described()
    {
        Command command = new("costs", "Prints what a month costs: what is paid at rest, and what the work for the tickets costs.")
        {
            Tickets,
        };
        command.SetAction(arguments =>
            Console.Write(
                Table(
                    arguments.GetValue(Connection.Stage) ?? "prod",
                    arguments.GetValue(Connection.Region) ?? Listed.DefaultRegion,
                    arguments.GetValue(Tickets)
                )
            )
        );
        return command;
    }

    /// <exception cref="InvalidOperationException">The stage or region is not in docs/prices.json.</exception>
    public static string Table(string stage, string region, long tickets)
    {
        if (!Listed.Stages.TryGetValue(stage, out var parts))
            throw new InvalidOperationException($"There is no stage {stage}: {string.Join(", ", Listed.Stages.Keys)}.");
        if (!Listed.Prices.Values.All(price => price.Dollars.ContainsKey(region)))
            throw new InvalidOperationException($"There are no prices of {region}.");
        var text = new StringBuilder(
            $"{stage}, {region}, {tickets.ToString("N0", CultureInfo.InvariantCulture)} tickets in a month; "
                + $"list prices of {Listed.AsOf} in dollars, without free tiers\n"
        );
        decimal Section(string title, IEnumerable<Line> lines, string? elsewhere = null) =>
            Append(text, title, elsewhere ?? region, [.. lines]);
        var fixedCosts = Section(
            "At rest",
            [.. parts.Where(part => part.Value > 0).Select(part => new Line(part.Key, part.Value, "assumed")), .. Schedules()]
        );
        Total("at rest", fixedCosts, null);
        if (tickets == 0)
            return text.ToString();
        var own = Section("Work", Own(tickets));
        var mail = Section("Mail", Mail(tickets));
        var cdn = Section("CDN", Cdn(tickets));
        var copy = Listed.Replicas.TryGetValue(stage, out var other) ? Section($"Copy in {other}", Copied(tickets), other) : 0;
        var signIn = Section(
            "Sign-in",
            [new("active users", tickets * Assumed.ActiveUsersPerTicket, "assumed: each buyer in no other month")]
        );
        text.Append('\n');
        Total("without mail, CDN and sign-in", own, WithoutGoal);
        Total("with mail and CDN", own + mail + cdn, WithGoal);
        Total("with sign-in and any copy", own + mail + cdn + copy + signIn, null);
        return text.ToString();

        void Total(string name, decimal amount, decimal? goal)
        {
            text.Append(string.Create(CultureInfo.InvariantCulture, $"{name, -30}{amount, 44:N2}"));
            var each = tickets == 0 ? 0 : amount / tickets * Million;
            if (goal is { } most)
                text.Append(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"  {each:N2} per million; the goal of {most:N0} is {(each <= most ? "met" : "not met")}"
                    )
                );
            text.Append('\n');
        }
    }

    private static Assumptions Assumed => Listed.Assumed;

    /// <summary>
    /// Idle cost of the scheduled workers. Those of each minute query three indexes together; that of every five minutes queries two; that
    /// of each night sixteen parts of eight days of the ledger.
    /// </summary>
    private static IEnumerable<Line> Schedules()
    {
        const decimal reads = (3 + 2 / 5m + 16 * 8 / (24 * 60m)) * MinutesPerMonth;
        var runs = Workers
            .All.Select(worker => worker.Trigger)
            .OfType<Trigger.Schedule>()
            .Sum(schedule => MinutesPerMonth / (decimal)schedule.Every.TotalMinutes);
        yield return new("lambda requests", runs / Million, "runs of the scheduled workers");
        yield return new(
            "lambda time",
            (runs * Assumed.FunctionMilliseconds + reads * Assumed.CallMilliseconds["read tables"]) / 1000 * Gigabytes / Million,
            "assumed durations"
        );
        yield return new("dynamodb reads", reads / 2 / Million, "late reads of what is due");
        // X-Ray samples the first request of each second. These workers run less often, so every run is traced.
        yield return new("traces", runs / Million, "each run of the scheduled workers");
        yield return new("log ingestion", runs * Assumed.PlatformLogKilobytesPerRun / Million, "assumed size");
    }

    private static IEnumerable<Line> Own(long tickets)
    {
        var (runs, tables) = (PerTicket.Functions.Values.Sum(function => function.Runs), PerTicket.Tables.Values);
        var logged = tickets * (PerTicket.LogKilobytes + runs * Assumed.PlatformLogKilobytesPerRun) / Million;
        var stored = tickets * tables.Sum(table => table.Stored) / 1e9m;
        yield return new("api requests", Requests(tickets) / Million, "counted");
        yield return new(
            "waf requests",
            (Requests(tickets) * Assumed.WafAclsPerApiRequest + tickets * Assumed.CdnRequestsBesidesApi) / Million,
            "counted API requests; assumed ACLs and files"
        );
        yield return new("lambda requests", tickets * runs / Million, "counted, streams in batches of one order");
        yield return new(
            "lambda time",
            tickets * PerTicket.Functions.Values.Sum(function => Seconds(function.Runs, function.Calls)) * Gigabytes / Million,
            "counted calls; assumed durations"
        );
        yield return new(
            "dynamodb writes",
            tickets * tables.Sum(table => table.Written + table.Indexed) / Million,
            "counted, with indexes and transactions"
        );
        yield return new("dynamodb reads", tickets * tables.Sum(table => table.Read) / Million, "counted");
        yield return new("stream records", tickets * tables.Sum(table => table.StreamRecords) / Million, "counted");
        yield return new("dynamodb storage", stored * Assumed.StorageMonths, "counted; one month of it");
        yield return new("dynamodb backup", stored * Assumed.StorageMonths, "counted; one month of it");
        yield return new("s3 puts", tickets * Calls("put a file") / 1000, "counted");
        yield return new(
            "s3 gets",
            tickets * (Calls("get a file") + Calls("look for a file") + Assumed.PdfDownloads) / 1000,
            "counted, and assumed downloads"
        );
        yield return new("s3 storage", tickets * PerTicket.PdfKilobytes * Assumed.StorageMonths / Million, "counted; one month of it");
        yield return new(
            "transfer out",
            tickets * PerTicket.PdfKilobytes * Assumed.PdfDownloads / Million,
            "assumed downloads from the bucket"
        );
        yield return new("log ingestion", logged, "counted; assumed size of the platform's lines");
        yield return new("log storage", logged * Assumed.LogMonths, "assumed one month, not compressed");
    }

    /// <summary>Cost of the replica region: every write is replicated and stored there as well.</summary>
    private static IEnumerable<Line> Copied(long tickets) =>
        Own(tickets)
            .Where(line => line.Name is "dynamodb writes" or "dynamodb storage" or "dynamodb backup")
            .Select(line => line with { Source = "as here" });

    private static IEnumerable<Line> Mail(long tickets)
    {
        yield return new("mails", tickets * Calls("send a mail") / 1000, "counted");
        yield return new(
            "mail attachments",
            tickets * Calls("send a mail") * PerTicket.MailKilobytes / Million,
            "counted, all of the mail"
        );
    }

    private static IEnumerable<Line> Cdn(long tickets)
    {
        yield return new(
            "cdn requests",
            (Requests(tickets) + tickets * Assumed.CdnRequestsBesidesApi) / 10_000,
            "counted API requests; assumed files"
        );
        yield return new("cdn transfer", tickets * Assumed.CdnKilobytesPerTicket / Million, "assumed");
    }

    /// <summary>API requests per month: runs of endpoint functions. Workers are not counted, because streams start them.</summary>
    private static decimal Requests(long tickets) =>
        tickets
        * PerTicket
            .Functions.Where(function => Api.Endpoints.All.Any(endpoint => endpoint.Name == function.Key))
            .Sum(function => function.Value.Runs);

    private static decimal Calls(string kind) => PerTicket.Functions.Values.Sum(function => function.Calls.GetValueOrDefault(kind));

    private static decimal Gigabytes => Assumed.MemoryMegabytes / 1024;

    private static decimal Seconds(int runs, IReadOnlyDictionary<string, int> calls) =>
        (runs * Assumed.FunctionMilliseconds + calls.Sum(call => call.Value * Assumed.CallMilliseconds[call.Key])) / 1000;

    private static decimal Append(StringBuilder text, string title, string region, IReadOnlyList<Line> lines)
    {
        text.Append(
            string.Create(CultureInfo.InvariantCulture, $"\n{title, -20}{"quantity", 13}  {"unit", -20}{"price", 8}{"dollars", 11}\n")
        );
        var sum = 0m;
        foreach (var line in lines)
        {
            var (unit, prices) = Listed.Prices[line.Name];
            var amount = line.Quantity * prices[region];
            sum += amount;
            text.Append(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{line.Name, -20}{line.Quantity, 13:#,0.####}  {unit, -20}{prices[region], 8:0.####}{amount, 11:N2}  {line.Source}\n"
                )
            );
        }

        return sum;
    }

    private static T Read<T>(string name)
    {
        using var stream = typeof(Costs).Assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<T>(stream, JsonSerializerOptions.Web)!;
    }

    /// <param name="Source">Where the quantity comes from.</param>
    private sealed record Line(string Name, decimal Quantity, string Source);

    private sealed record PriceFile(
        string AsOf,
        string DefaultRegion,
        IReadOnlyDictionary<string, Price> Prices,
        Assumptions Assumed,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, decimal>> Stages,
        IReadOnlyDictionary<string, string> Replicas
    );

    private sealed record Price(string Unit, IReadOnlyDictionary<string, decimal> Dollars);

    private sealed record Assumptions(
        decimal MemoryMegabytes,
        decimal FunctionMilliseconds,
        IReadOnlyDictionary<string, decimal> CallMilliseconds,
        decimal PlatformLogKilobytesPerRun,
        decimal WafAclsPerApiRequest,
        decimal CdnRequestsBesidesApi,
        decimal CdnKilobytesPerTicket,
        decimal PdfDownloads,
        decimal ActiveUsersPerTicket,
        decimal LogMonths,
        decimal StorageMonths
    );

    private sealed record Work(
        IReadOnlyDictionary<string, Function> Functions,
        IReadOnlyDictionary<string, TableWork> Tables,
        decimal PdfKilobytes,
        decimal MailKilobytes,
        decimal LogKilobytes
    );

    private sealed record Function(int Runs, IReadOnlyDictionary<string, int> Calls);

    private sealed record TableWork(decimal Written, decimal Indexed, decimal Read, int StreamRecords, long Stored);
}
