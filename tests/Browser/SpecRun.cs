using System.Collections.Concurrent;
using System.Text;
using Xunit.Sdk;
using Xunit.v3;

namespace EventTicketing.Tests.Browser;

/// <summary>
/// One run of <c>run.mjs</c> with all selected specs, which share a browser and run in parallel. It starts when the first test asks for the
/// result of its spec.
/// </summary>
public sealed class SpecRun : IAsyncDisposable
{
    /// <summary>Far beyond what the specs need on two quiet cores.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<(bool Passed, string Said)>> _ends = new();
    private readonly Lazy<Task> _running;

    public SpecRun(Clouds clouds) => _running = new(() => Run(clouds));

    public static string Folder { get; } = Path.Combine(Node.Folder, "specs");

    public static IReadOnlyList<string> Names { get; } =
    [.. Directory.GetFiles(Folder, "*.mjs").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    /// <summary>Whether the spec passed, and what it printed.</summary>
    public Task<(bool Passed, string Said)> End(string spec)
    {
        _ = _running.Value;
        return Of(spec).Task;
    }

    private TaskCompletionSource<(bool Passed, string Said)> Of(string spec) =>
        _ends.GetOrAdd(spec, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task Run(Clouds clouds)
    {
        var said = new StringBuilder();
        try
        {
            var web = (await clouds.Usual).Web.AbsoluteUri.TrimEnd('/');
            var (_, errors) = await Node.Follow(Node.Folder, Limit, Read, _stop.Token, "node", ["run.mjs", web, .. AskedFor.Specs]);
            said.Append(errors);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            said.Append(error);
        }

        foreach (var spec in Names)
            Of(spec).TrySetResult((false, $"run.mjs ended before {spec} did. {said}"));

        // A line that begins in the first column ends what a spec says.
        void Read(string line)
        {
            said.AppendLine(line);
            if (line.Split(' ') is not [("passed" or "failed") and var how, var spec, ..])
                return;
            Of(spec).TrySetResult((how == "passed", said.ToString()));
            said.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_running.IsValueCreated)
            await _running.Value;
        _stop.Dispose();
    }
}

/// <summary>Notes which specs the filter of the test run has left: xUnit shows them to whoever orders them.</summary>
public sealed class AskedFor : ITestCaseOrderer
{
    /// <summary>Empty: all of them.</summary>
    public static IReadOnlyList<string> Specs { get; private set; } = [];

    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase
    {
        Specs =
        [
            .. SpecRun.Names.Where(spec =>
                testCases.Any(test => test.TestCaseDisplayName.Contains($"\"{spec}\"", StringComparison.Ordinal))
            ),
        ];
        return testCases;
    }
}
