using System.Diagnostics;
using System.Text.Json;
using EventTicketing.Api;
using EventTicketing.Local.Standins;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace EventTicketing.Local;

/// <summary>
/// Stands in for the CDN: serves the front end with the headers of <c>frontend/headers.json</c>, and each part's single page for all paths
/// below it. Builds the front end when it is older than its sources.
/// </summary>
public sealed class Site(Config config, CognitoStandin cognito)
{
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(10);
    private static readonly string Folder = Path.Combine(Repository.Root, "frontend"),
        Dist = Path.Combine(Folder, "dist");
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly PhysicalFileProvider _files = new(Dist);
    private readonly FileExtensionContentTypeProvider _types = new();
    private readonly Dictionary<string, string> _headers = HeadersFor(config, cognito);

    /// <exception cref="InvalidOperationException">npm is not installed, or the build failed; the message contains its output.</exception>
    public static async Task Build(Action<string> progress)
    {
        using var turn = await Repository.Turn("frontend", BuildLimit);
        var (locked, installed) = (Path.Combine(Folder, "package-lock.json"), Path.Combine(Folder, "node_modules", ".package-lock.json"));
        var built = Path.Combine(Dist, ".built");
        if (File.Exists(built) && File.GetLastWriteTimeUtc(built) >= Newest())
            return;
        var began = DateTime.UtcNow;
        if (!File.Exists(installed) || File.GetLastWriteTimeUtc(installed) < File.GetLastWriteTimeUtc(locked))
        {
            progress("Fetching the front end's packages from npm");
            await Npm("ci", "--no-audit", "--no-fund");
        }

        progress("Building the front end");
        await Npm("run", "--silent", "build");
        await File.WriteAllTextAsync(built, "");
        // Use the start time, so that sources saved during the build count as newer.
        File.SetLastWriteTimeUtc(built, began);
    }

    public void Map(WebApplication app)
    {
        app.MapGet("/config.json", context => context.Response.WriteAsJsonAsync(Settings(), Json));
        // The default pattern of MapFallback skips paths that look like files.
        app.MapFallback("{**path}", Serve);
    }

    /// <summary>The same <c>config.json</c> as a deployment writes, plus the stand-ins of Stripe and of the user pool's API.</summary>
    private object Settings() =>
        new
        {
            config.Region,
            SignIn = new
            {
                Domain = cognito.Address,
                cognito.ClientId,
                Pool = cognito.Address,
            },
            StripeStandIn = StripeStandinOf(config),
        };

    private async Task Serve(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var path = request.Path.Value!;
        var file = _files.GetFileInfo(path);
        if (!file.Exists && Path.HasExtension(path))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!file.Exists)
            file = _files.GetFileInfo(PageOf(request.Path));
        foreach (var (name, value) in _headers)
            response.Headers[name] = value;
        response.Headers.CacheControl = request.Path.StartsWithSegments("/static") ? "public, max-age=31536000, immutable" : "no-cache";
        response.ContentType = _types.TryGetContentType(file.Name, out var type)
            ? type.StartsWith("text/", StringComparison.Ordinal)
                ? $"{type}; charset=utf-8"
                : type
            : "application/octet-stream";
        response.ContentLength = file.Length;
        if (HttpMethods.IsGet(request.Method))
            await response.SendFileAsync(file, context.RequestAborted);
    }

    private static string PageOf(PathString path) =>
        path.StartsWithSegments("/console") ? "console.html"
        : path.StartsWithSegments("/scan") ? "scan.html"
        : "index.html";

    private static Dictionary<string, string> HeadersFor(Config config, CognitoStandin cognito)
    {
        string?[] services = [cognito.Address, StripeStandinOf(config), Origin(config.S3Endpoint!)];
        var headers = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Folder, "headers.json")))!;
        return headers.ToDictionary(
            header => header.Key,
            header =>
                header.Value.Replace(
                    "{services}",
                    string.Concat(services.OfType<string>().Select(origin => $" {origin}")),
                    StringComparison.Ordinal
                )
        );
    }

    /// <summary>Null when real Stripe is used.</summary>
    private static string? StripeStandinOf(Config config) => config.StripeEndpoint == Config.Stripe ? null : Origin(config.StripeEndpoint);

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private static DateTime Newest() =>
        Directory
            .EnumerateFiles(Folder)
            .Concat(
                new[] { "src", "public", "tools" }.SelectMany(folder =>
                    Directory.EnumerateFiles(Path.Combine(Folder, folder), "*", SearchOption.AllDirectories)
                )
            )
            .Append(Path.Combine(Repository.Root, "api", "openapi.json"))
            .Where(file => Path.GetFileName(file) != "schema.d.ts")
            .Max(File.GetLastWriteTimeUtc);

    private static async Task Npm(params string[] arguments)
    {
        using var npm =
            Process.Start(
                new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", arguments)
                {
                    WorkingDirectory = Folder,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            ) ?? throw new InvalidOperationException("npm did not start: Node.js 20 or newer is needed.");
        using var limit = new CancellationTokenSource(BuildLimit);
        var (output, errors) = (npm.StandardOutput.ReadToEndAsync(limit.Token), npm.StandardError.ReadToEndAsync(limit.Token));
        await npm.WaitForExitAsync(limit.Token);
        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"npm {string.Join(' ', arguments)} failed in frontend/. {await errors}{await output}");
    }
}
