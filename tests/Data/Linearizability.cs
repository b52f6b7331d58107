using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace EventTicketing.Tests.Data;

/// <summary>An operation as its client saw it.</summary>
/// <param name="Output">Null when the answer was lost: the operation may take effect at any time after the call, or never.</param>
/// <param name="CalledAt">From one clock for all clients: <see cref="Stopwatch.GetTimestamp"/>.</param>
internal sealed record Operation<TIn, TOut>(int Client, TIn Input, TOut? Output, long CalledAt, long ReturnedAt)
    where TOut : class
{
    public bool IsLost => Output is null;

    /// <summary>The latest time at which the operation can have taken effect.</summary>
    public long Until => IsLost ? long.MaxValue : ReturnedAt;

    public string Line(long since) =>
        $"client {Client, 2} {Milliseconds(CalledAt - since), 9:F2}–{(IsLost ? "" : $"{Milliseconds(ReturnedAt - since):F2}"), -9} ms  "
        + $"{Input} → {Output?.ToString() ?? "no answer"}";

    private static double Milliseconds(long ticks) => ticks * 1000.0 / Stopwatch.Frequency;
}

/// <summary>The sequential specification.</summary>
/// <param name="Step">
/// The state after an operation with this answer, or null when the answer is impossible in this state. An operation that changes nothing
/// now must not, with the same answer, change anything later.
/// </param>
internal sealed record Model<TIn, TOut, TState>(TState Initial, Func<TState, TIn, TOut?, TState?> Step)
    where TOut : class
    where TState : class, IEquatable<TState>
{
    /// <summary>Operations with different keys are independent: each key has its own state.</summary>
    public Func<TIn, object> Key { get; init; } = _ => "all";

    /// <summary>
    /// What an operation does, and to which object. Operations on different objects with the same effect and answer are interchangeable for
    /// operations on other objects; a null effect is invisible to those.
    /// </summary>
    public Func<TIn, (object? Effect, object On)>? Alike { get; init; }

    /// <summary>Whether the state depends only on which operations were done, not on their order.</summary>
    public bool OrderLeavesNoTrace { get; init; }
}

internal enum Finding
{
    Linearizable,
    NotLinearizable,
    Undecided,
}

/// <param name="Report">How far the search came and which operations could not follow. Empty when the history is linearizable.</param>
/// <param name="Configurations">Number of configurations visited.</param>
internal sealed record Verdict(Finding Is, string Report, int Configurations);

/// <summary>
/// Searches for a sequential order that the model allows and in which no operation comes before one that had returned when it was called.
/// The algorithm is that of Wing and Gong, with Lowe's cache of visited configurations.
/// </summary>
internal static class Linearizability
{
    public static Verdict Check<TIn, TOut, TState>(
        Model<TIn, TOut, TState> model,
        IEnumerable<Operation<TIn, TOut>> history,
        int limit = 1_000_000
    )
        where TOut : class
        where TState : class, IEquatable<TState>
    {
        var visited = 0;
        foreach (var part in history.GroupBy(operation => model.Key(operation.Input)))
        {
            var verdict = new Search<TIn, TOut, TState>(model, [.. part.OrderBy(operation => operation.CalledAt)], limit).Run();
            visited += verdict.Configurations;
            if (verdict.Is != Finding.Linearizable)
                return verdict with { Report = $"Of {part.Key}: {verdict.Report}" };
        }

        return new(Finding.Linearizable, "", visited);
    }

