using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace EventTicketing.Tests.Simulation;

/// <summary>The commands of this program.</summary>
public static class Commands
{
    private const int MaxShown = 10;
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Schedules only compute. Without a limit the pool takes them for blocked, and begins more and more of them at once.
    /// </summary>
    public static ParallelOptions OnePerProcessor => new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    public static bool Knows(string[] args) => args is ["--seeds" or "--from" or "--replay" or "--help", ..];

    public static int Run(string[] args)
    {
        if (Number(args, "--replay") is { } seed)
            return Replay((int)seed);
        if (Number(args, "--seeds") is not { } count)
        {
            Console.WriteLine("--seeds N [--from S]   runs the schedules of N seeds, the first of them S (1 unless given)");
            Console.WriteLine("--replay SEED          runs one of them and prints what everybody did");
            return 2;
        }

        return Many(Number(args, "--from") ?? 1, count);
    }

    private static long? Number(string[] args, string name) =>
        Array.IndexOf(args, name) is var at and >= 0
        && at + 1 < args.Length
        && long.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static int Replay(int seed)
    {
        var ending = Schedule.Run(seed, recorded: true);
        foreach (var line in ending.Timeline)
            Console.WriteLine(line);
        // On stderr, because a stack trace is not reproducible.
        if (ending.Error is not null)
            Console.Error.WriteLine(ending.Error);
        Console.WriteLine(ending.Failure is null ? $"seed {seed}: all is well" : $"seed {seed}: {ending.Failure}");
        return ending.Failure is null ? 0 : 1;
    }

    /// <summary>The functions that have not run, in the order of the API.</summary>
    public static IEnumerable<string> NeverRun(IEnumerable<string> haveRun) =>
        Endpoints.All.Select(endpoint => endpoint.Name).Concat(Workers.All.Select(worker => worker.Name)).Except(haveRun);

    private static int Many(long from, long count)
    {
        var (done, calls, registrations, confirmed) = (0L, 0L, 0L, 0L);
        ConcurrentQueue<Ending> failed = [];
        ConcurrentDictionary<string, bool> haveRun = new(StringComparer.Ordinal),
            reached = new(StringComparer.Ordinal);
        var watch = Stopwatch.StartNew();
        using var report = new Timer(_ => Console.WriteLine(Said()), null, BetweenReports, BetweenReports);
        Parallel.For(
            from,
            from + count,
            OnePerProcessor,
            seed =>
            {
                var ending = Schedule.Run((int)seed);
                Interlocked.Increment(ref done);
                Interlocked.Add(ref calls, ending.Calls);
                Interlocked.Add(ref registrations, ending.Registrations);
                Interlocked.Add(ref confirmed, ending.Confirmed);
                foreach (var function in ending.HaveRun)
                    haveRun.TryAdd(function, true);
                foreach (var state in ending.Reached)
                    reached.TryAdd(state, true);
                if (ending.Failure is null)
                    return;
                failed.Enqueue(ending);
                if (failed.Count <= MaxShown)
                    Console.WriteLine($"seed {ending.Seed}: {ending.Failure.Split('\n')[0]}");
            }
        );
        Console.WriteLine(Said());
        Console.WriteLine($"never called: {string.Join(", ", NeverRun(haveRun.Keys))}");
        Console.WriteLine($"never reached: {string.Join(", ", Oracle.NeverReached(reached.Keys))}");
        return failed.IsEmpty ? 0 : 1;

        string Said() =>
            $"{done} schedules, {calls} calls to the outside, {registrations} registrations ({confirmed} confirmed at the end), "
            + $"{failed.Count} failed, {watch.Elapsed.TotalSeconds:0} s";
    }
}
