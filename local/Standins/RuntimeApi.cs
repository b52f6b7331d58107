using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EventTicketing.Local.Standins;

/// <summary>
/// The outcome of an invocation: either <paramref name="Response"/>, the result's JSON, or <paramref name="Error"/>.
/// </summary>
public sealed record InvocationResult(string RequestId, string? Response, FunctionError? Error);

/// <summary>An error reported by a function; <paramref name="TypeHeader"/> is <c>Lambda-Runtime-Function-Error-Type</c>.</summary>
public sealed record FunctionError(string TypeHeader, string ContentType, string Json)
{
    public string Type => Text("errorType");

    public string Message => Text("errorMessage");

    public string[] StackTrace =>
        [.. JsonDocument.Parse(Json).RootElement.GetProperty("stackTrace").EnumerateArray().Select(line => line.GetString()!)];

    private string Text(string name) => JsonDocument.Parse(Json).RootElement.GetProperty(name).GetString()!;
}

/// <summary>
/// The Lambda Runtime API on 127.0.0.1, for a function in this or another process, which finds <see cref="Address"/> in
/// <c>AWS_LAMBDA_RUNTIME_API</c>. Serves one function at a time, and any number of invocations.
/// </summary>
public sealed class RuntimeApi : IAsyncDisposable
{
    private static readonly TimeSpan LongestInvocation = TimeSpan.FromSeconds(30);
    private readonly Channel<Pending> _queue = Channel.CreateBounded<Pending>(1000);
    private readonly ConcurrentDictionary<string, Pending> _underWay = new();
    private readonly ConcurrentDictionary<string, ConnectionContext> _connections = new();
    private readonly TaskCompletionSource<FunctionError> _initError = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _app;
    private int _connectionCount;

    private RuntimeApi()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, Remember));
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        _app.MapGet("/2018-06-01/runtime/invocation/next", Next);
        _app.MapPost("/2018-06-01/runtime/invocation/{id}/response", (string id, HttpRequest request) => Response(id, request));
        _app.MapPost("/2018-06-01/runtime/invocation/{id}/error", (string id, HttpRequest request) => Error(id, request));
        _app.MapPost("/2018-06-01/runtime/init/error", InitFailed);
    }

    /// <summary><c>host:port</c>.</summary>
    public string Address => new Uri(_app.Urls.Single()).Authority;

    /// <summary>Completes when the function reports an initialization error.</summary>
    public Task<FunctionError> InitError => _initError.Task.WaitAsync(LongestInvocation);

    /// <summary>The number of connections accepted so far.</summary>
    public int Connections => _connectionCount;

    /// <summary>Whether events are sent with chunked encoding instead of a content length.</summary>
    public bool Chunked { get; init; }

    /// <summary>Whether every response closes its connection.</summary>
    public bool ClosesConnections { get; init; }

    /// <summary>Headers to send with each event; they add to or replace the usual ones.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>Status of the response to the next result or error, when it should not be 202.</summary>
    public int Refusal { get; set; }

    public static async Task<RuntimeApi> Start(bool chunked = false, bool closesConnections = false)
    {
        var api = new RuntimeApi { Chunked = chunked, ClosesConnections = closesConnections };
        await api._app.StartAsync();
        return api;
    }

    /// <summary>Sends an event to the function and waits for its result, for 30 seconds at most.</summary>
    public async Task<InvocationResult> Invoke(string json)
    {
        var pending = new Pending(Guid.NewGuid().ToString(), json);
        await _queue.Writer.WriteAsync(pending);
        return await pending.Result.Task.WaitAsync(LongestInvocation);
    }

    /// <summary>Aborts all connections, as happens to an environment that was frozen.</summary>
    public void DropConnections()
    {
        var dropped = _connections.ToArray();
        foreach (var (_, connection) in dropped)
            connection.Abort();
        // A request that still waits on one of them would take the next event with it.
        SpinWait.SpinUntil(() => !dropped.Any(connection => _connections.ContainsKey(connection.Key)), LongestInvocation);
    }

    public async ValueTask DisposeAsync()
    {
        DropConnections();
        await _app.DisposeAsync();
    }

    private void Remember(ListenOptions options) =>
        options.Use(next =>
            async connection =>
            {
                Interlocked.Increment(ref _connectionCount);
                _connections[connection.ConnectionId] = connection;
                try
                {
                    await next(connection);
                }
                finally
                {
                    _connections.TryRemove(connection.ConnectionId, out _);
                }
            }
        );

    private async Task Next(HttpContext http)
    {
        var pending = await _queue.Reader.ReadAsync(http.RequestAborted);
        _underWay[pending.Id] = pending;
        var deadline = DateTimeOffset.UtcNow + LongestInvocation;
        http.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = pending.Id;
        http.Response.Headers["Lambda-Runtime-Deadline-Ms"] = $"{deadline.ToUnixTimeMilliseconds()}";
        http.Response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:eu-central-1:000000000000:function:test";
        http.Response.Headers["Lambda-Runtime-Trace-Id"] = $"Root=1-5759e988-bd862e3fe1be46a994272793;Parent={pending.Id[..8]};Sampled=1";
        foreach (var (name, value) in Headers)
            http.Response.Headers[name] = value;
        if (ClosesConnections)
            http.Response.Headers.Connection = "close";
        var body = Encoding.UTF8.GetBytes(pending.Json);
        if (!Chunked)
            http.Response.ContentLength = body.Length;
        const int piece = 10_000;
        for (var at = 0; at < body.Length; at += piece)
        {
            await http.Response.Body.WriteAsync(body.AsMemory(at, Math.Min(piece, body.Length - at)));
            await http.Response.Body.FlushAsync();
        }
    }

    private async Task<IResult> Response(string id, HttpRequest request) => Finish(id, new InvocationResult(id, await Text(request), null));

    private async Task<IResult> Error(string id, HttpRequest request) => Finish(id, new InvocationResult(id, null, await ErrorOf(request)));

    private async Task<IResult> InitFailed(HttpRequest request)
    {
        _initError.TrySetResult(await ErrorOf(request));
        return Results.StatusCode(202);
    }

    private IResult Finish(string id, InvocationResult result)
    {
        if (!_underWay.TryRemove(id, out var pending))
            return Results.StatusCode(403);
        pending.Result.SetResult(result);
        var status = Refusal == 0 ? 202 : Refusal;
        Refusal = 0;
        return Results.Text("{\"status\":\"OK\"}", "application/json", Encoding.UTF8, status);
    }

    private static async Task<FunctionError> ErrorOf(HttpRequest request) =>
        new(request.Headers["Lambda-Runtime-Function-Error-Type"].ToString(), request.ContentType ?? "", await Text(request));

    private static Task<string> Text(HttpRequest request) => new StreamReader(request.Body, Encoding.UTF8).ReadToEndAsync();

    private sealed record Pending(string Id, string Json)
    {
        public TaskCompletionSource<InvocationResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
