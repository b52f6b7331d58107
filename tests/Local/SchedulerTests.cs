using EventTicketing.Api;

namespace EventTicketing.Local.Tests;

public sealed class SchedulerTests
{
    private static readonly Worker Often = new(new Trigger.Schedule(TimeSpan.FromSeconds(1)), "Runs often.", Grants.None, "Often");
    private static readonly Worker Daily = new(new Trigger.Schedule(TimeSpan.FromDays(1)), "Runs daily.", Grants.None, "Daily");

    [Fact]
    public async Task Each_worker_runs_at_its_own_interval_divided_by_how_much_faster_the_clock_is()
    {
        var invoker = new Counting();
        await using var scheduler = new Scheduler([Often, Daily], invoker, fasterBy: 100);
        scheduler.Start();
        await invoker.Ran("Often", 3).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(0, invoker.RunsOf("Daily"));
    }

    [Fact]
    public async Task All_of_them_run_on_demand()
    {
        var invoker = new Counting();
        await using var scheduler = new Scheduler([Often, Daily], invoker, fasterBy: 1);
        await scheduler.RunOnce();
        Assert.Equal((1, 1), (invoker.RunsOf("Often"), invoker.RunsOf("Daily")));
    }

    private sealed class Counting : IInvoker
    {
        private readonly Dictionary<string, int> _runs = [];

        public int RunsOf(string function)
        {
            lock (_runs)
                return _runs.GetValueOrDefault(function);
        }

        public async Task Ran(string function, int times)
        {
            while (RunsOf(function) < times)
                await Task.Delay(5);
        }

        public Task<string> Invoke(string function, string json)
        {
            lock (_runs)
                _runs[function] = _runs.GetValueOrDefault(function) + 1;
            return Task.FromResult("");
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
