using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Lambda.Core;

namespace EventTicketing.Runtime;

/// <summary>
/// All log lines. Each is one line of JSON with the keys of Powertools for AWS Lambda, and has ids and codes only: never a name, an
/// address, a body or a token. Counts become metrics of the stage through CloudWatch's embedded metric format.
/// </summary>
public sealed class Log(string service, string stage, TextWriter output)
{
    private const int MaxStackCharacters = 4_000;
    private readonly Lock _lock = new();
    private bool _cold = true;

    /// <param name="requestId">The id that the caller gets as <c>x-request-id</c>.</param>
    public void Answered(
        ILambdaContext context,
        string requestId,
        string method,
        string route,
        int status,
        string? code,
        TimeSpan took,
        IReadOnlyDictionary<string, long> counts
    ) =>
        Write(
            status >= 500 ? "ERROR" : "INFO",
            "call answered",
            context,
            took,
            counts,
            writer =>
            {
                writer.WriteString("correlation_id", requestId);
                writer.WriteString("http_method", method);
                writer.WriteString("http_route", route);
                writer.WriteNumber("http_status", status);
                if (code is not null)
                    writer.WriteString("problem", code);
            }
        );

    public void Failed(ILambdaContext context, Exception error) =>
        Write("ERROR", "call failed", context, null, null, writer => Write(writer, error));

    public void Worked(ILambdaContext context, int done, int failed, TimeSpan took) =>
        Write(
            failed > 0 ? "WARN" : "INFO",
            "work done",
            context,
            took,
            failed > 0 ? new Dictionary<string, long> { ["Failed"] = failed } : [],
            writer =>
            {
                writer.WriteNumber("Done", done);
                if (failed == 0)
                    writer.WriteNumber("Failed", failed);
            }
        );

    public void WorkFailed(ILambdaContext context, string subject, Exception error) =>
        Write(
            "ERROR",
            "work failed",
            context,
            null,
            null,
            writer =>
            {
                writer.WriteString("subject", subject);
                Write(writer, error);
            }
        );

    private void Write(
        string level,
        string message,
        ILambdaContext context,
        TimeSpan? took,
        IReadOnlyDictionary<string, long>? counts,
        Action<Utf8JsonWriter> fields
    )
    {
        if (output == TextWriter.Null)
            return;
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("level", level);
            writer.WriteString("message", message);
            writer.WriteString("timestamp", TimeProvider.System.GetUtcNow());
            writer.WriteString("service", service);
            writer.WriteString("stage", stage);
            writer.WriteBoolean("cold_start", _cold);
            writer.WriteString("function_name", context.FunctionName);
            writer.WriteString("function_version", context.FunctionVersion);
            writer.WriteNumber("function_memory_size", context.MemoryLimitInMB);
            writer.WriteString("function_arn", context.InvokedFunctionArn);
            writer.WriteString("function_request_id", context.AwsRequestId);
            if (Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID") is { } trace)
                writer.WriteString("xray_trace_id", trace);
            fields(writer);
            if (took is not null)
                WriteMetrics(writer, took.Value, counts!);
            writer.WriteEndObject();
        }

        lock (_lock)
        {
            _cold = false;
            output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
        }
    }

    /// <summary>
    /// AWS bills each metric name once per combination of dimensions. So the stage is the only dimension, and the duration of a call is a
    /// field of the log line, not a metric.
    /// </summary>
    private static void WriteMetrics(Utf8JsonWriter writer, TimeSpan took, IReadOnlyDictionary<string, long> counts)
    {
        writer.WriteNumber("Duration", took.TotalMilliseconds);
        if (counts.Count == 0)
            return;
        foreach (var (name, count) in counts)
            writer.WriteNumber(name, count);
        writer.WriteStartObject("_aws");
        writer.WriteNumber("Timestamp", TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        writer.WriteStartArray("CloudWatchMetrics");
        writer.WriteStartObject();
        writer.WriteString("Namespace", "EventTicketing");
        writer.WritePropertyName("Dimensions");
        writer.WriteRawValue("""[["stage"]]""");
        writer.WriteStartArray("Metrics");
        foreach (var name in counts.Keys)
        {
            writer.WriteStartObject();
            writer.WriteString("Name", name);
            writer.WriteString("Unit", "Count");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Writes the type and stack of an error, but not its message, which may quote user input.</summary>
    private static void Write(Utf8JsonWriter writer, Exception error)
    {
        writer.WriteStartObject("exception");
        writer.WriteString("type", error.GetType().FullName);
        if (error is Amazon.Runtime.AmazonServiceException service)
            writer.WriteString("code", service.ErrorCode);
        if (error.InnerException is { } inner)
            writer.WriteString("cause", inner.GetType().FullName);
        writer.WriteString(
            "stack_trace",
            error.StackTrace is { Length: > MaxStackCharacters } stack ? stack[..MaxStackCharacters] : error.StackTrace
        );
        writer.WriteEndObject();
    }
}
