using Amazon.S3;
using Amazon.S3.Model;

namespace EventTicketing.Ports;

/// <summary>Private files, by key. Reading needs a link that expires.</summary>
public interface IFiles
{
    Task Put(string key, byte[] content, string contentType, CancellationToken stop);

    /// <summary>Null when there is none.</summary>
    Task<byte[]?> Get(string key, CancellationToken stop);

    Task<bool> Exists(string key, CancellationToken stop);

    /// <summary>A link that opens the file until then, shown under this name.</summary>
    Uri Link(string key, string fileName, DateTimeOffset until);
}

public sealed class S3Files(IAmazonS3 client, string bucket) : IFiles
{
    public Task Put(string key, byte[] content, string contentType, CancellationToken stop) => client.PutObjectAsync(
        new PutObjectRequest { BucketName = bucket, Key = key, InputStream = new MemoryStream(content), ContentType = contentType }, stop);

    public async Task<byte[]?> Get(string key, CancellationToken stop)
    {
        try
        {
            using var response = await client.GetObjectAsync(bucket, key, stop);
            using var content = new MemoryStream();
            await response.ResponseStream.CopyToAsync(content, stop);
            return content.ToArray();
        }
        catch (AmazonS3Exception error) when (error.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public async Task<bool> Exists(string key, CancellationToken stop)
    {
        try
        {
            await client.GetObjectMetadataAsync(bucket, key, stop);
            return true;
        }
        catch (AmazonS3Exception error) when (error.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return false;
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
