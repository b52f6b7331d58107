using System.CommandLine;
using System.Diagnostics;

namespace EventTicketing.Cli;

/// <summary>Polls with backoff for asynchronous AWS operations.</summary>
internal static class Waiting
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    public static Option<int> Minutes { get; } =
        new("--wait")
        {
            Description = "Minutes to wait at most. The work continues without this command; the same command waits again.",
            DefaultValueFactory = _ => 180,
        };

    /// <exception cref="InvalidOperationException">The operation is not done within the limit.</exception>
    public static async Task Until(string what, int minutes, Func<Task<bool>> isDone, CancellationToken stop)
    {
        var pause = FirstPause;
        for (var waited = Stopwatch.StartNew(); !await isDone(); pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (waited.Elapsed > TimeSpan.FromMinutes(minutes))
                throw new InvalidOperationException(
                    $"{what} is not ready after {minutes} minutes. The work continues: run the same command again later."
                );
            await Task.Delay(pause, stop);
        }
    }
}
