using System.Runtime.CompilerServices;
using EventTicketing.Data;

namespace EventTicketing.Api;

/// <summary>What starts a worker.</summary>
public abstract record Trigger
{
    /// <summary>Changes of a table, in batches, per item in order, each at least once.</summary>
    public sealed record Stream(TableDefinition Table) : Trigger;

    public sealed record Schedule(TimeSpan Every) : Trigger;

    /// <summary>A person has confirmed the address given at sign-up; the user pool waits for it.</summary>
    public sealed record SignUp : Trigger;
}

/// <summary>A function that nobody calls: it follows changes, or runs by the clock.</summary>
public sealed record Worker(Trigger Trigger, string Summary, Grants Grants, [CallerMemberName] string Name = "");
