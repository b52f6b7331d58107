using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Infra;

namespace EventTicketing.Tests.Infra;

public sealed class StorageTests(Cloud cloud)
{
    public static TheoryData<string> Names => [.. Tables.All.Select(table => table.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_table_is_as_it_is_on_a_laptop(string name)
    {
        var definition = Tables.All.Single(table => table.Name == name);
        var table = cloud.Prod.Of("AWS::DynamoDB::GlobalTable").Single(table => (string?)table["TableName"] == definition.NameIn("prod"));
        Assert.Equal(KeyOf(definition.Key), Keys(table["KeySchema"]!));
        Assert.Equal("PAY_PER_REQUEST", (string?)table["BillingMode"]);
        Assert.Equal(definition.TimeToLive, (string?)table["TimeToLiveSpecification", "AttributeName"]);
        Assert.Equal("NEW_AND_OLD_IMAGES", (string?)table["StreamSpecification", "StreamViewType"]);
        var indexes = table["GlobalSecondaryIndexes"]?.AsArray() ?? [];
        Assert.Equal(definition.Indexes.Count, indexes.Count);
        foreach (var index in definition.Indexes)
        {
            var found = indexes.Single(found => (string?)found!["IndexName"] == index.Name)!;
            Assert.Equal(KeyOf(index.Key), Keys(found["KeySchema"]!));
            string[] extra =
            [
                .. index.Projected.Where(attribute => attribute != definition.Key.Partition && attribute != definition.Key.Sort),
            ];
            Assert.Equal(extra, (found["Projection"]!["NonKeyAttributes"]?.AsArray() ?? []).Select(attribute => (string)attribute!));
        }
    }

    [Fact]
    public void Every_table_can_be_restored_and_is_encrypted_and_production_s_cannot_be_deleted()
    {
        foreach (var templates in cloud.All)
        {
            var tables = templates.Of("AWS::DynamoDB::GlobalTable").ToList();
            Assert.Equal(Tables.All.Count, tables.Count);
            Assert.All(
                tables,
                table =>
                {
                    // DynamoDB always encrypts: false selects its own key, which is free.
                    Assert.True(Intrinsics.Is(table["SSESpecification", "SSEEnabled"], false));
                    Assert.Equal(templates.Stage.ReplicaRegion is null ? 1 : 2, table["Replicas"]!.AsArray().Count);
                    Assert.All(
                        table["Replicas"]!.AsArray(),
                        replica =>
                        {
                            Assert.True(Intrinsics.Is(replica!["PointInTimeRecoverySpecification"]!["PointInTimeRecoveryEnabled"], true));
                            Assert.Equal(templates.Stage.KeepData, Intrinsics.Is(replica["DeletionProtectionEnabled"], true));
                        }
                    );
                    Assert.Equal(templates.Stage.KeepData ? "RetainExceptOnCreate" : "Delete", (string?)table.Json["DeletionPolicy"]);
                }
            );
        }
    }

    [Fact]
    public void Every_bucket_is_private_encrypted_and_spoken_to_over_TLS_only()
    {
        foreach (var templates in cloud.All)
        {
            var buckets = templates.Of("AWS::S3::Bucket").ToList();
            Assert.Equal(
                StageConfig.Buckets.Select(what => $"{templates.Stage.NameOf(what)}-{{AWS::AccountId}}").Order(StringComparer.Ordinal),
                buckets.Select(bucket => Intrinsics.Text(bucket["BucketName"])).Order(StringComparer.Ordinal)
            );
            Assert.All(
                buckets,
                bucket =>
                {
                    foreach (var way in (string[])["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"])
                        Assert.True(Intrinsics.Is(bucket["PublicAccessBlockConfiguration", way], true), $"{bucket} {way}");
                    Assert.NotNull(bucket["BucketEncryption", "ServerSideEncryptionConfiguration", "0"]);
                    var policy = templates
                        .Of("AWS::S3::BucketPolicy")
                        .Single(policy => policy.Stack == bucket.Stack && (string?)policy["Bucket", "Ref"] == bucket.Id);
                    Assert.Contains(
                        policy["PolicyDocument", "Statement"]!.AsArray(),
                        statement =>
                            (string?)statement!["Effect"] == "Deny"
                            && (string?)statement["Condition"]?["Bool"]?["aws:SecureTransport"] == "false"
                    );
                    Assert.DoesNotContain(
                        policy["PolicyDocument", "Statement"]!.AsArray(),
                        statement =>
                            (string?)statement!["Effect"] == "Allow"
                            && $"{statement["Principal"]}".Contains("\"*\"", StringComparison.Ordinal)
                            && statement["Condition"] is null
                    );
                }
            );
        }
    }

    [Theory]
    [InlineData("tickets", "", 365)]
    [InlineData("uploads", "kyc/", 400)]
    [InlineData("uploads", "incoming/", 1)]
    [InlineData("exports", "", 7)]
    public void Files_go_when_their_time_is_over(string bucket, string prefix, int days)
    {
        var rules = Bucket(bucket)["LifecycleConfiguration", "Rules"]!.AsArray();
        Assert.Contains(
            rules,
            rule =>
                ((string?)rule!["Prefix"] ?? "") == prefix && (int?)rule["ExpirationInDays"] == days && (string?)rule["Status"] == "Enabled"
        );
    }

    [Fact]
    public void A_bucket_has_the_rules_of_its_definition_and_no_others() =>
        Assert.All(
            Buckets.All,
            bucket =>
                Assert.Equal(
                    bucket
                        .Rules.Select(rule => (rule.Prefix, rule.Days, rule.ArchiveAfterDays, (int?)rule.OldVersionDays))
                        .Append(("", null, null, null)),
                    Bucket(bucket.Name)["LifecycleConfiguration", "Rules"]!
                        .AsArray()
                        .Select(rule =>
                            (
                                (string?)rule!["Prefix"] ?? "",
                                (int?)rule["ExpirationInDays"],
                                (int?)rule["Transitions"]?[0]?["TransitionInDays"],
                                (int?)rule["NoncurrentVersionExpiration"]?["NoncurrentDays"]
                            )
                        )
                )
        );

    /// <summary>A worker erases them after a year; a rule at the same age could be faster than the worker's record of it.</summary>
    [Fact]
    public void Identity_papers_outlive_their_year_only_where_the_worker_has_failed() =>
        Assert.InRange(Buckets.Uploads.Rules.Single(rule => rule.Prefix == "kyc/").Days!.Value, KycRequest.PapersLife.TotalDays + 1, 400);

    [Fact]
    public void The_site_reads_nothing_of_the_uploads_but_images()
    {
        var readable = cloud.Prod.Of("AWS::S3::BucketPolicy").Single(policy => (string?)policy["Bucket", "Ref"] == Bucket("uploads").Id)[
            "PolicyDocument",
            "Statement"
        ]!
            .AsArray()
            .Where(statement => (string?)statement!["Effect"] == "Allow" && $"{statement["Action"]}" != "s3:ListBucket");
        Assert.EndsWith("/images/*", Intrinsics.Text(Assert.Single(readable)!["Resource"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Images_of_events_go_to_an_archive_after_half_a_year() =>
        Assert.Contains(
            Bucket("uploads")["LifecycleConfiguration", "Rules"]!.AsArray(),
            rule =>
                (string?)rule!["Prefix"] == "images/"
                && (int?)rule["Transitions"]?[0]?["TransitionInDays"] == 180
                && (string?)rule["Transitions"]?[0]?["StorageClass"] == "GLACIER_IR"
        );

    [Fact]
    public void Versions_of_files_are_kept() =>
        Assert.All(
            (string[])["tickets", "uploads", "exports", "frontend"],
            bucket => Assert.Equal("Enabled", (string?)Bucket(bucket)["VersioningConfiguration", "Status"])
        );

    private Resource Bucket(string what) =>
        cloud
            .Prod.Of("AWS::S3::Bucket")
            .Single(bucket => Intrinsics.Text(bucket["BucketName"]) == $"event-ticketing-{what}-prod-{{AWS::AccountId}}");

    private static string KeyOf(KeySchema key) => key.Sort is null ? key.Partition : $"{key.Partition}, {key.Sort}";

    private static string Keys(System.Text.Json.Nodes.JsonNode schema) =>
        string.Join(", ", schema.AsArray().Select(key => (string)key!["AttributeName"]!));
}