    private sealed class Search<TIn, TOut, TState>(Model<TIn, TOut, TState> model, Operation<TIn, TOut>[] history, int limit)
        where TOut : class
        where TState : class, IEquatable<TState>
    {
        private readonly int[][] _rivals = [.. history.Select((_, index) => RivalsOf(model, history, index))];
        private readonly HashSet<(Bits Done, TState State)> _tried = [];
        private readonly HashSet<int> _quiet = model.OrderLeavesNoTrace ? QuietMoments(history) : [];
        private readonly List<int> _order = [];
        private List<int> _longest = [];
        private bool _over;

        public Verdict Run()
        {
            var found = Completes(new Bits(history.Length), model.Initial, history.Count(operation => !operation.IsLost));
            return found ? new(Finding.Linearizable, "", _tried.Count)
                : _tried.Count < limit ? new(Finding.NotLinearizable, $"not linearizable. {Report()}", _tried.Count)
                : new(Finding.Undecided, $"undecided after {limit} configurations. {Report()}", _tried.Count);
        }

        private bool Completes(Bits done, TState state, int missing)
        {
            if (missing == 0)
                return true;
            _over |= _tried.Count >= limit;
            if (_over || !_tried.Add((done, state)))
                return false;
            if (_order.Count > _longest.Count)
                _longest = [.. _order];
            foreach (var (index, next) in Choices(done, state))
            {
                _order.Add(index);
                if (Completes(done.With(index), next, history[index].IsLost ? missing : missing - 1))
                    return true;
                _order.RemoveAt(_order.Count - 1);
            }

            // Every order passes through this moment in the same state, so that backtracking beyond it is useless.
            _over |= _quiet.Contains(_order.Count);
            return false;
        }

        /// <summary>The possible next operations that have to be tried, most urgent first.</summary>
        private IEnumerable<(int Index, TState Next)> Choices(Bits done, TState state)
        {
            List<(int Index, TState Next)> choices = [];
            foreach (var index in Candidates(done))
            {
                if (model.Step(state, history[index].Input, history[index].Output) is not { } next)
                    continue;
                var changes = !next.Equals(state);
                // An operation that changes nothing for the others can be taken at once: taking it later gains nothing.
                if (!history[index].IsLost && (!changes || IsPrivate(index, done)))
                    return [(index, next)];
                if (changes)
                    choices.Add((index, next));
            }

            // Of interchangeable operations try only the most urgent: in an order that starts with another one, the two can be swapped.
            return choices.OrderBy(choice => history[choice.Index].Until).DistinctBy(choice => ClassOf(choice.Index, done));
        }

        /// <summary>The numbers of operations that had returned at moments when none was in progress.</summary>
        private static HashSet<int> QuietMoments(Operation<TIn, TOut>[] history)
        {
            HashSet<int> quiet = [];
            var until = long.MinValue;
            foreach (var (count, operation) in history.Index())
            {
                if (operation.CalledAt > until)
                    quiet.Add(count);
                until = Math.Max(until, operation.Until);
            }

            return quiet;
        }

        /// <summary>The operations that were called before any other remaining one had returned.</summary>
        private IEnumerable<int> Candidates(Bits done)
        {
            var until = long.MaxValue;
            for (var i = 0; i < history.Length && history[i].CalledAt <= until; i++)
            {
                if (done.Has(i))
                    continue;
                until = Math.Min(until, history[i].Until);
                yield return i;
            }
        }

        private bool IsPrivate(int index, Bits done) =>
            model.Alike is not null && model.Alike(history[index].Input).Effect is null && _rivals[index].All(done.Has);

        /// <summary>
        /// Operations of one class are interchangeable: identical ones and, unless a concurrent operation on the same object remains, those
        /// with the same effect and answer.
        /// </summary>
        private object ClassOf(int index, Bits done)
        {
            var (input, output) = (history[index].Input, history[index].Output);
            return model.Alike is null || history[index].IsLost || !_rivals[index].All(done.Has)
                ? (input, output)
                : (model.Alike(input).Effect, output);
        }

        /// <summary>The other operations on the same object that overlap in time.</summary>
        private static int[] RivalsOf(Model<TIn, TOut, TState> model, Operation<TIn, TOut>[] history, int index)
        {
            if (model.Alike is null)
                return [];
            var (on, from, until) = (model.Alike(history[index].Input).On, history[index].CalledAt, history[index].Until);
            return
            [
                .. Enumerable
                    .Range(0, history.Length)
                    .Where(other =>
                        other != index
                        && history[other].CalledAt <= until
                        && from <= history[other].Until
                        && model.Alike(history[other].Input).On.Equals(on)
                    ),
            ];
        }

        private string Report()
        {
            var since = history[0].CalledAt;
            var (done, state) = (new Bits(history.Length), model.Initial);
            var report = new StringBuilder($"The longest order has {_longest.Count} of {history.Length} operations:\n");
            foreach (var index in _longest)
            {
                done = done.With(index);
                state = model.Step(state, history[index].Input, history[index].Output)!;
                report.AppendLine($"  {history[index].Line(since)}   | {state}");
            }

            report.AppendLine("One of these had to be next, and none can:");
            foreach (var index in Candidates(done))
                report.AppendLine($"  {history[index].Line(since)}");
            return report.ToString();
        }
    }

    /// <summary>A set of small integers.</summary>
    private readonly struct Bits : IEquatable<Bits>
    {
        private readonly ulong[] _words;

        public Bits(int size) => _words = new ulong[(size + 63) / 64];

        private Bits(ulong[] words) => _words = words;

        public bool Has(int bit) => (_words[bit / 64] & (1UL << (bit % 64))) != 0;

        public Bits With(int bit)
        {
            ulong[] words = [.. _words];
            words[bit / 64] |= 1UL << (bit % 64);
            return new(words);
        }

        public bool Equals(Bits other) => _words.AsSpan().SequenceEqual(other._words);

        public override bool Equals(object? obj) => obj is Bits other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            hash.AddBytes(MemoryMarshal.AsBytes(_words.AsSpan()));
            return hash.ToHashCode();
        }
    }
}
