using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;

namespace EventTicketing.Ports;

/// <summary>AWS Secrets Manager. Each secret is JSON with some of the fields of <see cref="Secrets"/>.</summary>
public sealed class SecretsManager(HttpClient http, Uri? endpoint, string region, AWSCredentials credentials, TimeProvider clock)
{
    private readonly AwsJson _service = new(http, endpoint, "secretsmanager", "secretsmanager", region, credentials, clock);

    /// <summary>Reads the named secrets and merges them.</summary>
    public async Task<Secrets> Read(IReadOnlyList<string> names, CancellationToken stop)
    {
        var parts = await Task.WhenAll(names.Select(name => Find(name, stop)));
        var missing = names.Where((_, index) => parts[index] is null).ToList();
        return missing.Count == 0
            ? parts.Aggregate(new Secrets(), (all, part) => all.And(part!))
            : throw new InvalidOperationException($"There is nothing in {string.Join(", ", missing)}.");
    }

    /// <summary>One secret; null when it does not exist or has no value yet.</summary>
    public async Task<Secrets?> Find(string name, CancellationToken stop)
    {
        try
        {
            var found = await _service.Call("GetSecretValue", new() { ["SecretId"] = name }, stop);
            return Secrets.Read(Encoding.UTF8.GetBytes(found.GetProperty("SecretString").GetString()!));
        }
        catch (AwsRefusedException refused) when (refused.Code == "ResourceNotFoundException")
        {
            return null;
        }
    }

    /// <summary>A short fingerprint of the current versions of the secrets.</summary>
    public async Task<string> Version(IReadOnlyList<string> names, CancellationToken stop)
    {
        var versions = new StringBuilder();
        foreach (var name in names)
            versions
                .Append((await _service.Call("GetSecretValue", new() { ["SecretId"] = name }, stop)).GetProperty("VersionId").GetString())
                .Append(' ');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(versions.ToString())))[..12];
    }

    /// <summary>Writes a new version of an existing secret.</summary>
    public Task Put(string name, Secrets value, CancellationToken stop) =>
        _service.Call(
            "PutSecretValue",
            new()
            {
                ["SecretId"] = name,
                ["SecretString"] = JsonSerializer.Serialize(value, SecretsJson.Default.Secrets),
                ["ClientRequestToken"] = Guid.NewGuid().ToString(),
            },
            stop
        );
}
