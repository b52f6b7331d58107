using System.CommandLine;
using System.Net;
using System.Text.Json;

namespace EventTicketing.Cli;

/// <summary>Smoke tests of a deployed site over HTTP. Read-only.</summary>
internal static class Smoke
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2),
        AnswerTime = TimeSpan.FromSeconds(15),
        Pause = TimeSpan.FromSeconds(3);
    private static readonly Argument<Uri?> Site = new("site")
    {
        Description = "Its address, such as https://tickets.example.com.",
        CustomParser = Connection.Address,
    };

    public static Command Command { get; } = Described();

    /// <summary>Retries each check until it passes or the limit is over, because a new CDN and cold functions take a moment.</summary>
    /// <returns>The checks that never passed.</returns>
    public static async Task<IReadOnlyList<string>> Run(Uri site, bool withPages, CancellationToken stop, TimeSpan? limit = null)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site, Timeout = AnswerTime };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(limit ?? Limit);
        List<string> wrong = [];
        foreach (var (what, check) in Checks(http, withPages))
        {
            var passed = await Eventually(check, patience.Token);
            stop.ThrowIfCancellationRequested();
            Console.WriteLine($"  {(passed ? "ok" : "WRONG")}  {what}");
            if (!passed)
                wrong.Add(what);
        }

        return wrong;
    }

    private static IEnumerable<(string What, Func<CancellationToken, Task<bool>> Check)> Checks(HttpClient http, bool withPages)
    {
        yield return (
            "the API reaches its tables",
            async stop => (await Json(http, "api/health", stop))?.GetProperty("status").GetString() == "ok"
        );
        yield return (
            "events are listed",
            async stop => (await Json(http, "api/events?limit=1", stop))?.GetProperty("items").ValueKind == JsonValueKind.Array
        );
        yield return (
            "the gate's keys are there",
            async stop => (await Json(http, "api/ticket-signing-keys", stop))?.GetProperty("keys").GetArrayLength() > 0
        );
        yield return (
            "visitors are not organizers",
            async stop =>
            {
                using var answer = await http.PostAsync(
                    "api/events",
                    new StringContent("{}", System.Text.Encoding.UTF8, "application/json"),
                    stop
                );
                return answer.StatusCode == HttpStatusCode.Unauthorized
                    && answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
            }
        );
        yield return (
            "an unknown path is a problem, not a page",
            async stop =>
            {
                using var answer = await http.GetAsync("api/there-is-no-such-path", stop);
                return answer.StatusCode == HttpStatusCode.NotFound
                    && answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
            }
        );
        if (!withPages)
            yield break;
        yield return (
            "the shop opens, and allows no foreign script",
            async stop =>
            {
                using var answer = await http.GetAsync("", stop);
                return answer.IsSuccessStatusCode
                    && answer.Content.Headers.ContentType?.MediaType == "text/html"
                    && answer.Headers.TryGetValues("content-security-policy", out var policy)
                    && !policy.Single().Contains("unsafe-inline", StringComparison.Ordinal);
            }
        );
        yield return (
            "the shop knows where to sign in",
            async stop => (await Json(http, "config.json", stop))?.TryGetProperty("signIn", out _) == true
        );
    }

    private static async Task<JsonElement?> Json(HttpClient http, string path, CancellationToken stop)
    {
        using var answer = await http.GetAsync(path, stop);
        if (!answer.IsSuccessStatusCode)
            return null;
        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(stop));
        return document.RootElement.Clone();
    }

    private static async Task<bool> Eventually(Func<CancellationToken, Task<bool>> check, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                if (await check(stop))
                    return true;
                await Task.Delay(Pause, stop);
            }
            catch (Exception error)
                when (error is HttpRequestException or JsonException or KeyNotFoundException or OperationCanceledException)
            {
                if (stop.IsCancellationRequested)
                    return false;
            }
        }
    }

    private static Command Described()
    {
        Command command = new("smoke", "Checks that a deployed site works.") { Site };
        command.SetAction(
            async (arguments, stop) =>
                (await Run(arguments.GetValue(Site)!, withPages: true, stop)).Count == 0 ? ExitCode.Done : ExitCode.Differences
        );
        return command;
    }
}
