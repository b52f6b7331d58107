using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using EventTicketing.Data;

namespace EventTicketing.Cli;

/// <summary>Item counts and checksums of the live tables, taken just after a backup.</summary>
/// <param name="Tables">Keyed by the table's short name, for example <c>events</c>.</param>
internal sealed record Manifest(string Stage, string Backup, IReadOnlyDictionary<string, ManifestEntry> Tables)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task<Manifest> Read(FileInfo file, CancellationToken stop)
    {
        await using var content = file.OpenRead();
        return await JsonSerializer.DeserializeAsync<Manifest>(content, Json, stop)
            ?? throw new JsonException($"{file.Name} is not a manifest.");
    }
}

internal sealed record ManifestEntry(long Count, string Checksum);

/// <summary>A set of backups with the same name: at most one of each table.</summary>
/// <param name="Of">Keyed by the table's short name.</param>
internal sealed record BackupSet(string Name, IReadOnlyDictionary<string, BackupSummary> Of)
{
    public DateTime CreatedAt => Of.Values.Min(backup => backup.BackupCreationDateTime!.Value).ToUniversalTime();

    public bool IsComplete => Of.Count == Tables.All.Count && Of.Values.All(backup => backup.BackupStatus == BackupStatus.AVAILABLE);
}

/// <summary>Creates, lists and prunes on-demand backups of all tables. AWS keeps them until they are deleted.</summary>
internal static partial class Backup
{
    private const int MostPages = 1000;

    private static readonly Option<string?> Name = new("--name")
    {
        Description = "Name of the backups. Default: the time, as in 20260102-030405.",
    };

    private static readonly Option<FileInfo?> ManifestFile = new("--manifest")
    {
        Description =
            "Also reads every item and writes counts and checksums into this file, for verify. They match the backup only if nothing is "
            + "written meanwhile: close the API first.",
    };

    private static readonly Option<int> Keep = new("--keep")
    {
        Description = "How many of the newest complete backups to keep; at least one.",
        Required = true,
    };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only prints what would be deleted." };

    public static Command Command { get; } = Described();

    private static Command Described()
    {
        Command create = new("create", "Makes a backup of every table and waits until all are available. Deletes nothing.")
        {
            Name,
            ManifestFile,
            Waiting.Minutes,
        };
        create.SetAction(Create);
        Command list = new("list", "Lists the backups, the newest first.");
        list.SetAction(List);
        Command prune = new("prune", "Deletes all backups that are older than the newest complete ones.") { Keep, DryRun };
        prune.SetAction(Prune);
        return new("backup", "Backups on demand, of all tables.") { create, list, prune };
    }

    /// <summary>All backup sets of the stage, newest first.</summary>
    public static async Task<IReadOnlyList<BackupSet>> Sets(IAmazonDynamoDB client, Deployment at, CancellationToken stop)
    {
        var all = await Task.WhenAll(
            Tables.All.Select(async table => (await OfTable(client, at.Live(table), stop)).Select(backup => (table.Name, backup)))
        );
        return
        [
            .. all.SelectMany(backups => backups)
                .GroupBy(entry => entry.backup.BackupName, StringComparer.Ordinal)
                .Select(set => new BackupSet(
                    set.Key,
                    set.GroupBy(entry => entry.Name).ToDictionary(same => same.Key, same => same.Last().backup)
                ))
                .OrderByDescending(set => set.CreatedAt),
        ];
    }

