using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.Core;

namespace EventTicketing.Runtime;

/// <summary>The properties of a function that all its invocations share; empty when the platform does not set them.</summary>
/// <param name="MemoryLimitInMB">0 when unknown.</param>
public sealed record LambdaFunction(string Name, string Version, int MemoryLimitInMB, string LogGroup, string LogStream)
{
    /// <summary>Reads the environment variables that the platform sets.</summary>
    public static LambdaFunction FromEnvironment()
    {
        _ = int.TryParse(Variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), NumberStyles.None, CultureInfo.InvariantCulture, out var memory);
        return new(
            Variable("AWS_LAMBDA_FUNCTION_NAME"),
            Variable("AWS_LAMBDA_FUNCTION_VERSION"),
            memory,
            Variable("AWS_LAMBDA_LOG_GROUP_NAME"),
            Variable("AWS_LAMBDA_LOG_STREAM_NAME")
        );
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";
}

/// <summary>An invocation's context, from the headers of the Runtime API.</summary>
public sealed class LambdaContext : ILambdaContext
{
    private readonly LambdaFunction _function;
    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _deadline;
    private readonly string? _clientContext;
    private readonly string? _identity;

    /// <param name="function">The function invoked.</param>
    /// <param name="headers">The headers of the response to <c>/invocation/next</c>.</param>
    /// <param name="clock">Null: the system clock.</param>
    /// <exception cref="IOException">The headers lack the request id, or their deadline is not a number.</exception>
    public LambdaContext(LambdaFunction function, IReadOnlyDictionary<string, string> headers, TimeProvider? clock = null)
    {
        _function = function;
        _clock = clock ?? TimeProvider.System;
        AwsRequestId = headers.GetValueOrDefault("Lambda-Runtime-Aws-Request-Id") ?? throw new IOException("an invocation without an id");
        _deadline = Deadline(headers.GetValueOrDefault("Lambda-Runtime-Deadline-Ms"));
        InvokedFunctionArn = headers.GetValueOrDefault("Lambda-Runtime-Invoked-Function-Arn", "");
        TraceId = headers.GetValueOrDefault("Lambda-Runtime-Trace-Id", "");
        TenantId = headers.GetValueOrDefault("Lambda-Runtime-Aws-Tenant-Id", "");
        _clientContext = headers.GetValueOrDefault("Lambda-Runtime-Client-Context");
        _identity = headers.GetValueOrDefault("Lambda-Runtime-Cognito-Identity");
    }

    public string AwsRequestId { get; }
    public string InvokedFunctionArn { get; }
    public string FunctionName => _function.Name;
    public string FunctionVersion => _function.Version;
    public string LogGroupName => _function.LogGroup;
    public string LogStreamName => _function.LogStream;
    public int MemoryLimitInMB => _function.MemoryLimitInMB;
    public TimeSpan RemainingTime => _deadline - _clock.GetUtcNow();
    public ILambdaLogger Logger => ConsoleLogger.Instance;
    public string TraceId { get; }
    public string TenantId { get; }

    /// <summary>Null unless a mobile client invoked the function.</summary>
    /// <exception cref="JsonException">The header is not the JSON of a client context.</exception>
    public IClientContext? ClientContext => field ??= Parse(_clientContext, ContextJson.Default.MobileClient);

    /// <summary>Null unless the function was invoked with the credentials of a Cognito identity.</summary>
    /// <exception cref="JsonException">The header is not the JSON of an identity.</exception>
    public ICognitoIdentity? Identity => field ??= Parse(_identity, ContextJson.Default.CognitoIdentity);

    private static DateTimeOffset Deadline(string? milliseconds) =>
        long.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? DateTimeOffset.FromUnixTimeMilliseconds(value)
            : throw new IOException("an invocation without a deadline");

    private static T? Parse<T>(string? json, JsonTypeInfo<T> type)
        where T : class => string.IsNullOrEmpty(json) ? null : JsonSerializer.Deserialize(json, type);

    private sealed class ConsoleLogger : ILambdaLogger
    {
        public static readonly ConsoleLogger Instance = new();

        public void Log(string message) => Console.Out.Write(message);

        public void LogLine(string message) => Console.Out.WriteLine(message);

        public void Log(string level, string message) => LambdaLogger.Log(level, message, []);

        public void Log(string level, string message, params object[] args) => LambdaLogger.Log(level, message, args);

        public void Log(string level, Exception exception, string message, params object[] args) =>
            LambdaLogger.Log(level, exception, message, args);
    }
}

internal sealed record MobileClient(
    [property: JsonPropertyName("client")] MobileApplication? Application,
    [property: JsonPropertyName("custom")] Dictionary<string, string>? CustomValues,
    [property: JsonPropertyName("env")] Dictionary<string, string>? EnvironmentValues
) : IClientContext
{
    IClientApplication? IClientContext.Client => Application;
    IDictionary<string, string>? IClientContext.Custom => CustomValues;
    IDictionary<string, string>? IClientContext.Environment => EnvironmentValues;
}

internal sealed record MobileApplication(
    [property: JsonPropertyName("app_package_name")] string? AppPackageName,
    [property: JsonPropertyName("app_title")] string? AppTitle,
    [property: JsonPropertyName("app_version_code")] string? AppVersionCode,
    [property: JsonPropertyName("app_version_name")] string? AppVersionName,
    [property: JsonPropertyName("installation_id")] string? InstallationId
) : IClientApplication;

internal sealed record CognitoIdentity(
    [property: JsonPropertyName("cognitoIdentityId")] string? IdentityId,
    [property: JsonPropertyName("cognitoIdentityPoolId")] string? IdentityPoolId
) : ICognitoIdentity;

[JsonSerializable(typeof(MobileClient))]
[JsonSerializable(typeof(CognitoIdentity))]
internal sealed partial class ContextJson : JsonSerializerContext;
