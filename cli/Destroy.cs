using System.CommandLine;
using Amazon;
using Amazon.Runtime.Credentials;
using Amazon.S3;
using Amazon.S3.Model;
using EventTicketing.Infra;

namespace EventTicketing.Cli;

/// <summary>Deletes a stage with all its data. Refuses production and stages with <c>keepData</c>.</summary>
internal static class Destroy
{
    private const int MostPages = 100_000,
        MostTries = 3;
    private static readonly Option<string?> Confirm = new("--confirm") { Description = "The name of the stage again, to confirm." };

    public static Command Command { get; } = Described();

    /// <summary>
    /// Whether the bucket belongs to this stage. Matches <c>event-ticketing-{what}-{stage}-{account}</c> exactly: a name that merely
    /// contains the stage's name may belong to another stage.
    /// </summary>
    public static bool IsOf(StageConfig stage, string bucket)
    {
        var account = bucket[(bucket.LastIndexOf('-') + 1)..];
        return account.Length == 12
            && account.All(char.IsAsciiDigit)
            && StageConfig.Buckets.Any(what => bucket == $"{stage.NameOf(what)}-{account}");
    }

    /// <summary>Deletes every version of every object, because only an empty bucket can be deleted.</summary>
    public static async Task Empty(IAmazonS3 files, string bucket, CancellationToken stop)
    {
        for (var page = 0; page < MostPages; page++)
        {
            var there = await files.ListVersionsAsync(new ListVersionsRequest { BucketName = bucket }, stop);
            if (there.Versions is not { Count: > 0 } versions)
                return;
            await files.DeleteObjectsAsync(
                new DeleteObjectsRequest
                {
                    BucketName = bucket,
                    Objects = [.. versions.Select(version => new KeyVersion { Key = version.Key, VersionId = version.VersionId })],
                },
                stop
            );
        }
    }

    private static async Task<int> Run(StageConfig stage, string? confirm, CancellationToken stop)
    {
        if (stage.IsProduction || stage.KeepData)
            throw new InvalidOperationException($"{stage.Name} keeps its data: it is not destroyed by a command. See docs/deployment.md.");
        if (confirm != stage.Name)
            throw new InvalidOperationException(
                $"This deletes the stage {stage.Name} with everybody's data. To confirm, add --confirm {stage.Name}"
            );
        // `cdk destroy` synthesizes the app first, and that needs the published functions.
        await Publish.Run(stage.Architecture == "arm64", stop);
        for (var attempt = 1; ; attempt++)
        {
            await EmptyAll(stage, stop);
            try
            {
                await Shell.Run(stop, "npx", ["cdk", "destroy", "--all", .. Deploy.About(stage, siteUrl: null), "--force", "--no-notices"]);
                return ExitCode.Done;
            }
            catch (InvalidOperationException) when (attempt < MostTries)
            {
                Console.WriteLine(
                    "Some resources remain: logs of the last requests still arrive, and a bucket can be deleted only when it is empty. "
                        + "Trying again."
                );
            }
        }
    }

    private static async Task EmptyAll(StageConfig stage, CancellationToken stop)
    {
        foreach (var region in new[] { stage.Region, StageRegions.Cdn }.Distinct())
        {
            using var files = new AmazonS3Client(
                DefaultAWSCredentialsIdentityResolver.GetCredentials(),
                RegionEndpoint.GetBySystemName(region)
            );
            var there = await files.ListBucketsAsync(new ListBucketsRequest { Prefix = "event-ticketing-", BucketRegion = region }, stop);
            foreach (var bucket in (there.Buckets ?? []).Where(bucket => IsOf(stage, bucket.BucketName)))
            {
                Console.WriteLine($"Emptying {bucket.BucketName}");
                await Empty(files, bucket.BucketName, stop);
            }
        }
    }

    private static Command Described()
    {
        Command command = new("destroy", "Deletes a stage from the cloud, with its data. Refuses production.") { Confirm };
        command.SetAction(
            (arguments, stop) =>
                Run(
                    StageConfig.Read(SourceTree.At("infra", "stages.json"), arguments.GetValue(Connection.Stage), siteUrl: null),
                    arguments.GetValue(Confirm),
                    stop
                )
        );
        return command;
    }
}