    private static async Task<int> Create(ParseResult arguments, CancellationToken stop)
    {
        var at = await Connection.Open(arguments, stop);
        using var client = at.TablesClient();
        var name = arguments.GetValue(Name) ?? DateTime.UtcNow.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        if (!Nameable.IsMatch(name))
            throw new InvalidOperationException("A name has 3 to 100 letters, digits, dots, dashes or underscores.");
        if ((await Sets(client, at, stop)).Any(set => set.Name == name))
            throw new InvalidOperationException($"There is a backup called {name}.");
        var arns = await Task.WhenAll(
            Tables.All.Select(async table =>
                (await client.CreateBackupAsync(new CreateBackupRequest { TableName = at.Live(table), BackupName = name }, stop))
                    .BackupDetails
                    .BackupArn
            )
        );
        foreach (var arn in arns)
        {
            await Waiting.Until(
                arn,
                arguments.GetValue(Waiting.Minutes),
                async () =>
                    await Status(client, arn, stop) switch
                    {
                        var status when status == BackupStatus.AVAILABLE => true,
                        var status when status == BackupStatus.CREATING => false,
                        var status => throw new InvalidOperationException($"{arn} is {status}."),
                    },
                stop
            );
            Console.WriteLine(arn);
        }

        if (arguments.GetValue(ManifestFile) is { } file)
            await WriteManifest(client, at, name, file, stop);
        Console.WriteLine($"{name} has {arns.Length} tables.");
        return ExitCode.Done;
    }

    private static async Task<BackupStatus> Status(IAmazonDynamoDB client, string arn, CancellationToken stop) =>
        (await client.DescribeBackupAsync(new DescribeBackupRequest { BackupArn = arn }, stop))
            .BackupDescription
            .BackupDetails
            .BackupStatus;

    private static async Task WriteManifest(IAmazonDynamoDB client, Deployment at, string name, FileInfo file, CancellationToken stop)
    {
        Dictionary<string, ManifestEntry> entries = [];
        foreach (var table in Tables.All)
        {
            var total = await new Items(client).Total(at.Live(table), stop);
            entries[table.Name] = new(total.Count, total.Checksum);
        }

        await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(new Manifest(at.Stage, name, entries), Manifest.Json), stop);
    }

    private static async Task<int> List(ParseResult arguments, CancellationToken stop)
    {
        var at = await Connection.Open(arguments, stop);
        using var client = at.TablesClient();
        foreach (var set in await Sets(client, at, stop))
        {
            var bytes = set.Of.Values.Sum(backup => backup.BackupSizeBytes ?? 0);
            var rest = set.IsComplete ? "" : ", incomplete";
            Console.WriteLine($"{set.Name, -24} {set.CreatedAt:u}  {set.Of.Count} of {Tables.All.Count} tables, {bytes:N0} bytes{rest}");
        }

        return ExitCode.Done;
    }

    /// <summary>Counts complete sets only, so that failed attempts do not push out good backups.</summary>
    private static async Task<int> Prune(ParseResult arguments, CancellationToken stop)
    {
        var keep = arguments.GetValue(Keep);
        if (keep < 1)
            throw new InvalidOperationException("At least one backup must be kept.");
        var at = await Connection.Open(arguments, stop);
        using var client = at.TablesClient();
        var sets = await Sets(client, at, stop);
        var oldest = sets.Where(set => set.IsComplete).Skip(keep - 1).FirstOrDefault();
        foreach (var set in sets.Where(set => set.CreatedAt < oldest?.CreatedAt))
        {
            Console.WriteLine($"{set.Name} {set.CreatedAt:u}");
            if (arguments.GetValue(DryRun))
                continue;
            foreach (var backup in set.Of.Values)
                await client.DeleteBackupAsync(new DeleteBackupRequest { BackupArn = backup.BackupArn }, stop);
        }

        return ExitCode.Done;
    }

    private static async Task<IReadOnlyList<BackupSummary>> OfTable(IAmazonDynamoDB client, string table, CancellationToken stop)
    {
        List<BackupSummary> all = [];
        string? last = null;
        for (var pages = 0; pages < MostPages; pages++)
        {
            var request = new ListBackupsRequest
            {
                TableName = table,
                BackupType = BackupTypeFilter.USER,
                ExclusiveStartBackupArn = last,
            };
            var page = await client.ListBackupsAsync(request, stop);
            all.AddRange(page.BackupSummaries ?? []);
            last = page.LastEvaluatedBackupArn;
            if (last is null)
                break;
        }

        return all;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{3,100}\z")]
    private static partial Regex Nameable { get; }
}
