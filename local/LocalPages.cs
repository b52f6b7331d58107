using System.Net;
using System.Text.Json;
using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Local;

/// <summary>Pages that only the local host has: the list of its services, as JSON for tools and as HTML for people.</summary>
public sealed class LocalPages(LocalCloud cloud)
{
    private const int LongestClockBody = 100;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public void Map(WebApplication app)
    {
        app.MapGet("/local/services", context => Write(context, "application/json", JsonSerializer.Serialize(Services(), Json)));
        app.MapGet("/images/{eventId}/{name}", Image);
        app.MapGet("/local", Home);
        app.MapGet("/local/clock", context => Write(context, "application/json", Clock()));
        app.MapPost("/local/clock", PutForward);
    }

    private string Clock() =>
        JsonSerializer.Serialize(new { Now = cloud.Clock.GetUtcNow(), AheadSeconds = (long)cloud.Clock.Ahead.TotalSeconds }, Json);

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

        // Functions in processes of their own, and real Stripe, have the computer's time.
        if (cloud.Options.HostExecutable is not null || cloud.Stripe is null)
        {
            await Refuse(context, StatusCodes.Status409Conflict, "The clock is fixed with --processes and with real Stripe.");
            return;
        }

        if (await Seconds(context.Request) is not { } seconds || !cloud.Clock.PutForward(TimeSpan.FromSeconds(seconds)))
        {
            await Refuse(
                context,
                StatusCodes.Status422UnprocessableEntity,
                $$"""Send {"seconds": n}, at most {{LocalClock.Furthest.TotalDays}} days in all; the clock does not go back."""
            );
            return;
        }

        await cloud.Scheduler.RunOnce();
        await Write(context, "application/json", Clock());
    }

    /// <summary>Null when the body is not as expected.</summary>
    private static async Task<int?> Seconds(HttpRequest request)
    {
        if (request.ContentLength is not (> 0 and <= LongestClockBody))
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
        return Write(context, "application/problem+json", JsonSerializer.Serialize(new { Status = status, Detail = detail }, Json));
    }

    /// <summary>Serves event images from the uploads bucket, as the CDN does.</summary>
    private async Task Image(HttpContext context)
    {
        if (
            await cloud.Host.App.Files(Buckets.Uploads).Get(context.Request.Path.Value!.TrimStart('/'), context.RequestAborted)
            is not { } image
        )
        {
            context.Response.StatusCode = 404;
            return;
        }

        context.Response.ContentType = context.Request.Path.Value.EndsWith(".png", StringComparison.Ordinal)
            ? FileTypes.Png
            : FileTypes.Jpeg;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await context.Response.Body.WriteAsync(image);
    }

    public object Services() =>
        new
        {
            Web = Text(cloud.Web),
            Api = Text(cloud.Api),
            Dynamodb = new
            {
                Endpoint = Text(cloud.Tables),
                LocalCloud.Region,
                LocalCloud.AccessKeyId,
                LocalCloud.SecretAccessKey,
                Tables = Tables.All.ToDictionary(table => table.Name, table => table.NameIn(LocalCloud.Stage)),
            },
            S3 = new
            {
                Endpoint = Text(cloud.S3),
                LocalCloud.Region,
                LocalCloud.AccessKeyId,
                LocalCloud.SecretAccessKey,
                Buckets = Buckets.All.ToDictionary(bucket => bucket.Name, bucket => bucket.NameIn(LocalCloud.Stage)),
            },
            Cognito = new
            {
                Endpoint = cloud.Cognito.Address,
                LocalCloud.Region,
                cloud.Cognito.UserPoolId,
                cloud.Cognito.ClientId,
                cloud.Cognito.Issuer,
                JwksUri = $"{cloud.Cognito.Issuer}/.well-known/jwks.json",
            },
            Stripe = new
            {
                // Do not expose the developer's own keys when real Stripe is used.
                Endpoint = Text(cloud.Config.StripeEndpoint),
                SecretKey = cloud.Stripe is null ? null : LocalCloud.StripeSecretKey,
                cloud.Secrets.Stripe!.PublishableKey,
                WebhookSecret = cloud.Stripe is null ? null : cloud.Secrets.Stripe.WebhookSecret,
            },
            Mail = new { Endpoint = Text(cloud.Mail), Inbox = Text(new Uri(cloud.Mail, "/inbox")) },
            Logins = cloud.Options.Demo
                ? Demo.Logins.Select(login => new
                {
                    login.Email,
                    Demo.Password,
                    login.Groups,
                })
                : [],
        };

    private async Task Home(HttpContext context)
    {
        var events = (await cloud.Host.App.Db.Events.Listed().Page(context.RequestAborted)).Items;
        var rows = new (string Name, string Address)[]
        {
            ("Web", Text(cloud.Web)),
            ("API", $"{cloud.Api}/events"),
            ("Services as JSON", new Uri(cloud.Web, "/local/services").AbsoluteUri),
            ("Mailbox", new Uri(cloud.Mail, "/inbox").AbsoluteUri),
            ("Sign-in", cloud.Cognito.Address),
            ("Stripe stand-in", Text(cloud.Config.StripeEndpoint)),
            ("Files", Text(cloud.S3)),
            ("Tables", Text(cloud.Tables)),
        };
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; img-src data:; style-src 'sha256-" + StyleHash + "'";
        await Write(
            context,
            "text/html; charset=utf-8",
            $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <link rel="icon" href="data:,"><title>EventTicketing on this machine</title>
            <style>{Style}</style></head><body><main>
            <h1>EventTicketing on this machine</h1>
            <h2>Services</h2>
            <dl>{string.Concat(
                rows.Select(row => $"<dt>{row.Name}</dt><dd><a href=\"{Encoded(row.Address)}\">{Encoded(row.Address)}</a></dd>")
            )}</dl>
            <h2>Clock</h2>
            <p>{cloud.Clock.GetUtcNow():u}, {cloud.Clock.Ahead:g} ahead. To put it forward:</p>
            <p><code>{Encoded(cloud.PutsClockForward)}</code></p>
            {(cloud.Options.Demo ? Logins() : "")}
            <h2>Events</h2>
            <ul>{string.Concat(
                events.Select(item =>
                    $"<li><a href=\"/api/events/{Encoded(item.EventId)}\">{Encoded(item.Title)}</a>, "
                    + $"{Encoded(item.Venue.City)}, {item.StartsAt:u}</li>"
                )
            )}</ul>
            </main></body></html>
            """
        );
    }

    private static string Logins() =>
        $"""
            <h2>Demo logins</h2>
            <p>The password of all of them is <code>{Demo.Password}</code>.</p>
            <ul>{string.Concat(
                Demo.Logins.Select(login => $"<li><code>{login.Email}</code> {Encoded(string.Join(", ", login.Groups))}</li>")
            )}</ul>
            """;

    private const string Style =
        ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:0}"
        + "main{max-width:46rem;margin:2rem auto;padding:0 1rem}"
        + "dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.5rem}dd{margin:0;overflow-wrap:anywhere}";

    private static readonly string StyleHash = Convert.ToBase64String(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Style))
    );

    private static string Text(Uri address) => address.AbsoluteUri.TrimEnd('/');

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);

    private static Task Write(HttpContext context, string type, string body)
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(body);
    }
}
