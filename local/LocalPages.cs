using System.Net;
using System.Text.Json;
using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Flows;
using EventTicketing.Local.Standins;
using EventTicketing.Ports;

namespace EventTicketing.Local;

/// <summary>Pages that only the local host has: the list of its services, as JSON for tools and as HTML for people.</summary>
/// <param name="tables">DynamoDB endpoint with backup operations.</param>
public sealed class LocalPages(App app, Config config, CognitoStandin cognito, StripeKeys stripe, Uri tables, LocalClock clock, bool demo)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private Uri Web => config.SiteUrl!;
    private Uri Api => new(Web, "/api");
    private Uri Mail => config.MailEndpoint!;
    private Uri S3 => config.S3Endpoint!;
    private bool StripeIsStandin => config.StripeEndpoint != Config.Stripe;

    public void Map(WebApplication web)
    {
        web.MapGet("/local/services", context => Write(context, "application/json", JsonSerializer.Serialize(Services(), Json)));
        web.MapGet("/images/{**key}", Image);
        web.MapGet("/local", Home);
    }

    /// <summary>Serves images from the uploads bucket, as the CDN does.</summary>
    private async Task Image(HttpContext context)
    {
        if (await app.Files(Buckets.Uploads).Get(context.Request.Path.Value!.TrimStart('/'), context.RequestAborted) is not { } image)
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
            Web = Text(Web),
            Api = Text(Api),
            Dynamodb = new
            {
                Endpoint = Text(tables),
                LocalAccount.Region,
                LocalAccount.AccessKeyId,
                LocalAccount.SecretAccessKey,
                Tables = Tables.All.ToDictionary(table => table.Name, table => table.NameIn(LocalAccount.Stage)),
            },
            S3 = new
            {
                Endpoint = Text(S3),
                LocalAccount.Region,
                LocalAccount.AccessKeyId,
                LocalAccount.SecretAccessKey,
                Buckets = Buckets.All.ToDictionary(bucket => bucket.Name, bucket => bucket.NameIn(LocalAccount.Stage)),
            },
            Cognito = new
            {
                Endpoint = cognito.Address,
                LocalAccount.Region,
                cognito.UserPoolId,
                cognito.ClientId,
                cognito.Issuer,
                JwksUri = $"{cognito.Issuer}/.well-known/jwks.json",
            },
            Stripe = new
            {
                // Do not expose the developer's own keys when real Stripe is used.
                Endpoint = Text(config.StripeEndpoint),
                SecretKey = StripeIsStandin ? stripe.SecretKey : null,
                stripe.PublishableKey,
                WebhookSecret = StripeIsStandin ? stripe.WebhookSecret : null,
            },
            Mail = new { Endpoint = Text(Mail), Inbox = Text(new Uri(Mail, "/inbox")) },
            Webhooks = new { Inbox = Text(new Uri(Mail, "/webhooks")) },
            Sms = new { Endpoint = Text(Mail), Inbox = Text(new Uri(Mail, "/sms")) },
            Logins = demo
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
        var events = (await app.Db.Events.Listed().Page(context.RequestAborted)).Items;
        var rows = new (string Name, string Address)[]
        {
            ("Web", Text(Web)),
            ("API", $"{Api}/events"),
            ("Services as JSON", new Uri(Web, "/local/services").AbsoluteUri),
            ("Mailbox", new Uri(Mail, "/inbox").AbsoluteUri),
            ("Text messages", new Uri(Mail, "/sms").AbsoluteUri),
            ("Messages to webhooks", new Uri(Mail, "/webhooks").AbsoluteUri),
            ("Sign-in", cognito.Address),
            ("Stripe stand-in", Text(config.StripeEndpoint)),
            ("Files", Text(S3)),
            ("Tables", Text(tables)),
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
            <p>{clock.GetUtcNow():u}, {clock.Ahead:g} ahead. To put it forward:</p>
            <p><code>{Encoded(ClockPage.PutsForward(Web))}</code></p>
            {(demo ? Logins() : "")}
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
