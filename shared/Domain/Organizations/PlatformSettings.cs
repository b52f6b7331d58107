namespace EventTicketing.Domain;

/// <summary>What needs a verified organizer.</summary>
public enum KycRequirement
{
    None,

    /// <summary>Publishing an event that costs something. A newcomer may publish free events at once.</summary>
    PaidEvents,

    /// <summary>Founding an organization.</summary>
    Everything,
}

/// <summary>Settings of the whole platform, changed by super administrators.</summary>
public sealed record PlatformSettings : IVersioned<PlatformSettings>
{
    /// <summary>The key under which the settings lie in the table of organizations; no list shows it.</summary>
    public const string Key = "platform";

    public KycRequirement KycRequired { get; init; } = KycRequirement.PaidEvents;

    public int Version { get; init; }

    public PlatformSettings WithVersion(int version) => this with { Version = version };
}
