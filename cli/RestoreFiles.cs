using System.CommandLine;
using Amazon.S3;
using Amazon.S3.Model;

namespace EventTicketing.Cli;

/// <summary>Restores objects in a versioned bucket to a point in time.</summary>
internal static class RestoreFiles
{
    private const int MostPages = 1_000_000;
    private static readonly Option<string> Prefix = new("--prefix")
    {
        Description = "Prefix of the files' keys; empty means all files.",
        Required = true,
    };
    private static readonly Option<string?> Bucket = new("--bucket")
    {
        Description = "Name of the bucket. Default on a local host: that of the tickets.",
    };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only lists what would be restored." };

    public static Command Command { get; } = Described();

    private static Command Described()
    {
        Command command = new(
            "restore-files",
            "Makes the versions of files that were current at a time current again, also of deleted files. Deletes nothing: later versions "
                + "become older ones, and files that did not exist then stay."
        )
        {
            Prefix,
            Restore.At,
            Bucket,
            DryRun,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken stop)
    {
        var time =
            arguments.GetValue(Restore.At) ?? throw new InvalidOperationException("--at is missing: the time of the versions to restore.");
        var at = await Connection.Open(arguments, stop);
        var bucket = arguments.GetValue(Bucket) ?? at.Bucket ?? throw new InvalidOperationException("--bucket is missing.");
        using var client = at.FilesClient();
        var (dryRun, restored, same, left) = (arguments.GetValue(DryRun), 0, 0, 0);
        await foreach (var versions in Objects(client, bucket, arguments.GetValue(Prefix)!, stop))
        {
            var then = versions.FirstOrDefault(version => version.LastModified!.Value.ToUniversalTime() < time.UtcDateTime.AddSeconds(1));
            if (then is null || then.IsDeleteMarker == true)
            {
                if (versions[0].IsDeleteMarker != true)
                    left++;
                continue;
            }

            // A restored version is a copy with a new version id, so compare by ETag.
            if (versions[0].IsDeleteMarker != true && versions[0].ETag == then.ETag)
            {
                same++;
                continue;
            }

            Console.WriteLine($"{then.Key} of {then.LastModified!.Value.ToUniversalTime():u}");
            restored++;
            if (dryRun)
                continue;
            await client.CopyObjectAsync(
                new CopyObjectRequest
                {
                    SourceBucket = bucket,
                    SourceKey = then.Key,
                    SourceVersionId = then.VersionId,
                    DestinationBucket = bucket,
                    DestinationKey = then.Key,
                },
                stop
            );
        }

        Console.WriteLine(
            $"{restored} {(dryRun ? "would be restored" : "restored")}, {same} were the same, {left} did not exist then and stay."
        );
        return ExitCode.Done;
    }

    /// <summary>Yields the versions of each object, newest first.</summary>
    private static async IAsyncEnumerable<IReadOnlyList<S3ObjectVersion>> Objects(
        IAmazonS3 client,
        string bucket,
        string prefix,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop
    )
    {
        List<S3ObjectVersion> versions = [];
        var request = new ListVersionsRequest { BucketName = bucket, Prefix = prefix };
        for (var pages = 0; pages < MostPages; pages++)
        {
            var page = await client.ListVersionsAsync(request, stop);
            foreach (var version in page.Versions ?? [])
            {
                if (versions.Count > 0 && versions[0].Key != version.Key)
                {
                    yield return versions;
                    versions = [];
                }

                versions.Add(version);
            }

            if (page.IsTruncated != true)
                break;
            (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }

        if (versions.Count > 0)
            yield return versions;
    }
}
