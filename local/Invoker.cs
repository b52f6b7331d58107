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

    /// <summary>The name of the deployed Lambda function.</summary>
    static string NameOf(string function) => $"event-ticketing-{LocalAccount.Stage}-{char.ToLowerInvariant(function[0])}{function[1..]}";

    static string ArnOf(string function) => $"arn:aws:lambda:{LocalAccount.Region}:000000000000:function:{NameOf(function)}";
}

/// <summary>Runs functions in this process, for debugging and tests.</summary>
public sealed class InProcess(Runtime.Host host) : IInvoker
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, IFunction> _functions = new(StringComparer.Ordinal);

    public async Task<string> Invoke(string function, string json)
    {
        var context = new TestLambdaContext
        {
            FunctionName = IInvoker.NameOf(function),
            FunctionVersion = "$LATEST",
            AwsRequestId = Guid.NewGuid().ToString(),
            InvokedFunctionArn = IInvoker.ArnOf(function),
            MemoryLimitInMB = 512,
            RemainingTime = Timeout,
        };
        using var response = new MemoryStream();
        await _functions
            .GetOrAdd(function, name => Functions.Functions.All[name](host))
            .Invoke(new MemoryStream(Encoding.UTF8.GetBytes(json)), context, response);
        return Encoding.UTF8.GetString(response.GetBuffer(), 0, (int)response.Length);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>
/// Runs functions in processes of the deployed executable. As in Lambda, a process serves one call at a time, and concurrent calls get
/// separate processes.
/// </summary>
/// <param name="environmentOf">The environment variables of the function with this name.</param>
/// <param name="log">Receives the standard output of all processes.</param>
public sealed class Processes(string executable, Func<string, IReadOnlyDictionary<string, string>> environmentOf, TextWriter log) : IInvoker
{
    /// <summary>Limit of processes per function. Further calls wait for an idle process.</summary>
    public const int MostProcesses = 8;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, Fleet> _fleets = new(StringComparer.Ordinal);
    private readonly HashSet<FunctionProcess> _running = [];
    private readonly TextWriter _log = TextWriter.Synchronized(log);
    private bool _ended;

    /// <exception cref="InvalidOperationException">The function failed, could not start, or its process exited.</exception>
    /// <exception cref="TimeoutException">No process was idle for 30 seconds, or the function ran for longer.</exception>
    public async Task<string> Invoke(string function, string json)
    {
        var fleet = _fleets.GetOrAdd(function, _ => new Fleet());
        if (!await fleet.Places.WaitAsync(LongestWait))
            throw new TimeoutException($"All {MostProcesses} processes of {function} are busy.");
        try
        {
            var process = await Idle(fleet) ?? await Start(function);
            InvocationResult result;
            try
            {
                result = await process.Invoke(json);
            }
            catch
            {
                // The process may be in any state: discard it.
                await End(process);
                throw;
            }

            fleet.Idle.Push(process);
            return result.Response ?? throw new InvalidOperationException($"{function} failed: {result.Error?.Json}");
        }
        finally
        {
            fleet.Places.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        FunctionProcess[] running;
        lock (_running)
            (_ended, running) = (true, [.. _running]);
        await Task.WhenAll(running.Select(End));
    }

    private async Task<FunctionProcess?> Idle(Fleet fleet)
    {
        while (fleet.Idle.TryPop(out var process))
        {
            if (!process.HasExited)
                return process;
            await End(process);
        }

        return null;
    }

    private async Task<FunctionProcess> Start(string function)
    {
        var api = await RuntimeApi.Start();
        api.Headers["Lambda-Runtime-Invoked-Function-Arn"] = IInvoker.ArnOf(function);
        try
        {
            lock (_running)
            {
                ObjectDisposedException.ThrowIf(_ended, this);
                var process = new FunctionProcess(function, api, Process.Start(StartOf(function, api))!, _log);
                _running.Add(process);
                return process;
            }
        }
        catch
        {
            await api.DisposeAsync();
            throw;
        }
    }

    /// <summary>Does not inherit this process's environment, because a deployed function has only its own variables.</summary>
    private ProcessStartInfo StartOf(string function, RuntimeApi api)
    {
        var start = new ProcessStartInfo(executable) { RedirectStandardOutput = true };
        start.Environment.Clear();
        foreach (var (name, value) in environmentOf(function))
            start.Environment[name] = value;
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = api.Address;
        start.Environment["_HANDLER"] = function;
        start.Environment["AWS_LAMBDA_FUNCTION_NAME"] = IInvoker.NameOf(function);
        start.Environment["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST";
        start.Environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "512";
        start.Environment["TZ"] = ":UTC";
        // In Lambda each environment has its own /tmp; here all share the host's.
        start.Environment["TMPDIR"] = Path.GetTempPath();
        return start;
    }

    private async Task End(FunctionProcess process)
    {
        bool removed;
        lock (_running)
            removed = _running.Remove(process);
        if (removed)
            await process.DisposeAsync();
    }

    /// <summary>The processes of one function. Reuses the most recent one first, because it is the warmest.</summary>
    private sealed class Fleet
    {
        public SemaphoreSlim Places { get; } = new(MostProcesses);
        public ConcurrentStack<FunctionProcess> Idle { get; } = new();
    }
}

/// <summary>A process that runs one function, and the Runtime API that it polls for work.</summary>
internal sealed class FunctionProcess : IAsyncDisposable
{
    private readonly string _function;
    private readonly RuntimeApi _api;
    private readonly Process _process;
    private readonly Task _exited;

    public FunctionProcess(string function, RuntimeApi api, Process process, TextWriter log)
    {
        (_function, _api, _process) = (function, api, process);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not null)
                log.WriteLine(line.Data);
        };
        process.BeginOutputReadLine();
        _exited = process.WaitForExitAsync();
    }

    public bool HasExited => _process.HasExited;

    public async Task<InvocationResult> Invoke(string json)
    {
        var result = _api.Invoke(json);
        if (await Task.WhenAny(result, _exited) == result)
            return await result;
        var reason = _api.InitError is { IsCompletedSuccessfully: true } reported ? reported.Result.Json : "no reason given";
        throw new InvalidOperationException($"{_function} ended with code {_process.ExitCode}: {reason}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _exited;
        _process.Dispose();
        await _api.DisposeAsync();
    }
}
