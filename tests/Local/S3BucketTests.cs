using Amazon.S3;
using Amazon.S3.Model;

namespace EventTicketing.Local.Tests;

public sealed class S3BucketTests(RunningS3 s3) : IClassFixture<RunningS3>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Buckets_are_made_listed_and_found()
    {
        var name = await NewBucket();
        Assert.Contains(name, (await s3.Client.ListBucketsAsync(Cancel)).Buckets.Select(bucket => bucket.BucketName));
        await s3.Client.HeadBucketAsync(new HeadBucketRequest { BucketName = name }, Cancel);
        await RunningS3.Refused("NotFound", 404, () => s3.Client.HeadBucketAsync(new HeadBucketRequest { BucketName = "absent" }, Cancel));
        Assert.Equal(RunningS3.Region, (await s3.Client.GetBucketLocationAsync(name, Cancel)).Location.Value);
        await RunningS3.Refused("BucketAlreadyOwnedByYou", 409, () => s3.Client.PutBucketAsync(name, Cancel));
        await RunningS3.Refused("InvalidBucketName", 400, () => s3.Client.PutBucketAsync("Upper_Case", Cancel));
    }

    [Fact]
    public async Task Listings_come_in_pages_in_the_order_of_UTF8()
    {
        var bucket = await NewBucket();
        // In UTF-16 order the ticket, a surrogate pair, would come before the private-use letter.
        string[] keys = ["A", "a/1", "a/2", "b", "z", "\u00e4", "\uE000", "\U0001F39F"];
        foreach (var key in keys.Reverse())
            await Put(bucket, key);
        var listed = new List<string>();
        var pages = 0;
        var request = new ListObjectsV2Request { BucketName = bucket, MaxKeys = 3 };
        await foreach (var page in s3.Client.Paginators.ListObjectsV2(request).Responses.WithCancellation(Cancel))
        {
            listed.AddRange(page.S3Objects.Select(one => one.Key));
            pages++;
        }
        Assert.Equal(keys, listed);
        Assert.Equal(3, pages);
        var after = await s3.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, StartAfter = "b" }, Cancel);
        Assert.Equal(keys[4..], after.S3Objects.Select(one => one.Key));
        await RunningS3.Refused(
            "InvalidArgument",
            400,
            () => s3.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, ContinuationToken = "?" }, Cancel)
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public async Task A_delimiter_rolls_folders_up_once_whatever_the_page_size(int pageSize)
    {
        var bucket = await NewBucket();
        foreach (var key in new[] { "in/a", "in/b/1", "in/b/2", "in/c", "in/d/1", "in/d/2/3", "out/x" })
            await Put(bucket, key);
        var (keys, prefixes) = (new List<string>(), new List<string>());
        var request = new ListObjectsV2Request
        {
            BucketName = bucket,
            Prefix = "in/",
            Delimiter = "/",
            MaxKeys = pageSize,
        };
        await foreach (var page in s3.Client.Paginators.ListObjectsV2(request).Responses.WithCancellation(Cancel))
        {
            keys.AddRange(page.S3Objects?.Select(one => one.Key) ?? []);
            prefixes.AddRange(page.CommonPrefixes ?? []);
        }
        Assert.Equal(["in/a", "in/c"], keys);
        Assert.Equal(["in/b/", "in/d/"], prefixes);
    }

    [Fact]
    public async Task Keys_that_XML_cannot_hold_are_listed_and_deleted()
    {
        var bucket = await NewBucket();
        await Put(bucket, "bell\u0007 & <tag>\r\n");
        var listed = await s3.Client.ListObjectsV2Async(
            new ListObjectsV2Request { BucketName = bucket, Encoding = EncodingType.Url },
            Cancel
        );
        Assert.Equal("bell\u0007 & <tag>\r\n", Uri.UnescapeDataString(Assert.Single(listed.S3Objects).Key));
        await Put(bucket, "line\r\nbreak & <tag>");
        await s3.Client.DeleteObjectsAsync(
            new DeleteObjectsRequest { BucketName = bucket, Objects = [new() { Key = "line\r\nbreak & <tag>" }] },
            Cancel
        );
        Assert.Single(
            (
                await s3.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Encoding = EncodingType.Url }, Cancel)
            ).S3Objects
        );
    }

    [Fact]
    public async Task Many_objects_go_in_one_request()
    {
        var bucket = await NewBucket();
        foreach (var key in new[] { "a", "b", "c" })
            await Put(bucket, key);
        var answer = await s3.Client.DeleteObjectsAsync(
            new DeleteObjectsRequest
            {
                BucketName = bucket,
                Objects = [new() { Key = "a" }, new() { Key = "c" }, new() { Key = "absent" }],
            },
            Cancel
        );
        Assert.Equal(["a", "c", "absent"], answer.DeletedObjects.Select(deleted => deleted.Key));
        var left = await s3.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket }, Cancel);
        Assert.Equal("b", Assert.Single(left.S3Objects).Key);
    }

    [Fact]
    public async Task Versions_stay_readable_behind_a_delete_marker()
    {
        var first = await Put("versioned", "ticket.pdf", "first");
        var second = await Put("versioned", "ticket.pdf", "second");
        var marker = await s3.Client.DeleteObjectAsync("versioned", "ticket.pdf", Cancel);
        Assert.Equal("true", marker.DeleteMarker);
        await RunningS3.Refused("NoSuchKey", 404, () => s3.Client.GetObjectAsync("versioned", "ticket.pdf", Cancel));
        await RunningS3.Refused(
            "MethodNotAllowed",
            405,
            () => s3.Client.GetObjectAsync("versioned", "ticket.pdf", marker.VersionId, Cancel)
        );
        await RunningS3.Refused("NoSuchVersion", 404, () => s3.Client.GetObjectAsync("versioned", "ticket.pdf", "absent", Cancel));
        Assert.Equal("first", await Read("versioned", "ticket.pdf", first));
        var versions = (
            await s3.Client.ListVersionsAsync(new ListVersionsRequest { BucketName = "versioned", Prefix = "ticket.pdf" }, Cancel)
        ).Versions;
        Assert.Equal([marker.VersionId, second, first], versions.Select(version => version.VersionId));
        Assert.Equal([true, false, false], versions.Select(version => version.IsDeleteMarker == true));
        Assert.Equal([true, false, false], versions.Select(version => version.IsLatest == true));

        await s3.Client.DeleteObjectAsync("versioned", "ticket.pdf", marker.VersionId, Cancel);
        Assert.Equal("second", await Read("versioned", "ticket.pdf", null));
        await s3.Client.DeleteObjectAsync("versioned", "ticket.pdf", second, Cancel);
        Assert.Equal("first", await Read("versioned", "ticket.pdf", null));
        await s3.Client.DeleteObjectAsync("versioned", "ticket.pdf", first, Cancel);
        Assert.Null(
            (
                await s3.Client.ListVersionsAsync(new ListVersionsRequest { BucketName = "versioned", Prefix = "ticket.pdf" }, Cancel)
            ).Versions
        );
    }

    [Fact]
    public async Task Versions_are_listed_in_pages()
    {
        var bucket = await NewBucket();
        await SetVersioning(bucket, VersionStatus.Enabled);
        var written = new List<string>();
        foreach (var key in new[] { "a", "a", "a", "b", "b" })
            written.Add(key + await Put(bucket, key));
        var listed = new List<string>();
        var request = new ListVersionsRequest { BucketName = bucket, MaxKeys = 2 };
        await foreach (var version in s3.Client.Paginators.ListVersions(request).Versions.WithCancellation(Cancel))
            listed.Add(version.Key + version.VersionId);
        Assert.Equal([written[2], written[1], written[0], written[4], written[3]], listed);
    }

    [Fact]
    public async Task Without_versioning_there_is_one_version_called_null()
    {
        var bucket = await NewBucket();
        Assert.Equal(VersionStatus.Off, (await s3.Client.GetBucketVersioningAsync(bucket, Cancel)).VersioningConfig.Status);
        await Put(bucket, "key", "old");
        await SetVersioning(bucket, VersionStatus.Enabled);
        Assert.Equal(VersionStatus.Enabled, (await s3.Client.GetBucketVersioningAsync(bucket, Cancel)).VersioningConfig.Status);
        var named = await Put(bucket, "key", "new");
        Assert.Equal("old", await Read(bucket, "key", "null"));
        await SetVersioning(bucket, VersionStatus.Suspended);
        await Put(bucket, "key", "suspended");
        var versions = (await s3.Client.ListVersionsAsync(bucket, Cancel)).Versions;
        Assert.Equal(["null", named], versions.Select(version => version.VersionId));
        Assert.Equal("suspended", await Read(bucket, "key", null));
    }

    [Fact]
    public async Task What_is_not_there_says_so()
    {
        await RunningS3.Refused("NotImplemented", 501, () => s3.Client.InitiateMultipartUploadAsync("files", "key", Cancel));
        await RunningS3.Refused(
            "NotImplemented",
            501,
            () => s3.Client.GetObjectTaggingAsync(new() { BucketName = "files", Key = "key" }, Cancel)
        );
        await RunningS3.Refused("NotImplemented", 501, () => s3.Client.GetLifecycleConfigurationAsync("files", Cancel));
    }

    private async Task<string> NewBucket()
    {
        var name = $"bucket-{Guid.NewGuid():N}"[..20];
        await s3.Client.PutBucketAsync(name, Cancel);
        return name;
    }

    private Task SetVersioning(string bucket, VersionStatus status) =>
        s3.Client.PutBucketVersioningAsync(
            new PutBucketVersioningRequest
            {
                BucketName = bucket,
                VersioningConfig = new() { Status = status },
            },
            Cancel
        );

    private async Task<string> Put(string bucket, string key, string content = "x") =>
        (
            await s3.Client.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = bucket,
                    Key = key,
                    ContentBody = content,
                },
                Cancel
            )
        ).VersionId;

    private async Task<string> Read(string bucket, string key, string? versionId)
    {
        using var got = await s3.Client.GetObjectAsync(
            new GetObjectRequest
            {
                BucketName = bucket,
                Key = key,
                VersionId = versionId,
            },
            Cancel
        );
        return await new StreamReader(got.ResponseStream).ReadToEndAsync(Cancel);
    }
}
