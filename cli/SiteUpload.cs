using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;

namespace EventTicketing.Cli;

/// <summary>Uploads the front end to its bucket.</summary>
internal static class SiteUpload
{
    private const string Forever = "public, max-age=31536000, immutable";

    /// <summary>Browsers revalidate each time; the CDN caches for an hour or until invalidated.</summary>
    private const string Fresh = "public, must-revalidate, max-age=0, s-maxage=3600";

    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".json"] = "application/json",
        [".webmanifest"] = "application/manifest+json",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".ico"] = "image/x-icon",
        [".wasm"] = "application/wasm",
        [".woff2"] = "font/woff2",
        [".txt"] = "text/plain; charset=utf-8",
    };

    /// <summary>
    /// Uploads assets before pages, so that no page refers to a missing asset. Keeps old assets, because open pages may still load them.
    /// </summary>
    /// <param name="config">Per-stage settings; the pages read them from <c>/config.json</c>.</param>
    /// <returns>The number of uploaded files.</returns>
    public static async Task<int> Upload(IAmazonS3 files, string bucket, string folder, JsonObject config, CancellationToken stop)
    {
        var names = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .OrderByDescending(IsForever)
            .ThenBy(name => name.EndsWith(".html", StringComparison.Ordinal))
            .ThenBy(name => name, StringComparer.Ordinal)
            .ToList();
        await Put("config.json", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(config.ToJsonString())));
        foreach (var name in names)
            await Put(name, File.OpenRead(Path.Combine(folder, name)));
        return names.Count + 1;

        async Task Put(string name, Stream content)
        {
            var request = new PutObjectRequest
            {
                BucketName = bucket,
                Key = name,
                InputStream = content,
                ContentType = Types.GetValueOrDefault(Path.GetExtension(name), "application/octet-stream"),
            };
            request.Headers.CacheControl = IsForever(name) ? Forever : Fresh;
            await files.PutObjectAsync(request, stop);
        }
    }

    /// <summary>Whether the file may be cached forever: names under <c>static/</c> contain a content hash.</summary>
    private static bool IsForever(string name) => name.StartsWith("static/", StringComparison.Ordinal);
}
