using System.Text.Json;

namespace EventTicketing.Local;

/// <summary>Shows the local cloud's clock, and puts it forward.</summary>
/// <param name="canMove">False when something in use has the computer's time: functions in processes of their own, real Stripe.</param>
public sealed class ClockPage(LocalClock clock, Scheduler scheduler, bool canMove)
{
    private const string Path = "/local/clock";
    private const int LongestBody = 100;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The command that puts the clock forward by a quarter of an hour.</summary>
    public static string PutsForward(Uri web) => $"curl {new Uri(web, Path)} --json '{{\"seconds\":900}}'";

    public void Map(WebApplication app)
    {
        app.MapGet(Path, Show);
        app.MapPost(Path, PutForward);
    }

    private Task Show(HttpContext context) =>
        Write(context, "application/json", new { Now = clock.GetUtcNow(), AheadSeconds = (long)clock.Ahead.TotalSeconds });

    /// <summary>
    /// Puts the clock forward by <c>{"seconds": 900}</c>. Answers after the scheduled workers have run with the new time: holds have
    /// expired, mails that were due are sent.
    /// </summary>
    private async Task PutForward(HttpContext context)
    {
        // A page of another site cannot send this type without asking first, which nothing here answers.
        if (!context.Request.HasJsonContentType())
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        if (!canMove)
        {
            await Refuse(context, StatusCodes.Status409Conflict, "The clock is fixed with --processes and with real Stripe.");
            return;
        }

        if (await Seconds(context.Request) is not { } seconds || !clock.PutForward(TimeSpan.FromSeconds(seconds)))
        {
            await Refuse(
                context,
                StatusCodes.Status422UnprocessableEntity,
                $$"""Send {"seconds": n}, at most {{LocalClock.Furthest.TotalDays}} days in all; the clock does not go back."""
            );
            return;
        }

        await scheduler.RunOnce();
        await Show(context);
    }

    /// <summary>Null when the body is not as expected.</summary>
    private static async Task<int?> Seconds(HttpRequest request)
    {
        if (request.ContentLength is not (> 0 and <= LongestBody))
            return null;
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return
                body.RootElement.ValueKind == JsonValueKind.Object
                && body.RootElement.TryGetProperty("seconds", out var seconds)
                && seconds.ValueKind == JsonValueKind.Number
                && seconds.TryGetInt32(out var found)
                ? found
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task Refuse(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        return Write(context, "application/problem+json", new { Status = status, Detail = detail });
    }

    private static Task Write(HttpContext context, string type, object body)
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(JsonSerializer.Serialize(body, Json));
    }
}
