using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EventTicketing.Local.Standins;

/// <summary>The pipeline of every call: API key, idempotency key, injected faults, handler, commit.</summary>
internal sealed class StripeApi(WebApplication app, StripeStore store, StripeWebhooks webhooks, string secretKey, string publishableKey)
{
    /// <summary>The only API version supported here.</summary>
    public const string Version = "2026-10-28.endive";

    private readonly List<Fault> _faults = [];

    public void Get(string path, Func<StripeCall, JsonNode> handler, bool publishable = false) => Map("GET", path, handler, publishable);

    public void Post(string path, Func<StripeCall, JsonNode> handler, bool publishable = false) => Map("POST", path, handler, publishable);

    public void Delete(string path, Func<StripeCall, JsonNode> handler) => Map("DELETE", path, handler, publishable: false);

    /// <summary>Maps a test switch that real Stripe does not have. It needs no API key.</summary>
    public void Test(string method, string path, Func<StripeCall, JsonNode> handler) =>
        app.MapMethods(
            "/test" + path,
            [method],
            http =>
                Guarded(
                    http,
                    async () =>
                    {
                        var caller = new StripeCaller(method, http.Request.Path, Id(http), Origin(http));
                        var call = new StripeCall(store, webhooks, await StripeForm.Read(http.Request), caller);
                        var answer = Execute(call, handler);
                        var isPage = http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
                        if (isPage && answer.Status == StatusCodes.Status200OK && call.Next is { } next)
                            Redirect(http, next);
                        else
                            await Write(http, answer);
                    }
                )
        );

    public void MapCommon()
    {
        Test("POST", "/faults", AddFault);
        app.MapMethods(
            "/v1/{**path}",
            ["OPTIONS"],
            http =>
            {
                Share(http);
                http.Response.Headers.AccessControlAllowMethods = "GET, POST";
                http.Response.Headers.AccessControlAllowHeaders = "authorization, content-type, idempotency-key, stripe-version";
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            }
        );
        app.MapFallback(
            "/v1/{**path}",
            http =>
                Guarded(
                    http,
                    () =>
                        throw StripeRefusal.Invalid(
                            $"Unrecognized request URL ({http.Request.Method}: {http.Request.Path}).",
                            status: StatusCodes.Status404NotFound
                        )
                )
        );
    }

    private void Map(string method, string path, Func<StripeCall, JsonNode> handler, bool publishable) =>
        app.MapMethods("/v1" + path, [method], http => Guarded(http, () => Answer(http, handler, publishable)));

    private async Task Answer(HttpContext http, Func<StripeCall, JsonNode> handler, bool publishable)
    {
        // Browsers may read responses to calls with the publishable key, as at api.stripe.com.
        if (publishable)
            http.Response.Headers.AccessControlAllowOrigin = "*";
        var form = await StripeForm.Read(http.Request);
        var isPublishable = Authenticate(http.Request, form, publishable);
        if (http.Request.Headers["Stripe-Version"].ToString() is { Length: > 0 } version and not Version)
            throw StripeRefusal.Invalid($"Invalid Stripe API version: {version}. Here it is {Version}.");
        var fault = TakeFault(http.Request.Path);
        if (fault is { After: false })
        {
            await Break(http, fault);
            return;
        }
        var key = HttpMethods.IsPost(http.Request.Method) ? IdempotencyKey(http.Request) : null;
        var caller = new StripeCaller(
            http.Request.Method,
            http.Request.Path,
            Id(http),
            Origin(http),
            http.Response.Headers["Request-Id"],
            key,
            isPublishable
        );
        var answer = Execute(new StripeCall(store, webhooks, form, caller), handler);
        if (fault is not null)
            await Break(http, fault);
        else
            await Write(http, answer);
    }

    private StripeAnswer Execute(StripeCall call, Func<StripeCall, JsonNode> handler)
    {
        lock (store.Gate)
        {
            if (Replay(call) is { } earlier)
                return earlier;
            var answer = Run(call, handler);
            if (call.Caller.IdempotencyKey is { } key)
                call.Save(Stored(call, key, answer));
            store.Commit(call.Changes);
            webhooks.Send(call.Changes.OfType<Delivery>());
            return answer;
        }
    }

    /// <exception cref="StripeRefusal">The call was rejected before it had any effect.</exception>
    private static StripeAnswer Run(StripeCall call, Func<StripeCall, JsonNode> handler)
    {
        try
        {
            var shown = handler(call);
            call.Form.RefuseUnknown();
            return StripeAnswer.Of(StatusCodes.Status200OK, shown, call.Caller);
        }
        catch (StripeRefusal refusal) when (refusal.Executed)
        {
            return StripeAnswer.Of(refusal.Status, refusal.Body, call.Caller);
        }
    }

    private StripeAnswer? Replay(StripeCall call)
    {
        if (call.Caller.IdempotencyKey is not { } key)
            return null;
        if (store.Find<StoredAnswer>(StoredAnswer.IdOf(key)) is not { } stored || store.IsOver(stored))
            return null;
        return stored.Fingerprint == Fingerprint(call)
            ? new(stored.Status, stored.Body, stored.RequestId)
            : throw StripeRefusal.Idempotency($"The key '{key}' was first used with other parameters. Use another key.");
    }

