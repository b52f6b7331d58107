using Amazon.Runtime;
using Amazon.S3;
using EventTicketing.Local.Standins;
using Microsoft.AspNetCore.Builder;

namespace EventTicketing.Local.Tests;

/// <summary>
/// An S3 stand-in on a free port with the buckets <c>files</c> and <c>versioned</c>, its own folder, and the official client.
/// </summary>
public sealed class RunningS3 : IAsyncLifetime
{
    public const string AccessKeyId = "AKIALOCALLOCALLOCAL1";
    public const string SecretAccessKey = "local/secret+key";
    public const string Region = "eu-central-1";
    private readonly string _directory = Directory.CreateTempSubdirectory("s3-standin-").FullName;
    private S3Standin _standin = null!;
    private WebApplication _server = null!;

    public AmazonS3Client Client { get; private set; } = null!;

    public HttpClient Http { get; } = new();

    public string Address { get; private set; } = "";

    public string DataDirectory => Path.Combine(_directory, "data");

    internal FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    public async ValueTask InitializeAsync()
    {
        _standin = new S3Standin(DataDirectory, AccessKeyId, SecretAccessKey, Region, Clock);
        _standin.EnsureBucket("files", versioned: false);
        _standin.EnsureBucket("versioned", versioned: true);
        _server = await Loopback.Start(0, _standin.Map);
        Address = Loopback.AddressOf(_server);
        Client = ClientWith(AccessKeyId, SecretAccessKey);
    }

    public AmazonS3Client ClientWith(string key, string secret, Action<AmazonS3Config>? configure = null)
    {
        var config = new AmazonS3Config
        {
            ServiceURL = Address,
            ForcePathStyle = true,
            AuthenticationRegion = Region,
            MaxErrorRetry = 0,
        };
        configure?.Invoke(config);
        return new AmazonS3Client(new BasicAWSCredentials(key, secret), config);
    }

    /// <summary>Asserts that S3 answers with an error.</summary>
    public static async Task Refused(string code, int status, Func<Task> operation)
    {
        var refusal = await Assert.ThrowsAnyAsync<AmazonS3Exception>(operation);
        Assert.Equal((code, status), (refusal.ErrorCode, (int)refusal.StatusCode));
        Assert.NotEmpty(refusal.RequestId);
    }

    public async Task Restart()
    {
        await Stop();
        await InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Http.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task Stop()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        _standin.Dispose();
    }
}
