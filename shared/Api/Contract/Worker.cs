using System.Runtime.CompilerServices;
using EventTicketing.Data;

namespace EventTicketing.Api;

/// <summary>What starts a worker.</summary>
public abstract record Trigger
{
    /// <summary>The changes of a table in batches: at least once, and in order per item.</summary>
    /// <param name="Removals">Whether deleted and expired items are delivered too.</param>
    public sealed record Stream(TableDefinition Table, bool Removals = false) : Trigger;

    /// <param name="At">The time of day in UTC of a worker that runs once a day; null: any time.</param>
    public sealed record Schedule(TimeSpan Every, TimeOnly? At = null) : Trigger;

    /// <summary>The messages of a queue in batches: at least once, in no defined order.</summary>
    public sealed record Queue(QueueDefinition Definition) : Trigger;

    /// <summary>A person has confirmed their sign-up. The user pool waits for the worker to finish.</summary>
    public sealed record SignUp : Trigger;
}

/// <summary>A function that is no endpoint: a stream, a schedule, a queue or a sign-up triggers it.</summary>
public sealed record Worker(Trigger Trigger, string Summary, Grants Grants, [CallerMemberName] string Name = "");
