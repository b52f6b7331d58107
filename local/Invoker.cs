using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Amazon.Lambda.TestUtilities;
using EventTicketing.Local.Standins;
using EventTicketing.Runtime;

namespace EventTicketing.Local;

/// <summary>Runs functions by name, as Lambda would: JSON in, JSON out.</summary>
public interface IInvoker : IAsyncDisposable
{
    Task<string> Invoke(string function, string json);
}

/// <summary>In this process: what is debugged and tested.</summary>
public sealed class InProcess(Runtime.Host host) : IInvoker
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, IFunction> _functions = new(StringComparer.Ordinal);

    public async Task<string> Invoke(string function, string json)
    {
        var context = new TestLambdaContext
        {
            FunctionName = $"event-ticketing-local-{char.ToLowerInvariant(function[0])}{function[1..]}",
            FunctionVersion = "$LATEST",
            AwsRequestId = Guid.NewGuid().ToString(),
            InvokedFunctionArn = $"arn:aws:lambda:us-east-1:000000000000:function:event-ticketing-local-{function}",
            MemoryLimitInMB = 512,
            RemainingTime = Timeout,
        };
        using var response = new MemoryStream();
        await _functions.GetOrAdd(function, name => Functions.Functions.All[name](host)).Invoke(new MemoryStream(Encoding.UTF8.GetBytes(json)), context, response);
        return Encoding.UTF8.GetString(response.GetBuffer(), 0, (int)response.Length);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>The executable that is deployed, one process per function, each behind its own Runtime API.</summary>
public sealed class Processes(string executable, IReadOnlyDictionary<string, string> environment) : IInvoker
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Running>>> _running = new(StringComparer.Ordinal);

    public async Task<string> Invoke(string function, string json)
    {
        var running = await _running.GetOrAdd(function, name => new(() => Start(name))).Value;
        var result = await running.Api.Invoke(json);
        return result.Response ?? throw new InvalidOperationException($"{function} failed: {result.Error?.Json}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var started in _running.Values.Where(running => running.IsValueCreated))
        {
            var running = await started.Value;
            running.Process.Kill();
            await running.Process.WaitForExitAsync();
            await running.Api.DisposeAsync();
        }
    }

    private async Task<Running> Start(string function)
    {
        var api = await RuntimeApi.Start();
        var start = new ProcessStartInfo(executable) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = api.Address;
        start.Environment["_HANDLER"] = function;
        start.Environment["AWS_LAMBDA_FUNCTION_NAME"] = $"event-ticketing-local-{function}";
        start.Environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "512";
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{executable} did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return new(process, api);
    }

    private sealed record Running(Process Process, RuntimeApi Api);
}
