namespace EventTicketing.Domain;

/// <summary>A hold that is not paid yet.</summary>
/// <param name="Until">When the hold expires; a payment that the bank is still processing keeps it open longer.</param>
public sealed record OpenHold(string RegistrationId, DateTimeOffset Until);

/// <summary>
/// What one person has of one event. It limits how much one person can hold without paying, and is updated in the same transaction as the
/// person's registrations.
/// </summary>
public sealed record Quota : IVersioned<Quota>
{
    public required string UserId { get; init; }
    public required string EventId { get; init; }

    /// <summary>Places held and confirmed.</summary>
    public int Places { get; init; }

    public IReadOnlyList<OpenHold> Holds
    {
        get => field ?? [];
        init;
    }

    /// <summary>When the latest unpaid holds ended, newest last.</summary>
    public IReadOnlyList<DateTimeOffset> Lapses
    {
        get => field ?? [];
        init;
    }

    /// <summary>When the quota may be deleted: nothing of the event is sold any more.</summary>
    public required DateTimeOffset KeptUntil { get; init; }

    /// <summary>0 before it is stored.</summary>
    public int Version { get; init; }

    public const int MaxHolds = 2;

    /// <summary>How many holds may lapse within <see cref="Memory"/> before the person has to wait.</summary>
    private const int Forgiven = 2;

    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    /// <summary>How long to wait after the third lapse within the hour, the fourth, and each further one.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    /// <summary>A month longer than an event can be moved, because it may be moved after the quota was created.</summary>
    private static readonly TimeSpan AfterEvent = Event.MaxMove + TimeSpan.FromDays(30);

    public static Quota New(string userId, Event ev) =>
        new()
        {
            UserId = userId,
            EventId = ev.EventId,
            KeptUntil = ev.EndsAt + AfterEvent,
        };

    public Quota WithVersion(int version) => this with { Version = version };

    /// <summary>
    /// Until when a person with too many lapses may take no new hold, perhaps in the past; null when there were not too many.
    /// </summary>
    public DateTimeOffset? WaitsUntil
    {
        get
        {
            if (Lapses.Count == 0)
                return null;
            var lapsed = Lapses.Count(lapse => lapse > Lapses[^1] - Memory);
            return lapsed <= Forgiven ? null : Lapses[^1] + Pauses[Math.Min(lapsed - Forgiven, Pauses.Length) - 1];
        }
    }

    /// <summary>Registration ids of expired holds that have not been ended yet.</summary>
    public IReadOnlyList<string> Lapsed(DateTimeOffset now) =>
        [.. Holds.Where(hold => hold.Until <= now).Select(hold => hold.RegistrationId)];

    /// <summary>Null when the person may have the requested registration, too; otherwise the refusal.</summary>
    public Problem? WhyNotHeld(Registration requested, Event ev, DateTimeOffset now)
    {
        if (requested.Status == RegistrationStatus.Pending && WaitsUntil is { } until && until > now)
        {
            return new Problem(
                ProblemKind.TooMany,
                "hold_limit",
                "Places were held several times and not paid. New ones can be held after a while."
            )
            {
                RetryAfter = until - now,
            };
        }

        if (requested.Status == RegistrationStatus.Pending && Holds.Count >= MaxHolds)
            return Problem.Conflict(
                "too_many_holds",
                $"At most {MaxHolds} orders of an event can be open at once. Pay or cancel one first."
            );
        return HasRoomFor(requested, ev)
            ? null
            : Problem.Conflict(
                "person_limit_exceeded",
                $"One person can have at most {ev.PlacesPerPerson} places of this event, and has {Places}."
            );
    }

    public bool HasRoomFor(Registration requested, Event ev) => Places + requested.Quantity <= ev.PlacesPerPerson;

    /// <summary>The quota after a registration has become somebody else's.</summary>
    public Quota Without(Registration moved) =>
        this with
        {
            Places = Math.Max(0, Places - (moved.HasPlaces ? moved.Quantity : 0)),
            Holds = [.. Holds.Where(hold => hold.RegistrationId != moved.RegistrationId)],
        };

    /// <summary>The quota after a registration of the person has changed.</summary>
    /// <param name="before">Null for a new registration.</param>
    public Quota With(Registration? before, Registration after)
    {
        var lapsed = before?.Status == RegistrationStatus.Pending && !after.HasPlaces && after.Ledger.Captured == 0;
        return this with
        {
            Places = Math.Max(0, Places + PlacesOf(after) - PlacesOf(before)),
            Holds =
            [
                .. Holds.Where(hold => hold.RegistrationId != after.RegistrationId),
                .. after is { Status: RegistrationStatus.Pending, ExpiresAt: { } until }
                    ? [new(after.RegistrationId, until)]
                    : Array.Empty<OpenHold>(),
            ],
            Lapses =
                lapsed && (after.CancelledAt ?? after.ExpiresAt) is { } at
                    ? [.. Lapses.Append(at).Order().TakeLast(Forgiven + Pauses.Length)]
                    : Lapses,
        };

        static int PlacesOf(Registration? registration) => registration is { HasPlaces: true } ? registration.Quantity : 0;
    }
}
