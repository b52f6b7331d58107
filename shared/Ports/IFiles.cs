using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace EventTicketing.Ports;

/// <summary>The files are not to be had right now; whether one was written is unknown. The same call may be made again.</summary>
public sealed class FilesUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Where a browser sends a file to: a form, with these fields before the file.</summary>
public sealed record UploadForm(Uri Url, IReadOnlyDictionary<string, string> Fields);

/// <summary>Private files, by key. Reading needs a link that expires. All but links and forms may throw <see cref="FilesUnavailableException"/>.</summary>
public interface IFiles
{
    Task Put(string key, byte[] content, string contentType, CancellationToken stop);

    /// <summary>Null when there is none.</summary>
    Task<byte[]?> Get(string key, CancellationToken stop);

    Task<bool> Exists(string key, CancellationToken stop);

    /// <summary>Harmless when there is none.</summary>
    Task Delete(string key, CancellationToken stop);

    /// <summary>A form that takes one file of this type under this key until then. The store refuses another type and more bytes than that.</summary>
    UploadForm Form(string key, string contentType, long maxBytes, DateTimeOffset until);

    /// <summary>A link that opens the file until then, shown under this name.</summary>
    Uri Link(string key, string fileName, DateTimeOffset until);
}

public sealed class S3Files(IAmazonS3 client, string bucket) : IFiles
{
    public Task Put(string key, byte[] content, string contentType, CancellationToken stop) => Ask<object>(async () => await client.PutObjectAsync(
        new PutObjectRequest { BucketName = bucket, Key = key, InputStream = new MemoryStream(content), ContentType = contentType }, stop), stop);

    public Task<byte[]?> Get(string key, CancellationToken stop) => Ask(async () =>
    {
        using var response = await client.GetObjectAsync(bucket, key, stop);
        using var content = new MemoryStream();
        await response.ResponseStream.CopyToAsync(content, stop);
        return content.ToArray();
    }, stop);

    public async Task<bool> Exists(string key, CancellationToken stop) => await Ask(() => client.GetObjectMetadataAsync(bucket, key, stop), stop) is not null;

    public Task Delete(string key, CancellationToken stop) => Ask<object>(async () => await client.DeleteObjectAsync(bucket, key, stop), stop);

    public UploadForm Form(string key, string contentType, long maxBytes, DateTimeOffset until)
    {
        var form = client.CreatePresignedPost(new CreatePresignedPostRequest
        {
            BucketName = bucket,
            Key = key,
            Expires = until.UtcDateTime,
            Fields = new Dictionary<string, string> { ["Content-Type"] = contentType },
            Conditions = [S3PostCondition.ExactMatch("Content-Type", contentType), S3PostCondition.ContentLengthRange(1, maxBytes)],
        });
        return new(new(form.Url), form.Fields);
    }

    /// <summary>Null when there is no such file.</summary>
    private static async Task<T?> Ask<T>(Func<Task<T>> call, CancellationToken stop) where T : class
    {
        try
        {
            return await call();
        }
        catch (AmazonS3Exception error) when (error.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (Exception error) when (!stop.IsCancellationRequested
            && error is AmazonClientException or HttpRequestException or IOException or TimeoutException or AmazonS3Exception { StatusCode: >= System.Net.HttpStatusCode.InternalServerError })
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
