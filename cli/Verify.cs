using System.CommandLine;
using Amazon.DynamoDBv2;
using EventTicketing.Data;
using EventTicketing.Flows;

namespace EventTicketing.Cli;

/// <summary>Checks restored or live tables: counts, checksums and invariants.</summary>
internal static class Verify
{
    private static readonly Option<string?> Suffix = new("--restored")
    {
        Description = "Suffix of the restored tables' names: compares them with the live tables. Without it, checks the live tables.",
    };

    private static readonly Option<FileInfo?> ManifestFile = new("--manifest")
    {
        Description = "Written by backup create: counts and checksums must be these.",
    };

    private static readonly Option<bool> Exact = new("--exact")
    {
        Description =
            "The live tables must be the same as the restored ones. Without it, differences are only reported: "
            + "the live tables have changed since.",
    };

    public static Command Command { get; } = Described();

    private static Command Described()
    {
        Command command = new(
            "verify",
            "Counts and sums up items, compares them with the live ones and a manifest, and checks that everything adds up. "
                + "Changes nothing; exits with 1 when something differs that must not."
        )
        {
            Suffix,
            ManifestFile,
            Exact,
        };
        command.SetAction(Run);
        return command;
    }

    /// <summary>
    /// Checks the invariants of the state after a swap: the restored tables, and the live ones for tables that were not restored.
    /// </summary>
    public static Task<IReadOnlyList<Difference>> Invariants(
        Deployment at,
        string suffix,
        IReadOnlyList<TableDefinition> restored,
        CancellationToken stop
    ) => Reconciling.Reconcile(at.Database(table => restored.Contains(table) ? at.Restored(table, suffix) : at.Live(table)), null, stop);

    public static void WriteHeader() =>
        Console.WriteLine(
            $"{"table", -14} {"restored", 9} {"live", 9} {"only restored", 14} {"only live", 10} {"different", 10}  "
                + "checksum of the restored"
        );

    public static void Write(TableDefinition table, Comparison compared)
    {
        var (count, live) = (compared.Restored.Count, compared.Live.Count);
        Console.WriteLine(
            $"{table.Name, -14} {count, 9} {live, 9} {compared.OnlyRestored, 14} {compared.OnlyLive, 10} {compared.Different, 10}  "
                + $"{compared.Restored.Checksum}"
        );
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken stop)
    {
        var at = await Connection.Open(arguments, stop);
        using var client = at.TablesClient();
        var manifest = arguments.GetValue(ManifestFile) is { } file ? await Manifest.Read(file, stop) : null;
        var suffix = arguments.GetValue(Suffix);
        var restored = suffix is null ? [] : await Restore.Ready(client, at, suffix, stop);
        var (totals, isSame) = suffix is null ? (await Totals(client, at, stop), true) : await Compare(client, at, suffix, restored, stop);
        var matches = manifest is null || Matches(manifest, totals);
        var differences = suffix is null
            ? await Reconciling.Reconcile(at.Database(), null, stop)
            : await Invariants(at, suffix, restored, stop);
        var addsUp = Reconcile.Report(differences) == ExitCode.Done;
        return matches && addsUp && (isSame || !arguments.GetValue(Exact)) ? ExitCode.Done : ExitCode.Differences;
    }

    private static async Task<Dictionary<string, Totals>> Totals(IAmazonDynamoDB client, Deployment at, CancellationToken stop)
    {
        Dictionary<string, Totals> totals = [];
        foreach (var table in Tables.All)
        {
            var total = totals[table.Name] = await new Items(client).Total(at.Live(table), stop);
            Console.WriteLine($"{table.Name, -14} {total.Count, 9}  {total.Checksum}");
        }

        return totals;
    }

    private static async Task<(Dictionary<string, Totals> Totals, bool IsSame)> Compare(
        IAmazonDynamoDB client,
        Deployment at,
        string suffix,
        IReadOnlyList<TableDefinition> restored,
        CancellationToken stop
    )
    {
        var (totals, isSame) = (new Dictionary<string, Totals>(), true);
        WriteHeader();
        foreach (var table in restored)
        {
            var compared = await new Items(client).Compare(
                table,
                at.Restored(table, suffix),
                at.Live(table),
                put: null,
                delete: null,
                stop
            );
            Write(table, compared);
            totals[table.Name] = compared.Restored;
            isSame &= compared.IsSame;
        }

        foreach (var table in Tables.All.Except(restored))
            Console.WriteLine($"{table.Name, -14} was not restored; the checks below use the live table.");
        return (totals, isSame);
    }

    private static bool Matches(Manifest manifest, Dictionary<string, Totals> totals)
    {
        var others = totals
            .Where(table => manifest.Tables.GetValueOrDefault(table.Key) != new ManifestEntry(table.Value.Count, table.Value.Checksum))
            .ToList();
        foreach (var (table, total) in others)
            Console.WriteLine(
                $"{table}: the manifest has {manifest.Tables.GetValueOrDefault(table)?.Count ?? 0} items with another checksum, "
                    + $"here are {total.Count}"
            );
        if (others.Count == 0)
            Console.WriteLine($"The manifest of {manifest.Backup} matches.");
        return others.Count == 0;
    }
}
