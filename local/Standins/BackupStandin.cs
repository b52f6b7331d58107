using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace EventTicketing.Local.Standins;

/// <summary>
/// Adds the DynamoDB operations that the table engine lacks: on-demand backups, point-in-time recovery, and restoring from both into new
/// tables. Forwards all other requests to the engine unchanged, so clients can use this address instead of the engine's.
/// </summary>
/// <remarks>
/// A backup is a copy of all items. Point-in-time recovery rewinds the table with the old images of its stream, so enabling it enables the
/// stream. As in AWS, a restored table has neither stream nor time to live.
/// </remarks>
/// <param name="directory">Folder for backups; null keeps them in memory.</param>
public sealed class BackupStandin(Uri engine, string? directory, TimeProvider? clock = null) : IAsyncDisposable
{
    /// <summary>Limit of a request in bytes: a batch of writes plus framing.</summary>
    public const long LargestRequest = 17 * 1024 * 1024;

    private const int WritesAtOnce = 25;
    private const int RecordsAtOnce = 1000;
    private const int MostRecordPages = 100_000;
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly EngineClient _engine = new(engine);
    private readonly HttpClient _forward = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { BaseAddress = engine };
    private readonly Journal<Backup> _backups = new(FileIn(directory, "backups"));
    private readonly Journal<JsonObject> _restored = new(FileIn(directory, "restored-tables"));
    private readonly Journal<Continuous> _continuous = new(FileIn(directory, "continuous-backups"));
    private readonly ConcurrentDictionary<string, JsonObject> _restoring = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> _copies = [];
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Handles every request of the application.</summary>
    public void Map(WebApplication app) => app.Run(Answer);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_copies);
        _engine.Dispose();
        _forward.Dispose();
        _backups.Dispose();
        _restored.Dispose();
        _continuous.Dispose();
        _stop.Dispose();
    }

    private async Task Answer(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var action = context.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1];
        Func<JsonNode, Task<JsonObject>>? own = action switch
        {
            "CreateBackup" => CreateBackup,
            "DescribeBackup" => request => Task.FromResult(new JsonObject { ["BackupDescription"] = Description(Named(request)) }),
            "ListBackups" => request => Task.FromResult(ListBackups(request)),
            "DeleteBackup" => request => Task.FromResult(DeleteBackup(request)),
            "UpdateContinuousBackups" => UpdateContinuousBackups,
            "DescribeContinuousBackups" => DescribeContinuousBackups,
            "RestoreTableFromBackup" => RestoreFromBackup,
            "RestoreTableToPointInTime" => RestoreToPointInTime,
            "DescribeTable" when WasRestored(body) => DescribeRestored,
            _ => null,
        };
        try
        {
            if (own is null)
                await Forward(context, body);
            else
                await Write(context, 200, await own(JsonNode.Parse(body.ToArray())!));
        }
        catch (Refusal refusal)
        {
            await Write(
                context,
                400,
                new() { ["__type"] = $"com.amazonaws.dynamodb.v20120810#{refusal.Code}", ["message"] = refusal.Message }
            );
        }
    }

    private async Task Forward(HttpContext context, MemoryStream body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), "/");
        if (body.Length > 0)
            request.Content = new ByteArrayContent(body.ToArray());
        foreach (var (name, value) in context.Request.Headers)
        {
            if (name is "Host" or "Content-Length" or "Transfer-Encoding" or "Connection" or "Accept-Encoding")
                continue;
            if (!request.Headers.TryAddWithoutValidation(name, [.. value]))
                request.Content?.Headers.TryAddWithoutValidation(name, [.. value]);
        }

        using var response = await _forward.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, value) in response.Headers.Concat(response.Content.Headers))
        {
            if (name is not ("Transfer-Encoding" or "Connection" or "Content-Length"))
                context.Response.Headers[name] = value.ToArray();
        }

        await context.Response.Body.WriteAsync(await response.Content.ReadAsByteArrayAsync(context.RequestAborted), context.RequestAborted);
    }

    private static async Task Write(HttpContext context, int status, JsonObject answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/x-amz-json-1.0";
        await context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }

    private async Task<JsonObject> CreateBackup(JsonNode request)
    {
        var (name, source) = (Text(request, "BackupName"), await Table(Text(request, "TableName"), "TableNotFoundException"));
        var backup = new Backup(
            $"{source["TableArn"]}/backup/{_clock.GetUtcNow().ToUnixTimeMilliseconds():00000000000000}-{Guid.NewGuid().ToString("N")[..8]}",
            name,
            _clock.GetUtcNow(),
            source,
            new(await Items(source))
        );
        _backups.Put(backup.Arn, backup);
        // As in AWS, the response precedes the backup.
        return new() { ["BackupDetails"] = Details(backup, "CREATING") };
    }

    private JsonObject ListBackups(JsonNode request)
    {
        var (table, after) = ((string?)request["TableName"], (string?)request["ExclusiveStartBackupArn"]);
        var limit = (int?)request["Limit"] ?? 100;
        var found = _backups
            .All.Where(backup => table is null || (string)backup.Table["TableName"]! == table)
            .OrderBy(backup => backup.Arn, StringComparer.Ordinal)
            .SkipWhile(backup => after is not null && string.CompareOrdinal(backup.Arn, after) <= 0)
            .ToList();
        var page = found.Take(limit).ToList();
        var answer = new JsonObject
        {
            ["BackupSummaries"] = new JsonArray([
                .. page.Select(backup =>
                    Details(
                        backup,
                        "AVAILABLE",
                        ("TableName", backup.Table["TableName"]),
                        ("TableId", backup.Table["TableId"]),
                        ("TableArn", backup.Table["TableArn"])
                    )
                ),
            ]),
        };
        if (page.Count < found.Count)
            answer["LastEvaluatedBackupArn"] = page[^1].Arn;
        return answer;
    }

    private JsonObject DeleteBackup(JsonNode request)
    {
        var backup = Named(request);
        _backups.Remove(backup.Arn);
        return new() { ["BackupDescription"] = Description(backup, "DELETED") };
    }

    private async Task<JsonObject> UpdateContinuousBackups(JsonNode request)
    {
        var name = Text(request, "TableName");
        var table = await Table(name, "TableNotFoundException");
        if ((bool?)request["PointInTimeRecoverySpecification"]?["PointInTimeRecoveryEnabled"] != true)
            _continuous.Remove(name);
        else if (_continuous.Find(name) is null)
        {
            if ((bool?)table["StreamSpecification"]?["StreamEnabled"] != true)
            {
                await _engine.Tables(
                    "UpdateTable",
                    new()
                    {
                        ["TableName"] = name,
                        ["StreamSpecification"] = new JsonObject { ["StreamEnabled"] = true, ["StreamViewType"] = "NEW_AND_OLD_IMAGES" },
                    },
                    _stop.Token
                );
            }

            _continuous.Put(name, new(_clock.GetUtcNow()));
        }

        return await DescribeContinuousBackups(request);
    }

    private async Task<JsonObject> DescribeContinuousBackups(JsonNode request)
    {
        var name = Text(request, "TableName");
        await Table(name, "TableNotFoundException");
        var recovery = new JsonObject { ["PointInTimeRecoveryStatus"] = "DISABLED" };
        if (_continuous.Find(name) is { } continuous)
        {
            recovery = new()
            {
                ["PointInTimeRecoveryStatus"] = "ENABLED",
                ["RecoveryPeriodInDays"] = 35,
                ["EarliestRestorableDateTime"] = Seconds(continuous.Since),
                ["LatestRestorableDateTime"] = Seconds(_clock.GetUtcNow()),
            };
        }

        return new()
        {
            ["ContinuousBackupsDescription"] = new JsonObject
            {
                ["ContinuousBackupsStatus"] = "ENABLED",
                ["PointInTimeRecoveryDescription"] = recovery,
            },
        };
    }

    private Task<JsonObject> RestoreFromBackup(JsonNode request)
    {
        var backup = Named(request);
        return Restore(
            Text(request, "TargetTableName"),
            backup.Table,
            new()
            {
                ["SourceBackupArn"] = backup.Arn,
                ["SourceTableArn"] = backup.Table["TableArn"]!.DeepClone(),
                ["RestoreDateTime"] = Seconds(backup.CreatedAt),
            },
            () => Task.FromResult(backup.Items.Select(item => item!.DeepClone()))
        );
    }

    private async Task<JsonObject> RestoreToPointInTime(JsonNode request)
    {
        var name = Text(request, "SourceTableName");
        var source = await Table(name, "TableNotFoundException");
        var continuous =
            _continuous.Find(name)
            ?? throw new Refusal("PointInTimeRecoveryUnavailableException", $"Point in time recovery is not enabled for table '{name}'");
        var now = _clock.GetUtcNow();
        var at =
            (bool?)request["UseLatestRestorableTime"] == true ? now : Epoch.AddSeconds(Math.Floor((double)request["RestoreDateTime"]!));
        if (at > now || at < Epoch.AddSeconds(continuous.Since.ToUnixTimeSeconds()))
            throw new Refusal(
                "InvalidRestoreTimeException",
                "RestoreDateTime must be between EarliestRestorableDateTime and LatestRestorableDateTime."
            );
        return await Restore(
            Text(request, "TargetTableName"),
            source,
            new() { ["SourceTableArn"] = source["TableArn"]!.DeepClone(), ["RestoreDateTime"] = Seconds(at) },
            () => ItemsAt(source, at)
        );
    }

    /// <summary>Creates the table and returns; a background task copies the items.</summary>
    private async Task<JsonObject> Restore(string target, JsonObject like, JsonObject summary, Func<Task<IEnumerable<JsonNode>>> items)
    {
        if (await Exists(target))
            throw new Refusal("TableAlreadyExistsException", $"Table already exists: {target}");
        var created = await _engine.Tables("CreateTable", Creation(target, like), _stop.Token);
        _restoring[target] = summary;
        _copies.Add(
            Task.Run(async () =>
            {
                try
                {
                    await Fill(target, await items());
                    _restored.Put(target, summary);
                    _restoring.TryRemove(target, out _);
                }
                catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
                {
                    await Console.Error.WriteLineAsync($"{target} was not restored to its end: {error.Message}");
                }
            })
        );
        return new() { ["TableDescription"] = Described(target, created["TableDescription"]!.AsObject()) };
    }

    private bool WasRestored(MemoryStream body) =>
        JsonNode.Parse(body.ToArray())?["TableName"] is { } name
        && (_restored.Find((string)name!) is not null || _restoring.ContainsKey((string)name!));

    private async Task<JsonObject> DescribeRestored(JsonNode request)
    {
        var name = Text(request, "TableName");
        // Read the table before its restore status, so that a restore that finishes in between is reported as finished.
        var table = await Table(name, "ResourceNotFoundException");
        return new() { ["Table"] = Described(name, table) };
    }

    private JsonObject Described(string name, JsonObject table)
    {
        var isRestoring = _restoring.TryGetValue(name, out var restoring);
        if ((isRestoring ? restoring : _restored.Find(name))?.DeepClone() is not JsonObject summary)
            return table.DeepClone().AsObject();
        summary["RestoreInProgress"] = isRestoring;
        var described = table.DeepClone().AsObject();
        described["RestoreSummary"] = summary;
        if (isRestoring)
            described["TableStatus"] = "CREATING";
        return described;
    }

    private static JsonObject Creation(string target, JsonObject like)
    {
        var creation = new JsonObject
        {
            ["TableName"] = target,
            ["BillingMode"] = "PAY_PER_REQUEST",
            ["KeySchema"] = like["KeySchema"]!.DeepClone(),
            ["AttributeDefinitions"] = like["AttributeDefinitions"]!.DeepClone(),
        };
        if (like["GlobalSecondaryIndexes"] is JsonArray { Count: > 0 } indexes)
        {
            creation["GlobalSecondaryIndexes"] = new JsonArray([
                .. indexes.Select(index => new JsonObject
                {
                    ["IndexName"] = index!["IndexName"]!.DeepClone(),
                    ["KeySchema"] = index["KeySchema"]!.DeepClone(),
                    ["Projection"] = index["Projection"]!.DeepClone(),
                }),
            ]);
        }

        return creation;
    }

    private async Task Fill(string table, IEnumerable<JsonNode> items)
    {
        foreach (var chunk in items.Chunk(WritesAtOnce))
        {
            await _engine.Tables(
                "BatchWriteItem",
                new()
                {
                    ["RequestItems"] = new JsonObject
                    {
                        [table] = new JsonArray([
                            .. chunk.Select(item => new JsonObject { ["PutRequest"] = new JsonObject { ["Item"] = item } }),
                        ]),
                    },
                },
                _stop.Token
            );
        }
    }

    private async Task<JsonNode[]> Items(JsonObject table)
    {
        List<JsonNode> items = [];
        JsonNode? last = null;
        do
        {
            var request = new JsonObject { ["TableName"] = (string)table["TableName"]!, ["ConsistentRead"] = true };
            if (last is not null)
                request["ExclusiveStartKey"] = last.DeepClone();
            var page = await _engine.Tables("Scan", request, _stop.Token);
            items.AddRange(page["Items"]!.AsArray().Select(item => item!.DeepClone()));
            last = page["LastEvaluatedKey"];
        } while (last is not null);
        return [.. items];
    }

    /// <summary>
    /// The items as of an instant. For an item that changed later, the first later stream record has the old image. Reads the records after
    /// the items, so that concurrent writes have records too.
    /// </summary>
    private async Task<IEnumerable<JsonNode>> ItemsAt(JsonObject table, DateTimeOffset at)
    {
        string[] keys = [.. table["KeySchema"]!.AsArray().Select(key => (string)key!["AttributeName"]!)];
        string KeyOf(JsonNode item) => string.Join(' ', keys.Select(key => item[key]!.ToJsonString()));
        var now = (await Items(table)).ToDictionary(KeyOf, StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var record in await Records((string)table["TableName"]!))
        {
            if ((double)record["ApproximateCreationDateTime"]! <= at.ToUnixTimeSeconds() || !seen.Add(KeyOf(record["Keys"]!)))
                continue;
            if (record["OldImage"] is { } before)
                now[KeyOf(record["Keys"]!)] = before.DeepClone();
            else
                now.Remove(KeyOf(record["Keys"]!));
        }

        return now.Values;
    }

    private async Task<IReadOnlyList<JsonNode>> Records(string table)
    {
        List<JsonNode> all = [];
        foreach (var stream in (await _engine.Streams("ListStreams", new() { ["TableName"] = table }, _stop.Token))["Streams"]!.AsArray())
        {
            var arn = (string)stream!["StreamArn"]!;
            var described = await _engine.Streams("DescribeStream", new() { ["StreamArn"] = arn }, _stop.Token);
            foreach (var shard in described["StreamDescription"]!["Shards"]!.AsArray())
            {
                var iterator = (
                    await _engine.Streams(
                        "GetShardIterator",
                        new()
                        {
                            ["StreamArn"] = arn,
                            ["ShardId"] = shard!["ShardId"]!.DeepClone(),
                            ["ShardIteratorType"] = "TRIM_HORIZON",
                        },
                        _stop.Token
                    )
                )["ShardIterator"];
                for (var pages = 0; iterator is not null && pages < MostRecordPages; pages++)
                {
                    var page = await _engine.Streams(
                        "GetRecords",
                        new() { ["ShardIterator"] = iterator.DeepClone(), ["Limit"] = RecordsAtOnce },
                        _stop.Token
                    );
                    if (page["Records"]!.AsArray() is not { Count: > 0 } records)
                        break;
                    all.AddRange(records.Select(record => record!["dynamodb"]!));
                    iterator = page["NextShardIterator"];
                }
            }
        }

        return all;
    }

    private async Task<JsonObject> Table(string name, string otherwise)
    {
        try
        {
            return (await _engine.Tables("DescribeTable", new() { ["TableName"] = name }, _stop.Token))["Table"]!.DeepClone().AsObject();
        }
        catch (HttpRequestException error) when (error.StatusCode == System.Net.HttpStatusCode.BadRequest)
        {
            throw new Refusal(otherwise, $"Table not found: {name}");
        }
    }

    private async Task<bool> Exists(string table)
    {
        try
        {
            await Table(table, "");
            return true;
        }
        catch (Refusal)
        {
            return false;
        }
    }

    private Backup Named(JsonNode request) =>
        _backups.Find(Text(request, "BackupArn"))
        ?? throw new Refusal("BackupNotFoundException", $"Backup not found: {Text(request, "BackupArn")}");

    private static JsonObject Description(Backup backup, string status = "AVAILABLE") =>
        new()
        {
            ["BackupDetails"] = Details(backup, status),
            ["SourceTableDetails"] = new JsonObject
            {
                ["TableName"] = backup.Table["TableName"]!.DeepClone(),
                ["TableId"] = backup.Table["TableId"]!.DeepClone(),
                ["TableArn"] = backup.Table["TableArn"]!.DeepClone(),
                ["TableCreationDateTime"] = backup.Table["CreationDateTime"]!.DeepClone(),
                ["KeySchema"] = backup.Table["KeySchema"]!.DeepClone(),
                ["ItemCount"] = backup.Items.Count,
                ["BillingMode"] = "PAY_PER_REQUEST",
                ["ProvisionedThroughput"] = new JsonObject { ["ReadCapacityUnits"] = 0, ["WriteCapacityUnits"] = 0 },
            },
        };

    private static JsonObject Details(Backup backup, string status, params (string Name, JsonNode? Value)[] more)
    {
        var details = new JsonObject
        {
            ["BackupArn"] = backup.Arn,
            ["BackupName"] = backup.Name,
            ["BackupStatus"] = status,
            ["BackupType"] = "USER",
            ["BackupCreationDateTime"] = Seconds(backup.CreatedAt),
            ["BackupSizeBytes"] = backup.Items.ToJsonString().Length,
        };
        foreach (var (name, value) in more)
            details[name] = value!.DeepClone();
        return details;
    }

    private static string Text(JsonNode request, string name) =>
        (string?)request[name] is { Length: > 0 } text
            ? text
            : throw new Refusal("ValidationException", $"Value null at '{name}' failed to satisfy constraint: Member must not be null");

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    private static string? FileIn(string? directory, string name) => directory is null ? null : Path.Combine(directory, $"{name}.jsonl");

    /// <param name="Table">The table's description at the time of the backup.</param>
    private sealed record Backup(string Arn, string Name, DateTimeOffset CreatedAt, JsonObject Table, JsonArray Items);

    private sealed record Continuous(DateTimeOffset Since);

    private sealed class Refusal(string code, string message) : Exception(message)
    {
        public string Code => code;
    }
}
