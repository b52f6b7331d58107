namespace EventTicketing.Local.Standins;

/// <param name="Signature">As it came: nobody has told the receiver the secret.</param>
public sealed record ReceivedMessage(string Id, DateTimeOffset ReceivedAt, string Timestamp, string Signature, string Body);

/// <summary>
/// A receiver of webhooks for organizations on this machine: takes any message at <c>POST /webhooks</c>, and shows the latest at
/// <c>GET /webhooks</c>. It forgets them at the end of the process.
/// </summary>
public sealed class WebhookReceiver(TimeProvider clock)
{
    private const int MostMessages = 200;
    private const int LargestBody = 512 * 1024;

    private readonly Queue<ReceivedMessage> _messages = new();
    private readonly Lock _lock = new();

    public void Map(WebApplication app)
    {
        app.MapPost("/webhooks", Receive);
        app.MapGet("/webhooks", Show);
    }

    private async Task Receive(HttpContext context)
    {
        var headers = context.Request.Headers;
        var id = headers["webhook-id"].ToString();
        if (id == "" || context.Request.ContentLength is not (> 0 and <= LargestBody))
        {
            context.Response.StatusCode = 400;
            return;
        }

        var body = await new StreamReader(context.Request.Body).ReadToEndAsync(context.RequestAborted);
        lock (_lock)
        {
            _messages.Enqueue(
                new(id, clock.GetUtcNow(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), body)
            );
            if (_messages.Count > MostMessages)
                _messages.Dequeue();
        }

        context.Response.StatusCode = 204;
    }

    private Task Show(HttpContext context)
    {
        IReadOnlyList<ReceivedMessage> newest;
        lock (_lock)
            newest = [.. _messages.Reverse()];
        context.Response.Headers.Vary = "Accept";
        context.Response.Headers.CacheControl = "no-store";
        return MailPage.IsPreferredBy(context.Request)
            ? MailPage.Write(context.Response, newest)
            : context.Response.WriteAsJsonAsync(newest);
    }
}