    private static StoredAnswer Stored(StripeCall call, string key, StripeAnswer answer) =>
        new()
        {
            Id = StoredAnswer.IdOf(key),
            Created = call.Now,
            Fingerprint = Fingerprint(call),
            RequestId = call.Caller.RequestId!,
            Status = answer.Status,
            Body = answer.Body,
        };

    private static string Fingerprint(StripeCall call) =>
        $"{call.Caller.Method} {call.Caller.Path} {call.Caller.Publishable} {call.Form.Fingerprint()}";

    /// <returns>Whether the call used the publishable key.</returns>
    private bool Authenticate(HttpRequest request, StripeForm form, bool publishable)
    {
        var field = form.Text("key");
        var key =
            Bearer(request.Headers.Authorization.ToString())
            ?? field
            ?? throw StripeRefusal.Unauthorized(
                "You did not provide an API key. Provide it in the Authorization header, as a bearer token."
            );
        if (key == secretKey)
            return false;
        if (key != publishableKey)
            throw StripeRefusal.Unauthorized($"Invalid API Key provided: {key[..Math.Min(8, key.Length)]}****");
        return publishable
            ? true
            : throw StripeRefusal.Invalid(
                "This API call cannot be made with a publishable API key. Use a secret API key.",
                code: "secret_key_required",
                status: 403
            );
    }

    private static string? Bearer(string authorization)
    {
        if (authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return authorization[7..].Trim();
        if (!authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return null;
        Span<byte> decoded = stackalloc byte[512];
        return Convert.TryFromBase64String(authorization[6..].Trim(), decoded, out var length)
            ? Encoding.UTF8.GetString(decoded[..length]).Split(':')[0]
            : null;
    }

    private static string? IdempotencyKey(HttpRequest request)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length > 255)
            throw StripeRefusal.Idempotency("Idempotency keys have at most 255 characters.");
        return key is "" ? null : key;
    }

    private JsonNode AddFault(StripeCall call)
    {
        var times = call.Form.Integer("times") ?? 1;
        var status = call.Form.Integer("status") ?? 0;
        if (times is < 1 or > 1000 || status is not (0 or (>= 400 and <= 599)))
            throw StripeRefusal.Invalid("times is 1 to 1000; status is 400 to 599, or 0 for no answer at all.");
        var fault = new Fault((int)status, call.Form.Flag("after"), call.Form.Text("path") ?? "/v1");
        lock (_faults)
            _faults.AddRange(Enumerable.Repeat(fault, (int)times));
        return new JsonObject { ["waiting"] = _faults.Count };
    }

    private Fault? TakeFault(string path)
    {
        lock (_faults)
        {
            var fault = _faults.Find(fault => path.StartsWith(fault.Path, StringComparison.Ordinal));
            if (fault is not null)
                _faults.Remove(fault);
            return fault;
        }
    }

    private static Task Break(HttpContext http, Fault fault)
    {
        if (fault.Status != 0)
            throw StripeRefusal.Fault(fault.Status);
        http.Abort();
        return Task.CompletedTask;
    }

    private static async Task Guarded(HttpContext http, Func<Task> handle)
    {
        var requestId = "req_" + RandomNumberGenerator.GetHexString(14, lowercase: true);
        http.Response.Headers["Request-Id"] = requestId;
        Share(http);
        try
        {
            await handle();
        }
        catch (StripeRefusal refusal)
        {
            await Write(http, new(refusal.Status, refusal.Body.ToJsonString()));
        }
    }

    private static Task Write(HttpContext http, StripeAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        if (answer.OriginalRequest is { } original)
        {
            http.Response.Headers["Idempotent-Replayed"] = "true";
            http.Response.Headers["Original-Request"] = original;
        }
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-cache, no-store";
        return http.Response.WriteAsync(answer.Body);
    }

    private static void Redirect(HttpContext http, string url)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = url;
    }

    /// <summary>Allows CORS from all origins, because pages call Stripe directly and the keys are the protection.</summary>
    private static void Share(HttpContext http)
    {
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.Headers.AccessControlExposeHeaders = "Request-Id, Idempotent-Replayed";
    }

    private static string? Id(HttpContext http) => (string?)http.GetRouteValue("id");

    private static string Origin(HttpContext http) =>
        string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{http.Connection.LocalPort}");

    /// <param name="Status">HTTP status; 0 closes the connection without a response.</param>
    /// <param name="After">Whether the call takes effect and only its response is lost.</param>
    /// <param name="Path">Prefix of the paths to which the fault applies.</param>
    private sealed record Fault(int Status, bool After, string Path);
}

/// <param name="OriginalRequest">For a replayed response, the id of the original request.</param>
internal sealed record StripeAnswer(int Status, string Body, string? OriginalRequest = null)
{
    private static readonly string[] ForServersOnly = ["metadata", "latest_charge", "amount_received", "customer"];

    public static StripeAnswer Of(int status, JsonNode body, StripeCaller caller)
    {
        if (caller.Publishable)
            Conceal((body["error"]?["payment_intent"] ?? body).AsObject());
        return new(status, body.ToJsonString());
    }

    /// <summary>Like real Stripe, hides server-only fields from callers with the publishable key.</summary>
    private static void Conceal(JsonObject shown)
    {
        foreach (var name in ForServersOnly)
            shown.Remove(name);
    }
}
