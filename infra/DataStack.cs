using Amazon.CDK;
using Amazon.CDK.AWS.DynamoDB;
using Constructs;
using EventTicketing.Data;

namespace EventTicketing.Infra;

/// <summary>The tables, as <see cref="Tables"/> defines them: on demand, encrypted, restorable to any second of the last 35 days.</summary>
public sealed class DataStack : StageStack
{
    private readonly Dictionary<TableDefinition, TableV2> _tables = [];

    public DataStack(Construct scope, StageConfig stage)
        : base(scope, stage, "data", "tables", irreplaceable: true)
    {
        foreach (var table in Tables.All)
            _tables[table] = Create(table);
    }

    /// <summary>The ARN of the stream of a table.</summary>
    public string StreamOf(TableDefinition table) => _tables[table].TableStreamArn!;

    private TableV2 Create(TableDefinition table) =>
        new(
            this,
            table.Name,
            new TablePropsV2
            {
                TableName = table.NameIn(Config.Name),
                PartitionKey = Key(table.Key.Partition),
                SortKey = SortKey(table.Key),
                GlobalSecondaryIndexes = [.. table.Indexes.Select(index => IndexOf(index, table))],
                Billing = Billing.OnDemand(),
                // DynamoDB's own key is free. The AWS managed key of the account is billed for every decryption.
                Encryption = TableEncryptionV2.DynamoOwnedKey(),
                PointInTimeRecovery = true,
                TimeToLiveAttribute = table.TimeToLive,
                // A table with replicas has a stream in any case.
                DynamoStream = table.Stream || Config.ReplicaRegion is not null ? StreamViewType.NEW_AND_OLD_IMAGES : null,
                DeletionProtection = Config.KeepData,
                RemovalPolicy = Removal,
                Tags = Marks,
                Replicas = Config.ReplicaRegion is { } region
                    ?
                    [
                        new ReplicaTableProps
                        {
                            Region = region,
                            PointInTimeRecovery = true,
                            DeletionProtection = Config.KeepData,
                            Tags = Marks,
                        },
                    ]
                    : null,
            }
        );

    /// <summary>
    /// The tags of the stack do not apply to replicas, so each table has its own. Budget and anomaly detection filter by them.
    /// </summary>
    private CfnTag[] Marks =>
        [new CfnTag { Key = "project", Value = "event-ticketing" }, new CfnTag { Key = "stage", Value = Config.Name }];

    private static GlobalSecondaryIndexPropsV2 IndexOf(IndexDefinition index, TableDefinition table)
    {
        string[] projected = [.. index.CopiedBeside(table.Key)];
        return new()
        {
            IndexName = index.Name,
            PartitionKey = Key(index.Key.Partition),
            SortKey = SortKey(index.Key),
            ProjectionType =
                index.Projected.Count == 0 ? ProjectionType.ALL
                : projected.Length == 0 ? ProjectionType.KEYS_ONLY
                : ProjectionType.INCLUDE,
            NonKeyAttributes = projected.Length == 0 ? null : projected,
        };
    }

    private static Amazon.CDK.AWS.DynamoDB.Attribute? SortKey(KeySchema key) =>
        key.Sort is { } name ? Key(name, key.SortType == KeyType.Number ? AttributeType.NUMBER : AttributeType.STRING) : null;

    private static Amazon.CDK.AWS.DynamoDB.Attribute Key(string name, AttributeType type = AttributeType.STRING) =>
        new() { Name = name, Type = type };
}
