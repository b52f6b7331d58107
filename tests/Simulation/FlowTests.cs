using System.Collections.Concurrent;

namespace EventTicketing.Tests.Simulation;

/// <summary>Runs every flow with every fault at every external call.</summary>
public sealed class FlowTests
{
    private static readonly Fault[] Faults = [.. Enum.GetValues<Fault>().Where(fault => fault != Fault.None)];

    public static TheoryData<string> Names => [.. Flow.All.Select(flow => flow.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_ends_well_whatever_fails(string name)
    {
        var flow = Flow.All.Single(flow => flow.Name == name);
        var calls = Calls(flow);
        Assert.NotEmpty(calls);
        ConcurrentBag<string> wrong = [];
        Parallel.ForEach(
            calls.SelectMany(call =>
                Faults
                    .Where((_, fault) => IsStruck(call.Run, call.At, fault))
                    .Select(fault => (call.Function, call.Run, call.At, Fault: fault))
            ),
            Commands.OnePerProcessor,
            each =>
            {
                var one = new OneFault(each.Function, each.Run, each.At, each.Fault);
                var (ending, ends) = Run(flow, one);
                var expected = each.Fault is Fault.PausedBefore or Fault.PausedAfter ? ends : flow.Ends;
                if (!one.Struck || ending.Failure is not null || !ends.SequenceEqual(expected))
                    wrong.Add(
                        $"{each.Fault} at call {each.At} of run {each.Run} of {each.Function}: struck {one.Struck}, "
                            + $"{ending.Failure?.Split('\n')[0]}, ends {string.Join(", ", ends)}"
                    );
            }
        );
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Order().Take(20)));
    }

    /// <summary>
    /// Every call of a function's first run gets every fault. Later runs are many and much alike, so each of their calls gets a third of
    /// the faults, in rotation, and from the fifth run on, mostly of workers that find nothing to do, a ninth.
    /// </summary>
    private static bool IsStruck(int run, int at, int fault) => run == 1 || (run + at + fault) % (run < 5 ? 3 : 9) == 0;

    /// <summary>All external calls of all runs of the functions when nothing fails.</summary>
    private static IReadOnlyList<(string Function, int Run, int At)> Calls(Flow flow)
    {
        var counted = new Counted();
        var (ending, ends) = Run(flow, counted);
        Assert.Null(ending.Failure);
        Assert.Equal(flow.Ends, ends);
        return counted.Calls;
    }

    private static (Ending Ending, IReadOnlyList<string> Ends) Run(Flow flow, IFaults faults)
    {
        var schedule = new Schedule(new SimulatedWorld(1));
        var ending = schedule.Complete(async () =>
        {
            schedule.World.Faults = faults;
            await flow.Script(schedule);
        });
        return (ending, [.. schedule.Oracle.Registrations.Values.Select(registration => registration.Text("status")!)]);
    }

    private sealed class Counted : IFaults
    {
        public List<(string Function, int Run, int At)> Calls { get; } = [];

        public Fault Next(Invocation invocation, string call)
        {
            Calls.Add((invocation.Function, invocation.Ordinal, invocation.Calls));
            return Fault.None;
        }
    }
}
