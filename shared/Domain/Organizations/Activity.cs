namespace EventTicketing.Domain;

public enum ActorKind
{
    /// <summary>For themselves, or for an organization that they are a member of.</summary>
    Person,

    /// <summary>An administrator of the platform, for somebody else.</summary>
    Admin,

    Command,
    System,
}

public enum ActivityState
{
    Done,

    /// <summary>An act at the user pool or on many events that may be unfinished; a worker repeats it.</summary>
    Started,
}

/// <summary>A changed field. Values are stored for numbers, words of a fixed list and instants only, never for texts of people.</summary>
public sealed record FieldChange(string Field, string? From = null, string? To = null);

/// <summary>
/// Who did what, when and why: written in the transaction of the act, never edited. Holds no address, and no name but the actor's.
/// </summary>
public sealed record Activity : IVersioned<Activity>
{
    public required string ActivityId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The user id of whoever acted.</summary>
    public required string ActorId { get; init; }

    public string? ActorName { get; init; }
    public ActorKind ActorKind { get; init; }

    /// <summary>The operation, such as <c>inviteMember</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The id of what the act was about: an event, a person, an invitation.</summary>
    public required string SubjectId { get; init; }

    public string? OrganizationId { get; init; }

    public IReadOnlyList<FieldChange> Changed
    {
        get => field ?? [];
        init;
    }

    public string? Reason { get; init; }
    public required string RequestId { get; init; }
    public ActivityState State { get; init; }

    /// <summary>How long an act may take before a worker repeats it: longer than any function may run.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>When a started act is repeated; null for acts that are done.</summary>
    public DateTimeOffset? DueAt => State == ActivityState.Started ? At + Patience : null;

    public int Version { get; init; }

    /// <summary>Acts of administrators are kept for three years, others for 400 days.</summary>
    public DateTimeOffset KeptUntil => ActorKind == ActorKind.Person ? At.AddDays(400) : At.AddYears(3);

    public Activity WithVersion(int version) => this with { Version = version };
}
