using System.CommandLine;
using Amazon.S3;
using Amazon.S3.Model;
using EventTicketing.Data;

namespace EventTicketing.Cli;

/// <summary>Counts what is stored in the buckets, by the first part of the files' keys.</summary>
internal static class Storage
{
    /// <summary>Limit of the pages that are read of one bucket. A page lists 1,000 files.</summary>
    private const int MostPages = 100_000;

    private sealed record Amount(string Bucket, string Prefix, long Files, long Bytes);

    public static Command Command { get; } = Described();

    private static async Task<int> Run(ParseResult arguments, CancellationToken stop)
    {
        var at = await Connection.Open(arguments, stop);
        using var files = at.FilesClient();
        List<Amount> amounts = [];
        foreach (var bucket in Buckets.All)
            amounts.AddRange(await Count(files, bucket.Name, await NameOf(files, bucket, at.Stage, stop), stop));
        Output.Print(
            arguments,
            amounts,
            of => of.Select(each => $"{each.Bucket, -10} {each.Prefix, -20} {each.Files, 10} files {each.Bytes, 16} bytes")
        );
        return ExitCode.Done;
    }

    private static async Task<IEnumerable<Amount>> Count(AmazonS3Client files, string bucket, string name, CancellationToken stop)
    {
        Dictionary<string, Amount> amounts = new(StringComparer.Ordinal);
        string? next = null;
        for (var pages = 0; pages < MostPages; pages++)
        {
            var page = await files.ListObjectsV2Async(new() { BucketName = name, ContinuationToken = next }, stop);
            foreach (var file in page.S3Objects ?? [])
            {
                var prefix = file.Key.Contains('/') ? file.Key[..(file.Key.IndexOf('/') + 1)] : "";
                var before = amounts.GetValueOrDefault(prefix) ?? new(bucket, prefix, 0, 0);
                amounts[prefix] = before with { Files = before.Files + 1, Bytes = before.Bytes + (file.Size ?? 0) };
            }

            next = page.NextContinuationToken;
            if (next is null)
                return amounts.Values.OrderBy(each => each.Prefix, StringComparer.Ordinal);
        }

        throw new InvalidOperationException($"{name} has more files than can be counted.");
    }

    /// <summary>In AWS, the account's number follows the name.</summary>
    private static async Task<string> NameOf(AmazonS3Client files, BucketDefinition bucket, string stage, CancellationToken stop)
    {
        var name = bucket.NameIn(stage);
        var buckets = (await files.ListBucketsAsync(new ListBucketsRequest(), stop)).Buckets ?? [];
        return buckets
                .Select(found => found.BucketName)
                .FirstOrDefault(found => found == name || found.StartsWith($"{name}-", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"There is no bucket {name}.");
    }

    private static Command Described()
    {
        Command command = new("storage", "Counts files and bytes in the buckets, without old versions.") { Output.Json };
        command.SetAction(Run);
        return command;
    }
}
