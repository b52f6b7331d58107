using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace EventTicketing.Ports;

/// <summary>The file store is unavailable. It is unknown whether a write happened; the call may be retried.</summary>
public sealed class FilesUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A form for uploads from a browser: these fields come before the file.</summary>
public sealed record UploadForm(Uri Url, IReadOnlyDictionary<string, string> Fields);

/// <summary>
/// Private files by key; clients read them through links that expire. All methods except <see cref="IFiles.Form"/> and <see
/// cref="IFiles.Link"/> may throw <see cref="FilesUnavailableException"/>.
/// </summary>
public interface IFiles
{
    Task Put(string key, byte[] content, string contentType, CancellationToken stop);

    /// <summary>The content; null when there is no such file.</summary>
    Task<byte[]?> Get(string key, CancellationToken stop);

    Task<bool> Exists(string key, CancellationToken stop);

    /// <summary>Does nothing when there is no such file.</summary>
    Task Delete(string key, CancellationToken stop);

    /// <summary>Deletes all files whose keys begin with a folder.</summary>
    /// <param name="folder">Ends with a slash.</param>
    Task DeleteAll(string folder, CancellationToken stop);

    /// <summary>
    /// A form that accepts one file with this key until it expires. The store refuses other content types and larger files.
    /// </summary>
    UploadForm Form(string key, string contentType, long maxBytes, DateTimeOffset until);

    /// <summary>A link that opens the file under this name until it expires.</summary>
    Uri Link(string key, string fileName, DateTimeOffset until);
}

public sealed class S3Files(IAmazonS3 client, string bucket) : IFiles
{
    public Task Put(string key, byte[] content, string contentType, CancellationToken stop) =>
        Ask<object>(
            async () =>
                await client.PutObjectAsync(
                    new PutObjectRequest
                    {
                        BucketName = bucket,
                        Key = key,
                        InputStream = new MemoryStream(content),
                        ContentType = contentType,
                    },
                    stop
                ),
            stop
        );

    public Task<byte[]?> Get(string key, CancellationToken stop) =>
        Ask(
            async () =>
            {
                using var response = await client.GetObjectAsync(bucket, key, stop);
                using var content = new MemoryStream();
                await response.ResponseStream.CopyToAsync(content, stop);
                return content.ToArray();
            },
            stop
        );

    public async Task<bool> Exists(string key, CancellationToken stop) =>
        await Ask(() => client.GetObjectMetadataAsync(bucket, key, stop), stop) is not null;

    public Task Delete(string key, CancellationToken stop) =>
        Ask<object>(async () => await client.DeleteObjectAsync(bucket, key, stop), stop);

    public async Task DeleteAll(string folder, CancellationToken stop)
    {
        // Deleted files leave the list, so its first page is read until it is empty.
        while (await Ask(() => client.ListObjectsV2Async(new() { BucketName = bucket, Prefix = folder }, stop), stop) is { } page)
        {
            foreach (var file in page.S3Objects ?? [])
                await Delete(file.Key, stop);
            if (page.IsTruncated != true)
                break;
        }
    }

    public UploadForm Form(string key, string contentType, long maxBytes, DateTimeOffset until)
    {
        var form = client.CreatePresignedPost(
            new CreatePresignedPostRequest
            {
                BucketName = bucket,
                Key = key,
                Expires = until.UtcDateTime,
                Fields = new Dictionary<string, string> { ["Content-Type"] = contentType },
                Conditions = [S3PostCondition.ExactMatch("Content-Type", contentType), S3PostCondition.ContentLengthRange(1, maxBytes)],
            }
        );
        return new(new(form.Url), form.Fields);
    }

    /// <summary>Calls S3. Null when there is no such file.</summary>
    private static async Task<T?> Ask<T>(Func<Task<T>> call, CancellationToken stop)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (AmazonS3Exception error) when (error.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (Exception error)
            when (!stop.IsCancellationRequested
                && error
                    is AmazonClientException
                        or HttpRequestException
                        or IOException
                        or TimeoutException
                        or AmazonS3Exception { StatusCode: >= System.Net.HttpStatusCode.InternalServerError }
            )
        {
            throw new FilesUnavailableException("The files did not answer.", error);
        }
    }

    public Uri Link(string key, string fileName, DateTimeOffset until)
    {
        var request = new GetPreSignedUrlRequest
        {
            BucketName = bucket,
            Key = key,
            Expires = until.UtcDateTime,
            Protocol = client.Config.ServiceURL?.StartsWith("http:", StringComparison.Ordinal) == true ? Protocol.HTTP : Protocol.HTTPS,
        };
        request.ResponseHeaderOverrides.ContentDisposition = $"inline; filename=\"{fileName}\"";
        return new(client.GetPreSignedURL(request));
    }
}
