namespace EventTicketing.Tests.Simulation;

/// <summary>Runs a call as an invocation, and advances virtual time until it completes.</summary>
internal sealed class Driver(SimulatedWorld world)
{
    private bool _together;

    public SimulatedWorld World => world;

    public Task<T> Run<T>(Func<Task<T>> call) =>
        Alone(() =>
        {
            var caller = Invocation.Current;
            Invocation.Current = new("Test", "test", 1, TimeSpan.Zero);
            var task = call();
            Invocation.Current = caller;
            if (!_together)
                Finish(task);
            return task;
        });

    /// <summary>Starts all calls before time advances.</summary>
    public Task<T> Together<T>(Func<Task<T>> calls) =>
        Alone(() =>
        {
            _together = true;
            var all = calls();
            Finish(all);
            _together = false;
            return all;
        });

    public void Pass(TimeSpan time) =>
        Alone(() =>
        {
            var until = world.Time.Now + time;
            while (world.Time.Step(until)) { }
            return Task.FromResult(true);
        });

    private void Finish(Task task)
    {
        while (!task.IsCompleted)
            Assert.True(world.Time.Step(DateTimeOffset.MaxValue), "What is waited for never happens.");
    }

    /// <summary>Keeps continuations on this thread: the test framework's synchronization context would move them.</summary>
    private static Task<T> Alone<T>(Func<Task<T>> act)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return act();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}

internal static class Stores
{
    public static DynamoStore On(SimulatedDynamo dynamo, SimulatedWorld world) =>
        new(dynamo, "sim", new Backoff(world.Time, new Random(world.Seed)));
}
