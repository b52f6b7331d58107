using System.Buffers;
using System.Net.Sockets;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EventTicketing.Runtime;

/// <summary>
/// Handles one invocation. An exception becomes the error of the invocation and is not logged: the handler logs it first.
/// </summary>
/// <param name="request">The event's JSON; valid until the task ends.</param>
/// <param name="context">The context, from the headers of the Runtime API.</param>
/// <param name="response">Receives the JSON of the result.</param>
public delegate Task LambdaHandler(MemoryStream request, LambdaContext context, MemoryStream response);

/// <summary>
/// Polls the Lambda Runtime API for invocations, one at a time. It uses HTTP on a plain socket, because at a cold start creating an
/// HttpClient would take longer than everything done here.
/// </summary>
public static class LambdaLoop
{
    /// <summary>Maximum size of a response in bytes, as Lambda accepts it.</summary>
    public const int LargestPayload = 6_291_556;

    private const string Invocation = "/2018-06-01/runtime/invocation/";
    private const string TraceId = "_X_AMZN_TRACE_ID";
    private const int LargestIdleBuffer = 1 << 20;
    private const int LongestErrorMessage = 10_000;
    private const int MostStackLines = 50;

    /// <summary>
    /// Passes invocations to <paramref name="handler"/> until <paramref name="stop"/> is signaled (an invocation in progress is completed)
    /// or <paramref name="maxInvocations"/> is reached. An exception of the handler is reported as the error of the invocation, and the
    /// loop continues.
    /// </summary>
    /// <param name="runtimeApi"><c>host:port</c>, from <c>AWS_LAMBDA_RUNTIME_API</c>.</param>
    /// <param name="function">Null: read from the environment variables.</param>
    /// <returns>The exit code: 0, or 1 when the Runtime API failed.</returns>
    public static async Task<int> Run(
        string runtimeApi,
        LambdaHandler handler,
        CancellationToken stop,
        LambdaFunction? function = null,
        int maxInvocations = int.MaxValue
    )
    {
        function ??= LambdaFunction.FromEnvironment();
        LimitHeap(function.MemoryLimitInMB);
        using var api = new RuntimeApiConnection(runtimeApi, LargestPayload);
        var response = new MemoryStream();
        try
        {
            for (var count = 0; count < maxInvocations; count++)
            {
                if (response.Capacity > LargestIdleBuffer)
                    response = new MemoryStream();
                response.SetLength(0);
                await Serve(api, function, handler, response, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped while idle.
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            await Console.Error.WriteLineAsync($"Runtime API: {e.Message}");
            return 1;
        }
        return 0;
    }

    /// <summary>Reports that the function cannot start. The caller then exits the process.</summary>
    /// <exception cref="SocketException">The Runtime API cannot be reached.</exception>
    /// <exception cref="IOException">The Runtime API does not answer with valid HTTP, or answers with an error.</exception>
    public static async Task ReportInitError(string runtimeApi, Exception error, CancellationToken stop)
    {
        using var api = new RuntimeApiConnection(runtimeApi, LargestPayload);
        await Report(api, "/2018-06-01/runtime/init/error", TypeOf(error), error, stop);
    }

    /// <summary>
    /// Limits the GC heap to the memory of the function, so that the GC collects harder before the platform kills the process.
    /// </summary>
    private static void LimitHeap(int megabytes)
    {
        var bytes = megabytes * 1024L * 1024;
        // Keep a lower limit: it was set on purpose, or is all the memory that the machine has.
        if (megabytes <= 0 || GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < bytes)
            return;
        AppContext.SetData("GCHeapHardLimit", (ulong)bytes);
        try
        {
            GC.RefreshMemoryLimit();
        }
        catch (InvalidOperationException)
        {
            // More is in use already; continue without a limit.
        }
    }

    private static async Task Serve(
        RuntimeApiConnection api,
        LambdaFunction function,
        LambdaHandler handler,
        MemoryStream response,
        CancellationToken stop
    )
    {
        // No timeout: between invocations the environment may be frozen for any time.
        var next = await api.Exchange("GET", Invocation + "next", "", ReadOnlyMemory<byte>.Empty, stop);
        if (next.Status != 200)
            throw new IOException($"status {next.Status} instead of an invocation");
        var context = new LambdaContext(function, next.Headers);
        // The AWS SDK reads this variable to add its calls to the trace.
        Environment.SetEnvironmentVariable(TraceId, context.TraceId);
        var path = Invocation + context.AwsRequestId;
        try
        {
            await handler(new MemoryStream(next.Body, 0, next.Length, writable: false, publiclyVisible: true), context, response);
        }
        catch (Exception e)
        {
            await Report(api, path + "/error", TypeOf(e), e, CancellationToken.None);
            return;
        }
        if (response.Length > LargestPayload)
        {
            var tooLarge = new IOException($"The response has {response.Length} bytes; Lambda takes {LargestPayload} at most.");
            await Report(api, path + "/error", "Function.ResponseSizeTooLarge", tooLarge, CancellationToken.None);
            return;
        }
        var body = response.GetBuffer().AsMemory(0, (int)response.Length);
        await Post(api, path + "/response", "Content-Type: application/json\r\n", body, CancellationToken.None);
    }

    private static async Task Report(RuntimeApiConnection api, string path, string type, Exception error, CancellationToken stop)
    {
        var headers = $"Content-Type: application/vnd.aws.lambda.error+json\r\nLambda-Runtime-Function-Error-Type: {type}\r\n";
        await Post(api, path, headers, ErrorJson(type, error), stop);
    }

    private static async Task Post(RuntimeApiConnection api, string path, string headers, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        var answer = await api.Exchange("POST", path, headers, body, stop);
        if (answer.Status is >= 200 and < 300)
            return;
        var problem = $"status {answer.Status} to {path}: {Encoding.UTF8.GetString(answer.Body, 0, Math.Min(answer.Length, 1024))}";
        // 5xx: the environment is broken, so end the process. 4xx: only this response was refused, for example because it came too late.
        if (answer.Status >= 500)
            throw new IOException(problem);
        await Console.Error.WriteLineAsync($"Runtime API: {problem}");
    }

    private static string TypeOf(Exception error) => error.GetType().Name;

    private static ReadOnlyMemory<byte> ErrorJson(string type, Exception error)
    {
        var json = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        writer.WriteStartObject();
        writer.WriteString("errorMessage", error.Message.AsSpan(0, Math.Min(error.Message.Length, LongestErrorMessage)));
        writer.WriteString("errorType", type);
        writer.WriteStartArray("stackTrace");
        foreach (var line in StackOf(error))
            writer.WriteStringValue(line);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return json.WrittenMemory;
    }

    private static IEnumerable<string> StackOf(Exception error) =>
        (error.StackTrace ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(MostStackLines);
}
