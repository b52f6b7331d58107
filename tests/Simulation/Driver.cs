namespace EventTicketing.Tests.Simulation;

/// <summary>Runs what takes virtual time as an invocation would, and the world until it is done.</summary>
internal sealed class Driver(World world)
{
    private bool _together;

    public World World => world;

    public Task<T> Run<T>(Func<Task<T>> call) => Alone(() =>
    {
        var caller = Invocation.Current;
        Invocation.Current = new("Test", "test", 1, TimeSpan.Zero);
        var task = call();
        Invocation.Current = caller;
        if (!_together) Finish(task);
        return task;
    });

    /// <summary>Begins all calls before any time passes.</summary>
    public Task<T> Together<T>(Func<Task<T>> calls) => Alone(() =>
    {
        _together = true;
        var all = calls();
        Finish(all);
        _together = false;
        return all;
    });

    public void Pass(TimeSpan time) => Alone(() =>
    {
        var until = world.Time.Now + time;
        while (world.Time.Step(until)) { }
        return Task.FromResult(true);
    });

    private void Finish(Task task)
    {
        while (!task.IsCompleted) Assert.True(world.Time.Step(DateTimeOffset.MaxValue), "What is waited for never happens.");
    }

    /// <summary>A test framework's context would carry what goes on later to another thread.</summary>
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
    public static DynamoStore On(SimulatedDynamo dynamo, World world) => new(dynamo, "sim", new Backoff(world.Time, new Random(world.Seed)));
}
