using System.Collections.Concurrent;
using System.Diagnostics;

namespace EventTicketing.Tests.Data;

/// <summary>Records concurrent operations of clients.</summary>
internal sealed class History<TIn, TOut>
    where TOut : class
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ConcurrentQueue<Operation<TIn, TOut>> _operations = [];

    public IReadOnlyList<Operation<TIn, TOut>> Operations => [.. _operations];

    public async Task Record(int client, TIn input, Func<Task<TOut?>> act)
    {
        var called = Stopwatch.GetTimestamp();
        var output = await act();
        _operations.Enqueue(new(client, input, output, called, Stopwatch.GetTimestamp()));
    }

    /// <summary>Null when there was no answer, or one that leaves the outcome unknown.</summary>
    public static async Task<TOut?> Said(Task<Answer> answer, Func<Answer, TOut> said)
    {
        try
        {
            var answered = await answer.WaitAsync(Patience, TestContext.Current.CancellationToken);
            return answered.Status >= 500 ? null : said(answered);
        }
        catch (Exception error) when (error is HttpRequestException or TimeoutException)
        {
            return null;
        }
    }
}
