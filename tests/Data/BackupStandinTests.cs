using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using EventTicketing.Local.Standins;
using Microsoft.AspNetCore.Builder;

namespace EventTicketing.Tests.Data;

/// <summary>What the stand-in adds to the engine, seen through the official client.</summary>
public sealed class BackupStandinTests
{
    private static readonly string Members = Tables.Members.NameIn(LocalAccount.Stage);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refusals_are_those_of_DynamoDB()
    {
        await using var running = await Running.Start(null);
        var client = running.Client;
        await Assert.ThrowsAsync<TableNotFoundException>(() =>
            client.CreateBackupAsync(new CreateBackupRequest { TableName = "absent", BackupName = "one" }, Stop)
        );
        const string absent = "arn:aws:dynamodb:us-east-1:000000000000:table/absent/backup/0";
        await Assert.ThrowsAsync<BackupNotFoundException>(() =>
            client.DescribeBackupAsync(new DescribeBackupRequest { BackupArn = absent }, Stop)
        );
        await Assert.ThrowsAsync<PointInTimeRecoveryUnavailableException>(() => ToPointInTime(client, DateTime.UtcNow));
        Assert.Equal(PointInTimeRecoveryStatus.DISABLED, await Recovery(client));
        await client.UpdateContinuousBackupsAsync(
            new UpdateContinuousBackupsRequest
            {
                TableName = Members,
                PointInTimeRecoverySpecification = new() { PointInTimeRecoveryEnabled = true },
            },
            Stop
        );
        Assert.Equal(PointInTimeRecoveryStatus.ENABLED, await Recovery(client));
        await Assert.ThrowsAsync<InvalidRestoreTimeException>(() => ToPointInTime(client, DateTime.UtcNow.AddHours(1)));
        await Assert.ThrowsAsync<InvalidRestoreTimeException>(() => ToPointInTime(client, DateTime.UtcNow.AddHours(-1)));
        var arn = (await client.CreateBackupAsync(new CreateBackupRequest { TableName = Members, BackupName = "one" }, Stop))
            .BackupDetails
            .BackupArn;
        await Assert.ThrowsAsync<TableAlreadyExistsException>(() =>
            client.RestoreTableFromBackupAsync(new RestoreTableFromBackupRequest { BackupArn = arn, TargetTableName = Members }, Stop)
        );
    }

    [Fact]
    public async Task A_restored_table_has_items_and_indexes_but_no_stream_and_says_where_it_comes_from()
    {
        await using var running = await Running.Start(null);
        var (client, registrations) = (running.Client, Tables.Registrations.NameIn(LocalAccount.Stage));
        // More items than one batch write accepts.
        for (var i = 0; i < 60; i++)
            await client.PutItemAsync(
                registrations,
                new()
                {
                    ["registrationId"] = new($"reg_{i:00}"),
                    ["userId"] = new("usr"),
                    ["createdAt"] = new($"{i:00}"),
                },
                Stop
            );
        var arn = (await client.CreateBackupAsync(new CreateBackupRequest { TableName = registrations, BackupName = "one" }, Stop))
            .BackupDetails
            .BackupArn;
        await client.DeleteItemAsync(registrations, new() { ["registrationId"] = new("reg_00") }, Stop);
        var started = await client.RestoreTableFromBackupAsync(
            new RestoreTableFromBackupRequest { BackupArn = arn, TargetTableName = "again" },
            Stop
        );
        Assert.Equal(TableStatus.CREATING, started.TableDescription.TableStatus);
        Assert.True(started.TableDescription.RestoreSummary.RestoreInProgress);
        var table = await Shop.Eventually(
            async () => (await client.DescribeTableAsync("again", Stop)).Table,
            table => table.TableStatus == TableStatus.ACTIVE
        );
        Assert.Equal((arn, false), (table.RestoreSummary.SourceBackupArn, table.RestoreSummary.RestoreInProgress));
        Assert.Null(table.StreamSpecification);
        var found = await client.QueryAsync(
            new QueryRequest
            {
                TableName = "again",
                IndexName = "UserIndex",
                KeyConditionExpression = "userId = :u",
                ExpressionAttributeValues = new() { [":u"] = new("usr") },
            },
            Stop
        );
        Assert.Equal(60, found.Count);
        Assert.Null((await client.DescribeTableAsync(registrations, Stop)).Table.RestoreSummary);
    }

    [Fact]
    public async Task Backups_are_listed_in_pages_and_are_there_after_a_restart()
    {
        var directory = Directory.CreateTempSubdirectory("event-ticketing-backups-").FullName;
        try
        {
            await using (var running = await Running.Start(directory))
            {
                foreach (var name in new[] { "one", "two", "three" })
                {
                    await running.Client.CreateBackupAsync(new CreateBackupRequest { TableName = Members, BackupName = name }, Stop);
                    // Backup ARNs sort by creation time in milliseconds.
                    await Task.Delay(2, Stop);
                }
            }

            await using var again = await Running.Start(directory);
            var first = await again.Client.ListBackupsAsync(new ListBackupsRequest { TableName = Members, Limit = 2 }, Stop);
            Assert.Equal(["one", "two"], first.BackupSummaries.Select(backup => backup.BackupName));
            var second = await again.Client.ListBackupsAsync(
                new ListBackupsRequest
                {
                    TableName = Members,
                    Limit = 2,
                    ExclusiveStartBackupArn = first.LastEvaluatedBackupArn,
                },
                Stop
            );
            Assert.Equal(["three"], second.BackupSummaries.Select(backup => backup.BackupName));
            Assert.Null(second.LastEvaluatedBackupArn);
            await again.Client.DeleteBackupAsync(new DeleteBackupRequest { BackupArn = first.BackupSummaries[0].BackupArn }, Stop);
            Assert.Equal(2, (await again.Client.ListBackupsAsync(new ListBackupsRequest(), Stop)).BackupSummaries.Count);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static Task ToPointInTime(IAmazonDynamoDB client, DateTime at) =>
        client.RestoreTableToPointInTimeAsync(
            new RestoreTableToPointInTimeRequest
            {
                SourceTableName = Members,
                TargetTableName = "then",
                RestoreDateTime = at,
            },
            Stop
        );

    private static async Task<PointInTimeRecoveryStatus> Recovery(IAmazonDynamoDB client) =>
        (await client.DescribeContinuousBackupsAsync(new DescribeContinuousBackupsRequest { TableName = Members }, Stop))
            .ContinuousBackupsDescription
            .PointInTimeRecoveryDescription
            .PointInTimeRecoveryStatus;

    /// <summary>An in-memory engine with all tables, and the stand-in in front of it.</summary>
    private sealed class Running(Engine engine, BackupStandin standin, WebApplication server, AmazonDynamoDBClient client)
        : IAsyncDisposable
    {
        public AmazonDynamoDBClient Client => client;

        public static async Task<Running> Start(string? directory)
        {
            var engine = await Engine.Start(directory: null, port: 0);
            var standin = new BackupStandin(engine.Address, directory);
            var server = await Loopback.Start(0, standin.Map);
            var client = new AmazonDynamoDBClient(
                new BasicAWSCredentials("id", "secret"),
                new AmazonDynamoDBConfig
                {
                    ServiceURL = Loopback.AddressOf(server),
                    AuthenticationRegion = LocalAccount.Region,
                    MaxErrorRetry = 0,
                }
            );
            await LocalCloud.CreateTables(client);
            return new(engine, standin, server, client);
        }

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await server.DisposeAsync();
            await standin.DisposeAsync();
            engine.Dispose();
        }
    }
}
