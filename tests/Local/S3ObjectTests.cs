using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace EventTicketing.Local.Tests;

public sealed class S3ObjectTests(RunningS3 s3) : IClassFixture<RunningS3>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_megabyte_comes_back_as_it_went(bool chunks, bool checksum)
    {
        var content = RandomNumberGenerator.GetBytes(1_000_003);
        using var client = s3.ClientWith(
            RunningS3.AccessKeyId,
            RunningS3.SecretAccessKey,
            config =>
                config.RequestChecksumCalculation = checksum
                    ? RequestChecksumCalculation.WHEN_SUPPORTED
                    : RequestChecksumCalculation.WHEN_REQUIRED
        );
        var key = $"random-{chunks}-{checksum}";
        var put = await client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = "files",
                Key = key,
                InputStream = new MemoryStream(content),
                UseChunkEncoding = chunks,
            },
            Cancel
        );
        Assert.Equal(Convert.ToHexStringLower(MD5.HashData(content)), put.ETag.Trim('"'));
        Assert.Equal(content, await Read("files", key));
    }

    [Theory] // The published check values; the client computes only the first of them itself.
    [InlineData("CRC32", "y/Q5Jg==")]
    [InlineData("CRC32C", "4waSgw==")]
    [InlineData("CRC64NVME", "rosUhgp5mIg=")]
    [InlineData("SHA1", "98O8HYCOBHMq32eZZczDTKeuNEE=")]
    [InlineData("SHA256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=")]
    public async Task Checksums_are_verified_and_given_back(string algorithm, string value)
    {
        var put = new PutObjectRequest
        {
            BucketName = "files",
            Key = algorithm,
            ContentBody = "123456789",
        };
        if (algorithm == "CRC32C")
            put.ChecksumCRC32C = value;
        else if (algorithm == "CRC64NVME")
            put.ChecksumCRC64NVME = value;
        else
            put.ChecksumAlgorithm = ChecksumAlgorithm.FindValue(algorithm);
        var answer = await s3.Client.PutObjectAsync(put, Cancel);
        Assert.Equal(
            value,
            answer.ChecksumCRC32 ?? answer.ChecksumCRC32C ?? answer.ChecksumCRC64NVME ?? answer.ChecksumSHA1 ?? answer.ChecksumSHA256
        );
        var head = await s3.Client.GetObjectMetadataAsync(
            new GetObjectMetadataRequest
            {
                BucketName = "files",
                Key = algorithm,
                ChecksumMode = ChecksumMode.ENABLED,
            },
            Cancel
        );
        Assert.Equal(
            value,
            head.ChecksumCRC32 ?? head.ChecksumCRC32C ?? head.ChecksumCRC64NVME ?? head.ChecksumSHA1 ?? head.ChecksumSHA256
        );
    }

    [Fact]
    public async Task A_wrong_MD5_or_checksum_is_refused_and_nothing_is_kept()
    {
        var wrong = Convert.ToBase64String(MD5.HashData("other"u8));
        await RunningS3.Refused(
            "BadDigest",
            400,
            () =>
                s3.Client.PutObjectAsync(
                    new PutObjectRequest
                    {
                        BucketName = "files",
                        Key = "wrong",
                        ContentBody = "content",
                        MD5Digest = wrong,
                    },
                    Cancel
                )
        );
        await RunningS3.Refused(
            "BadDigest",
            400,
            () =>
                s3.Client.PutObjectAsync(
                    new PutObjectRequest
                    {
                        BucketName = "files",
                        Key = "wrong",
                        ContentBody = "content",
                        ChecksumCRC32 = "AAAAAA==",
                    },
                    Cancel
                )
        );
        await RunningS3.Refused("NoSuchKey", 404, () => s3.Client.GetObjectAsync("files", "wrong", Cancel));
        Assert.Empty(Directory.GetFiles(Path.Combine(s3.DataDirectory, "incoming")));
    }

    [Fact]
    public async Task Metadata_and_content_headers_come_back()
    {
        var put = new PutObjectRequest
        {
            BucketName = "files",
            Key = "described",
            ContentBody = "x",
            ContentType = "application/pdf",
        };
        put.Metadata["event-id"] = "evt_1";
        put.Headers.CacheControl = "max-age=60";
        put.Headers.ContentDisposition = "attachment; filename=\"ticket.pdf\"";
        await s3.Client.PutObjectAsync(put, Cancel);
        var head = await s3.Client.GetObjectMetadataAsync("files", "described", Cancel);
        Assert.Equal("evt_1", head.Metadata["event-id"]);
        Assert.Equal(("application/pdf", "max-age=60", 1L), (head.Headers.ContentType, head.Headers.CacheControl, head.ContentLength));
        Assert.Equal("attachment; filename=\"ticket.pdf\"", head.Headers.ContentDisposition);
        Assert.Null(head.Headers.ContentEncoding);
        Assert.InRange(head.LastModified!.Value.ToUniversalTime(), DateTime.UtcNow.AddMinutes(-5), DateTime.UtcNow.AddMinutes(5));
    }

    [Theory]
    [InlineData("bytes=0-3", "0123")]
    [InlineData("bytes=7-", "789")]
    [InlineData("bytes=-2", "89")]
    [InlineData("bytes=8-100", "89")]
    public async Task Ranges_are_parts(string range, string expected)
    {
        await Put("files", "digits", "0123456789");
        var request = new GetObjectRequest
        {
            BucketName = "files",
            Key = "digits",
            ByteRange = new ByteRange(range),
        };
        using var got = await s3.Client.GetObjectAsync(request, Cancel);
        Assert.Equal(
            (expected, HttpStatusCode.PartialContent),
            (await new StreamReader(got.ResponseStream).ReadToEndAsync(Cancel), got.HttpStatusCode)
        );
    }

    [Fact]
    public async Task A_range_behind_the_end_is_refused()
    {
        await Put("files", "short", "abc");
        await RunningS3.Refused(
            "InvalidRange",
            416,
            () =>
                s3.Client.GetObjectAsync(
                    new GetObjectRequest
                    {
                        BucketName = "files",
                        Key = "short",
                        ByteRange = new ByteRange(3, 5),
                    },
                    Cancel
                )
        );
    }

    [Fact]
    public async Task Conditions_on_the_ETag_hold_for_reading_and_writing()
    {
        var tag = (await Put("files", "conditional", "one")).ETag;
        var unchanged = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() =>
            s3.Client.GetObjectAsync(
                new GetObjectRequest
                {
                    BucketName = "files",
                    Key = "conditional",
                    EtagToNotMatch = tag,
                },
                Cancel
            )
        );
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        await RunningS3.Refused(
            "PreconditionFailed",
            412,
            () =>
                s3.Client.GetObjectAsync(
                    new GetObjectRequest
                    {
                        BucketName = "files",
                        Key = "conditional",
                        EtagToMatch = "\"other\"",
                    },
                    Cancel
                )
        );
        await RunningS3.Refused(
            "PreconditionFailed",
            412,
            () =>
                s3.Client.PutObjectAsync(
                    new PutObjectRequest
                    {
                        BucketName = "files",
                        Key = "conditional",
                        ContentBody = "two",
                        IfNoneMatch = "*",
                    },
                    Cancel
                )
        );
        await s3.Client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = "files",
                Key = "conditional",
                ContentBody = "two",
                IfMatch = tag,
            },
            Cancel
        );
        Assert.Equal("two"u8.ToArray(), await Read("files", "conditional"));
    }

    [Theory]
    [InlineData("plain.txt")]
    [InlineData("with space/and+plus/and%25percent")]
    [InlineData("..hidden/a..b/...")]
    [InlineData("../../../../tmp/out")]
    [InlineData("a/../b")]
    [InlineData("./a")]
    [InlineData("..")]
    [InlineData("double//slash/")]
    [InlineData("back\\slash")]
    [InlineData("C:\\Windows\\system.ini")]
    [InlineData("CON")]
    [InlineData("quote\"'<>&;:@=,?#[]{}|^`~!$*()")]
    [InlineData("\u00fcml\u00e4ut/\u65e5\u672c\u8a9e/\U0001F39F")]
    [InlineData("e\u0301 is not \u00e9")]
    [InlineData("right-to-left \u202e txt.exe")]
    public async Task Any_key_is_a_key_and_never_a_path(string key)
    {
        await Put("versioned", key, "content of " + key);
        Assert.Equal("content of " + key, Encoding.UTF8.GetString(await Read("versioned", key)));
        var listed = await s3.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "versioned", Prefix = key }, Cancel);
        Assert.Equal(key, Assert.Single(listed.S3Objects).Key);
        Assert.All(
            Directory.GetFiles(Path.Combine(s3.DataDirectory, "objects")),
            file => Assert.Matches("^[0-9a-f]{32}$", Path.GetFileName(file))
        );
        await s3.Client.DeleteObjectAsync("versioned", key, Cancel);
        await RunningS3.Refused("NoSuchKey", 404, () => s3.Client.GetObjectAsync("versioned", key, Cancel));
    }

    [Fact]
    public async Task A_leading_slash_belongs_to_the_key()
    {
        // The official client drops the slash after signing, so that this request is signed here.
        var url = new Uri(s3.Address + "/files//leading");
        using var put = TestSigner.Sign(new HttpRequestMessage(HttpMethod.Put, url) { Content = new StringContent("x") }, "s3", "x"u8);
        using var answer = await s3.Http.SendAsync(put, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var listed = await s3.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "files", Prefix = "/" }, Cancel);
        Assert.Equal("/leading", Assert.Single(listed.S3Objects).Key);
    }

    [Fact]
    public async Task Keys_of_1024_bytes_are_taken_and_longer_ones_are_not()
    {
        await Put("files", new string('\u00e4', 512), "long");
        Assert.Equal("long"u8.ToArray(), await Read("files", new string('\u00e4', 512)));
        await RunningS3.Refused("KeyTooLongError", 400, () => Put("files", new string('\u00e4', 512) + "x", "too long"));
    }

    [Fact]
    public async Task A_copy_has_content_and_metadata_of_its_source()
    {
        const string source = "source \u00e4+%/x";
        var put = new PutObjectRequest
        {
            BucketName = "files",
            Key = source,
            ContentBody = "copied",
            ContentType = "text/csv",
        };
        put.Metadata["kind"] = "report";
        await s3.Client.PutObjectAsync(put, Cancel);
        await s3.Client.CopyObjectAsync("files", source, "versioned", "copy", Cancel);
        var head = await s3.Client.GetObjectMetadataAsync("versioned", "copy", Cancel);
        Assert.Equal(("text/csv", "report"), (head.Headers.ContentType, head.Metadata["kind"]));
        Assert.Equal("copied"u8.ToArray(), await Read("versioned", "copy"));
        await RunningS3.Refused("InvalidRequest", 400, () => s3.Client.CopyObjectAsync("versioned", "copy", "versioned", "copy", Cancel));
        await s3.Client.CopyObjectAsync(
            new CopyObjectRequest
            {
                SourceBucket = "versioned",
                SourceKey = "copy",
                DestinationBucket = "versioned",
                DestinationKey = "copy",
                MetadataDirective = S3MetadataDirective.REPLACE,
                ContentType = "text/plain",
            },
            Cancel
        );
        Assert.Equal("text/plain", (await s3.Client.GetObjectMetadataAsync("versioned", "copy", Cancel)).Headers.ContentType);
    }

    [Fact]
    public async Task Absent_buckets_and_keys_are_told_apart()
    {
        await RunningS3.Refused("NoSuchBucket", 404, () => s3.Client.GetObjectAsync("no-such-bucket", "key", Cancel));
        await RunningS3.Refused("NoSuchBucket", 404, () => Put("no-such-bucket", "key", "x"));
        await RunningS3.Refused("NoSuchKey", 404, () => s3.Client.GetObjectAsync("files", "no-such-key", Cancel));
        var head = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.Client.GetObjectMetadataAsync("files", "no-such-key", Cancel));
        Assert.Equal(("NotFound", HttpStatusCode.NotFound), (head.ErrorCode, head.StatusCode));
        await s3.Client.DeleteObjectAsync("files", "no-such-key", Cancel);
    }

    [Fact]
    public async Task More_than_64_megabytes_are_refused()
    {
        using var content = new MemoryStream(new byte[64 * 1024 * 1024 + 1]);
        await RunningS3.Refused(
            "EntityTooLarge",
            400,
            () =>
                s3.Client.PutObjectAsync(
                    new PutObjectRequest
                    {
                        BucketName = "files",
                        Key = "large",
                        InputStream = content,
                    },
                    Cancel
                )
        );
    }

    [Fact]
    public async Task What_was_stored_is_there_after_a_restart()
    {
        await Put("versioned", "kept", "first");
        await Put("versioned", "kept", "second");
        await Put("files", "kept", "old");
        await Put("files", "kept", "new");
        await Put("files", "deleted", "gone");
        await s3.Client.DeleteObjectAsync("files", "deleted", Cancel);
        var stray = Path.Combine(s3.DataDirectory, "objects", Guid.NewGuid().ToString("N"));
        await File.WriteAllTextAsync(stray, "content of an upload that was killed before it was acknowledged", Cancel);
        await s3.Restart();
        Assert.Equal("second"u8.ToArray(), await Read("versioned", "kept"));
        Assert.Equal("new"u8.ToArray(), await Read("files", "kept"));
        await RunningS3.Refused("NoSuchKey", 404, () => s3.Client.GetObjectAsync("files", "deleted", Cancel));
        var versions = await s3.Client.ListVersionsAsync(new ListVersionsRequest { BucketName = "versioned", Prefix = "kept" }, Cancel);
        Assert.Equal([true, false], versions.Versions.Select(version => version.IsLatest));
        Assert.False(File.Exists(stray));
    }

    [Fact]
    public async Task Sixteen_writers_of_one_key_leave_one_whole_object()
    {
        var contents = Enumerable.Range(0, 16).Select(number => new string((char)('a' + number), 50_000)).ToList();
        await Task.WhenAll(contents.Select(content => Put("files", "contested", content)));
        Assert.Contains(Encoding.UTF8.GetString(await Read("files", "contested")), contents);
    }

    private Task<PutObjectResponse> Put(string bucket, string key, string content) =>
        s3.Client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = bucket,
                Key = key,
                ContentBody = content,
            },
            Cancel
        );

    private async Task<byte[]> Read(string bucket, string key)
    {
        using var got = await s3.Client.GetObjectAsync(bucket, key, Cancel);
        using var content = new MemoryStream();
        await got.ResponseStream.CopyToAsync(content, Cancel);
        return content.ToArray();
    }
}
