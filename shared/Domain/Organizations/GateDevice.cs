using System.Security.Cryptography;
using System.Text;

namespace EventTicketing.Domain;

/// <summary>
/// A telephone that scans tickets for an organization and is nobody's own. A pairing code connects it; it works for the events named here,
/// until a set time. This record is what managers see of the device. What it may do is in its <see cref="Membership"/>.
/// </summary>
public sealed record GateDevice : IVersioned<GateDevice>
{
    public const int MaxPerOrganization = 100;
    public const int MaxEvents = 50;
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(90);

    /// <summary>How long a new pairing code is accepted.</summary>
    public static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);

    /// <summary>How long an ended device is still listed.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    /// <summary>A device that only asks for changes is noted at most so often.</summary>
    private static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(1);

    public required string OrganizationId { get; init; }
    public required string DeviceId { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<string> EventIds { get; init; }

    /// <summary>When it ends to work.</summary>
    public required DateTimeOffset Until { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whoever created it: a code is good only while they may create one.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>The name of its sign-in in the user pool. Nobody can know it before the device is created.</summary>
    public required string SignIn { get; init; }

    /// <summary>The hash of the pairing code; null once it has been used.</summary>
    public string? CodeHash { get; init; }

    public DateTimeOffset CodeExpiresAt { get; init; }

    /// <summary>Its sign-in in the user pool; null until it is paired.</summary>
    public string? UserId { get; init; }

    public DateTimeOffset? PairedAt { get; init; }
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>When it last fetched the check-in list of an event.</summary>
    public DateTimeOffset? ListFetchedAt { get; init; }

    public long Scans { get; init; }
    public int Version { get; init; }

    public GateDevice WithVersion(int version) => this with { Version = version };

    public DateTimeOffset KeptUntil => Until + Memory;

    public Problem? WhyNotCreatable(DateTimeOffset now) =>
        Until <= now ? Problem.Invalid("until", "in_the_past", "A device ends in the future.")
        : Until > now + LongestLife ? Problem.Invalid("until", "too_far_ahead", $"A device ends within {LongestLife.Days} days.")
        : null;

    /// <summary>The device, waiting for somebody to type <paramref name="code"/> into it.</summary>
    public GateDevice WaitingFor(PairingCode code, DateTimeOffset now) =>
        this with
        {
            CodeHash = code.Hash,
            CodeExpiresAt = Until < now + CodeLife ? Until : now + CodeLife,
        };

    public bool CanBePaired(PairingCode code, DateTimeOffset now) => CodeHash == code.Hash && now < CodeExpiresAt;

    /// <summary>The device once <paramref name="userId"/> is its sign-in, and what that may do.</summary>
    public (GateDevice Device, Membership Membership) Paired(string userId, DateTimeOffset now) =>
        (
            this with
            {
                CodeHash = null,
                UserId = userId,
                PairedAt = now,
                LastSeenAt = now,
            },
            new(OrganizationId, userId, OrganizationRole.Staff)
            {
                Device = new(DeviceId, EventIds, Until),
                Name = Name,
                JoinedAt = now,
            }
        );

    /// <summary>The device after it was seen; unchanged when there is nothing new to note.</summary>
    /// <param name="scans">How many scans it has sent.</param>
    /// <param name="fetched">Whether it has fetched a check-in list.</param>
    public GateDevice Seen(int scans, bool fetched, DateTimeOffset now) =>
        scans == 0 && (now - LastSeenAt < NotedEvery && (!fetched || now - ListFetchedAt < NotedEvery))
            ? this
            : this with
            {
                LastSeenAt = now,
                ListFetchedAt = fetched ? now : ListFetchedAt,
                Scans = Scans + scans,
            };
}

/// <summary>What somebody types into a scanner to pair it: 40 bits, used once, and stored only as a hash.</summary>
public readonly record struct PairingCode(string Text)
{
    public const int Length = 8;

    /// <summary>The hash by which devices are found.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Text)))[..32];

    /// <summary>The code as people read it, with a dash in the middle: <c>K7QM-4XPR</c>.</summary>
    public override string ToString() => $"{Text[..4]}-{Text[4..]}";

    /// <param name="random">A text that nobody can guess.</param>
    public static PairingCode Of(string random) => new(ReadableCode.Of(SHA256.HashData(Encoding.ASCII.GetBytes(random)), Length));

    /// <summary>Reads a pairing code as somebody typed it. Null when the text cannot be one.</summary>
    public static PairingCode? Parse(string typed) => ReadableCode.Parse(typed, Length) is { } text ? new(text) : null;
}
