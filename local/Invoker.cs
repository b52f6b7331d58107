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

    /// <summary>What it is called when it is deployed.</summary>
    static string NameOf(string function) => $"event-ticketing-{LocalCloud.Stage}-{char.ToLowerInvariant(function[0])}{function[1..]}";

    static string ArnOf(string function) => $"arn:aws:lambda:{LocalCloud.Region}:000000000000:function:{NameOf(function)}";
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
            FunctionName = IInvoker.NameOf(function),
            FunctionVersion = "$LATEST",
            AwsRequestId = Guid.NewGuid().ToString(),
            InvokedFunctionArn = IInvoker.ArnOf(function),
            MemoryLimitInMB = 512,
            RemainingTime = Timeout,
        };
        using var response = new MemoryStream();
        await _functions.GetOrAdd(function, name => Functions.Functions.All[name](host)).Invoke(new MemoryStream(Encoding.UTF8.GetBytes(json)), context, response);
        return Encoding.UTF8.GetString(response.GetBuffer(), 0, (int)response.Length);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>
/// The executable that is deployed. As in Lambda a process serves one call at a time, and calls that come at once get a process each.
/// </summary>
/// <param name="environmentOf">What the function of this name finds in its environment.</param>
/// <param name="log">Takes what the processes write to standard output.</param>
public sealed class Processes(string executable, Func<string, IReadOnlyDictionary<string, string>> environmentOf, TextWriter log) : IInvoker
{
    /// <summary>Of one function. Further calls wait for a process to be free.</summary>
    public const int MostProcesses = 8;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, Fleet> _fleets = new(StringComparer.Ordinal);
    private readonly HashSet<FunctionProcess> _running = [];
    private readonly TextWriter _log = TextWriter.Synchronized(log);
    private bool _ended;

    /// <exception cref="InvalidOperationException">The function failed, could not start or ended.</exception>
    /// <exception cref="TimeoutException">No process was free for 30 seconds, or the function took longer.</exception>
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
                // Whatever state it is in, the next call begins in a fresh one.
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
        lock (_running) (_ended, running) = (true, [.. _running]);
        await Task.WhenAll(running.Select(End));
    }

    private async Task<FunctionProcess?> Idle(Fleet fleet)
    {
        while (fleet.Idle.TryPop(out var process))
        {
            if (!process.HasExited) return process;
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

    /// <summary>Nothing of this process's own environment gets through: a deployed function has only what it is given.</summary>
    private ProcessStartInfo StartOf(string function, RuntimeApi api)
    {
        var start = new ProcessStartInfo(executable) { RedirectStandardOutput = true };
        start.Environment.Clear();
        foreach (var (name, value) in environmentOf(function)) start.Environment[name] = value;
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = api.Address;
        start.Environment["_HANDLER"] = function;
        start.Environment["AWS_LAMBDA_FUNCTION_NAME"] = IInvoker.NameOf(function);
        start.Environment["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST";
        start.Environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "512";
        start.Environment["TZ"] = ":UTC";
        // A function has a /tmp of its own; here it is that of whoever started this.
        start.Environment["TMPDIR"] = Path.GetTempPath();
        return start;
    }

    private async Task End(FunctionProcess process)
    {
        bool removed;
        lock (_running) removed = _running.Remove(process);
        if (removed) await process.DisposeAsync();
    }

    /// <summary>The processes of one function. The last one used is used first, as it is the warmest.</summary>
    private sealed class Fleet
    {
        public SemaphoreSlim Places { get; } = new(MostProcesses);
        public ConcurrentStack<FunctionProcess> Idle { get; } = new();
    }
}

/// <summary>One process that runs a function, and the Runtime API that it asks for work.</summary>
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
            if (line.Data is not null) log.WriteLine(line.Data);
        };
        process.BeginOutputReadLine();
        _exited = process.WaitForExitAsync();
    }

    public bool HasExited => _process.HasExited;

    public async Task<InvocationResult> Invoke(string json)
    {
        var result = _api.Invoke(json);
        if (await Task.WhenAny(result, _exited) == result) return await result;
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
