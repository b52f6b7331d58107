using System.CommandLine;
using System.Globalization;
using Amazon.DynamoDBv2;
using EventTicketing.Data;
using EventTicketing.Flows;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace EventTicketing.Cli;

/// <summary>Makes the live tables equal to the restored ones: docs/decisions/0017-restore-in-place.md.</summary>
internal static class Swap
{
    private static readonly Option<bool> Closed = new("--i-have-closed-the-api")
    {
        Description =
            "Confirms that nobody writes: the API is closed, and neither streams nor schedules run functions. This is not checked; "
            + "writes that happened anyway are found afterwards.",
    };

    private static readonly Option<bool> AddOnly = new("--add-only")
    {
        Description = "Only restores missing items: overwrites nothing, deletes nothing.",
    };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only prints how much would be written." };

    /// <summary>
    /// Registrations and events come last, because their streams start workers. Should a worker run despite the closed API, it finds the
    /// other tables restored. Events follow registrations, because a cancelled event cancels its registrations.
    /// </summary>
    private static readonly IReadOnlyList<TableDefinition> Order =
    [
        .. Tables.All.Except([Tables.Registrations, Tables.Events]),
        Tables.Registrations,
        Tables.Events,
    ];

    public static Command Command { get; } = Described();

    private static Command Described()
    {
        Command command = new(
            "swap",
            "Makes the live tables the same as the restored ones, by writing only what differs. Refuses while the restored ones do not "
                + "add up. After an interruption, the same command continues."
        )
        {
            Restore.Suffix,
            Restore.Only,
            AddOnly,
            DryRun,
            Closed,
        };
        command.SetAction(Run);
        return command;
    }

    /// <summary>Writes only the differences, table by table.</summary>
    /// <param name="tables">The restored tables to copy from.</param>
    public static async Task Write(
        IAmazonDynamoDB client,
        Deployment at,
        string suffix,
        IReadOnlyList<TableDefinition> tables,
        bool addOnly,
        bool dryRun,
        CancellationToken stop
    )
    {
        var items = new Items(client);
        Verify.WriteHeader();
        foreach (var table in Order.Where(tables.Contains))
        {
            var live = at.Live(table);
            Func<IReadOnlyList<Item>, IReadOnlyList<Item>, Task>? put = dryRun
                ? null
                : (missing, other) => items.Put(live, addOnly ? missing : [.. missing, .. other], stop);
            Func<IReadOnlyList<Item>, Task>? delete = dryRun || addOnly ? null : keys => items.Delete(live, keys, stop);
            Verify.Write(table, await items.Compare(table, at.Restored(table, suffix), live, put, delete, stop));
        }
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken stop)
    {
        var (dryRun, addOnly, suffix) = (arguments.GetValue(DryRun), arguments.GetValue(AddOnly), arguments.GetValue(Restore.Suffix)!);
        if (!dryRun && !arguments.GetValue(Closed))
            throw new InvalidOperationException(
                "Close the API, stop the workers, and confirm with --i-have-closed-the-api: what is written meanwhile is lost or left over."
            );
        var at = await Connection.Open(arguments, stop);
        using var client = at.TablesClient();
        var tables = (await Restore.Ready(client, at, suffix, stop)).Intersect(Restore.Chosen(arguments)).ToList();
        if (Reconcile.Report(await Verify.Invariants(at, suffix, tables, stop)) != ExitCode.Done)
        {
            Console.WriteLine("Nothing was written: the result would not be consistent.");
            return ExitCode.Differences;
        }

        var now = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Console.WriteLine($"To get the previous live data back: restore --at {now}");
        await Write(client, at, suffix, tables, addOnly, dryRun, stop);
        return dryRun ? ExitCode.Done : await Check(client, at, suffix, tables, addOnly, stop);
    }

    /// <summary>Compares all tables again after writing, to detect concurrent writers.</summary>
    private static async Task<int> Check(
        IAmazonDynamoDB client,
        Deployment at,
        string suffix,
        IReadOnlyList<TableDefinition> tables,
        bool addOnly,
        CancellationToken stop
    )
    {
        var isSame = true;
        foreach (var table in tables)
        {
            var compared = await new Items(client).Compare(
                table,
                at.Restored(table, suffix),
                at.Live(table),
                put: null,
                delete: null,
                stop
            );
            if (addOnly ? compared.OnlyRestored == 0 : compared.IsSame)
                continue;
            isSame = false;
            Console.WriteLine($"{table.Name} still differs: somebody writes to it. Close the API and run the same command again.");
        }

        var addsUp = Reconcile.Report(await Reconciling.Reconcile(at.Database(), null, stop)) == ExitCode.Done;
        return isSame && addsUp ? ExitCode.Done : ExitCode.Differences;
    }
}
