using System.CommandLine;
using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using EventTicketing.Data;

namespace EventTicketing.Cli;

/// <summary>Restores tables into new ones beside the live ones, from a backup or to a point in time.</summary>
internal static class Restore
{
    private static readonly Option<string?> Named = new("--backup") { Description = "Name of a backup on demand." };

    private static readonly Option<string?> GivenSuffix = new("--suffix")
    {
        Description = "Suffix of the restored tables' names. Default: the time or the backup's name.",
    };

    /// <summary>The restore time, truncated to seconds; UTC unless it has an offset.</summary>
    public static Option<DateTimeOffset?> At { get; } =
        new("--at")
        {
            Description = "The second to go back to, as in 2026-01-02T03:04:05Z.",
            CustomParser = argument =>
            {
                const DateTimeStyles universal = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
                if (DateTimeOffset.TryParse(argument.Tokens[0].Value, CultureInfo.InvariantCulture, universal, out var time))
                    return time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));
                argument.AddError($"{argument.Tokens[0].Value} is not a time.");
                return null;
            },
        };

    public static Option<string[]> Only { get; } = Choice();

    public static Option<string> Suffix { get; } =
        new("--restored") { Description = "Suffix of the restored tables' names.", Required = true };

    public static Command Command { get; } = Described();

    private static Option<string[]> Choice()
    {
        Option<string[]> only = new("--table") { Description = "This table only; more than one may be given." };
        only.AcceptOnlyFromAmong([.. Tables.All.Select(table => table.Name)]);
        return only;
    }

    private static Command Described()
    {
        Command drop = new("drop", "Deletes restored tables, and only those that AWS reports as restored.") { Suffix };
        drop.SetAction(Drop);
        Command restore = new(
            "restore",
            "Restores every table into a new one beside the live one, and waits. After an interruption, the same command continues."
        )
        {
            At,
            Named,
            Only,
            GivenSuffix,
            Waiting.Minutes,
            drop,
        };
        restore.SetAction(Run);
        return restore;
    }

    /// <summary>The tables selected by <c>--table</c>; all tables without it.</summary>
    public static IReadOnlyList<TableDefinition> Chosen(ParseResult arguments) =>
        arguments.GetValue(Only) is { Length: > 0 } names ? [.. Tables.All.Where(table => names.Contains(table.Name))] : Tables.All;

    /// <summary>The tables whose restored copies exist under names with this suffix. DynamoDB must report each copy as active.</summary>
    /// <exception cref="InvalidOperationException">No table is restored under this suffix, or a restore is still running.</exception>
    public static async Task<IReadOnlyList<TableDefinition>> Ready(
        IAmazonDynamoDB client,
        Deployment at,
        string suffix,
        CancellationToken stop
    )
    {
        List<TableDefinition> ready = [];
        foreach (var table in Tables.All)
        {
            if (await Find(client, at.Restored(table, suffix), stop) is not { } found)
                continue;
            if (found.TableStatus != TableStatus.ACTIVE)
                throw new InvalidOperationException($"{found.TableName} is still {found.TableStatus}: run restore again, which waits.");
            ready.Add(table);
        }

        return ready.Count > 0 ? ready : throw new InvalidOperationException($"There are no tables restored as {suffix}.");
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken stop)
    {
        var (time, name) = (arguments.GetValue(At), arguments.GetValue(Named));
        if (time is null == name is null)
            throw new InvalidOperationException("Give either --at or --backup.");
        var at = await Connection.Open(arguments, stop);
        using var client = at.TablesClient();
        var (tables, suffix) = (Chosen(arguments), arguments.GetValue(GivenSuffix) ?? name ?? $"{time:yyyyMMdd-HHmmss}");
        var backups = name is null ? null : await SetCalled(client, at, name, tables, stop);
        foreach (var table in tables)
        {
            var target = at.Restored(table, suffix);
            if (await Find(client, target, stop) is { } there)
                Accept(there, backups?.Of[table.Name].BackupArn, time);
            else if (backups is not null)
            {
                await client.RestoreTableFromBackupAsync(
                    new RestoreTableFromBackupRequest { BackupArn = backups.Of[table.Name].BackupArn, TargetTableName = target },
                    stop
                );
            }
            else
            {
                await client.RestoreTableToPointInTimeAsync(
                    new RestoreTableToPointInTimeRequest
                    {
                        SourceTableName = at.Live(table),
                        TargetTableName = target,
                        RestoreDateTime = time!.Value.UtcDateTime,
                    },
                    stop
                );
            }
        }

        foreach (var target in tables.Select(table => at.Restored(table, suffix)))
        {
            await Waiting.Until(
                target,
                arguments.GetValue(Waiting.Minutes),
                async () => (await Find(client, target, stop))?.TableStatus == TableStatus.ACTIVE,
                stop
            );
            Console.WriteLine(target);
        }

        Console.WriteLine(
            $"""
            Restored as {suffix}. These tables have no stream, no time to live, no point-in-time recovery, no deletion protection, no tags
            and no alarms: they are there to be compared and copied from, not to be served from. Next: verify --restored {suffix}
            """
        );
        return ExitCode.Done;
    }

    private static async Task<BackupSet> SetCalled(
        IAmazonDynamoDB client,
        Deployment at,
        string name,
        IReadOnlyList<TableDefinition> tables,
        CancellationToken stop
    )
    {
        var set =
            (await Backup.Sets(client, at, stop)).FirstOrDefault(set => set.Name == name)
            ?? throw new InvalidOperationException($"There is no backup called {name}.");
        return tables.FirstOrDefault(table => !set.Of.ContainsKey(table.Name)) is { } missing
            ? throw new InvalidOperationException($"{name} has no backup of {missing.Name}.")
            : set;
    }

    /// <summary>Accepts an existing table, on a rerun, only if it was restored from the same backup or to the same second.</summary>
    private static void Accept(TableDescription there, string? backup, DateTimeOffset? time)
    {
        var from = there.RestoreSummary;
        var isSame =
            from is not null
            && (
                backup is not null
                    ? from.SourceBackupArn == backup
                    : from.SourceBackupArn is null
                        && Math.Abs((from.RestoreDateTime!.Value.ToUniversalTime() - time!.Value.UtcDateTime).TotalSeconds) < 1
            );
        if (!isSame)
            throw new InvalidOperationException(
                $"{there.TableName} exists and was not restored from this source: choose another --suffix."
            );
    }

    private static async Task<int> Drop(ParseResult arguments, CancellationToken stop)
    {
        var at = await Connection.Open(arguments, stop);
        using var client = at.TablesClient();
        foreach (var table in await Ready(client, at, arguments.GetValue(Suffix)!, stop))
        {
            var name = at.Restored(table, arguments.GetValue(Suffix)!);
            if ((await Find(client, name, stop))?.RestoreSummary is null)
                throw new InvalidOperationException($"{name} is not a restored table, and is not deleted.");
            await client.DeleteTableAsync(name, stop);
            Console.WriteLine(name);
        }

        return ExitCode.Done;
    }

    private static async Task<TableDescription?> Find(IAmazonDynamoDB client, string table, CancellationToken stop)
    {
        try
        {
            return (await client.DescribeTableAsync(table, stop)).Table;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }
}
