namespace EventTicketing.Domain;

public enum ErasureStatus
{
    /// <summary>The person can sign in no more; the rest is being erased.</summary>
    Started,

    /// <summary>Only names on tickets are left, because a gate may need them.</summary>
    Waiting,
    Done,
}

/// <summary>
/// That a person's data is to be erased, and what of it is done. It holds ids and no personal data, and is kept for three years, so that
/// the erasure can be repeated after older data was restored.
/// </summary>
public sealed record Erasure : IVersioned<Erasure>
{
    /// <summary>
    /// How long after the sign-in was deleted a call with an older token may still write: the copy of revocations that a function has, and
    /// the time that a function may run. What was erased before is erased once more.
    /// </summary>
    public static readonly TimeSpan Aftermath = TimeSpan.FromMinutes(5);

    /// <summary>Only who has signed in within this time may delete the account.</summary>
    public static readonly TimeSpan RecentSignIn = TimeSpan.FromMinutes(15);

    public required string ErasureId { get; init; }
    public required string UserId { get; init; }

    /// <summary>The user id of orders made as a guest with the person's address, which it does not tell; null without an address.</summary>
    public string? GuestId { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>The user id of whoever asked for it.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>When the sign-in was deleted; null before.</summary>
    public DateTimeOffset? SignedOutAt { get; init; }

    /// <summary>When the names on tickets of events to come are erased; null when there are none.</summary>
    public DateTimeOffset? KeptUntil { get; init; }

    public DateTimeOffset? DoneAt { get; init; }
    public int Version { get; init; }

    public Erasure WithVersion(int version) => this with { Version = version };

    public static string IdOf(string userId) => Ids.Derived("era", userId);

    public static Erasure Requested(string userId, string? guestId, string requestedBy, DateTimeOffset now) =>
        new()
        {
            ErasureId = IdOf(userId),
            UserId = userId,
            GuestId = guestId,
            RequestedAt = now,
            RequestedBy = requestedBy,
        };

    public ErasureStatus Status =>
        DoneAt is not null ? ErasureStatus.Done
        : KeptUntil is not null ? ErasureStatus.Waiting
        : ErasureStatus.Started;

    /// <summary>When a worker goes on with it; null when all is erased.</summary>
    public DateTimeOffset? DueAt => DoneAt is not null ? null : KeptUntil ?? RequestedAt;

    /// <summary>When it is forgotten itself; null while something is left to erase.</summary>
    public DateTimeOffset? ForgottenAt => DoneAt?.AddYears(3);

    /// <summary>The ids under which the person may have bought.</summary>
    public IReadOnlyList<string> BuyerIds => GuestId is null ? [UserId] : [UserId, GuestId];

    /// <summary>Whether the names of an order are kept for its gate: the event was not over when the erasure was requested.</summary>
    public bool Keeps(Event ev) => ev.EndsAt > RequestedAt;

    /// <summary>Until when names are kept for these events; null when no name is kept any more.</summary>
    /// <param name="life">How long after the last of them names are kept.</param>
    public DateTimeOffset? NamesNeededUntil(IEnumerable<Event> events, TimeSpan life, DateTimeOffset now)
    {
        var until = events.Where(Keeps).Select(ev => ev.EndsAt + life).DefaultIfEmpty(now).Max();
        return until > now ? until : null;
    }

    /// <summary>The erasure after everything was erased that may be. Unchanged while an older token may have written since.</summary>
    /// <param name="began">When the pass over the data began.</param>
    public Erasure Passed(DateTimeOffset began, DateTimeOffset? keptUntil) =>
        SignedOutAt is not { } signedOut || began < signedOut + Aftermath ? this
        : keptUntil is not null ? this with { KeptUntil = keptUntil }
        : this with { DoneAt = began };

    public static Problem SignInAgain { get; } =
        Problem.Conflict("sign_in_again", "Sign in again first: this cannot be undone, so it has to be you.");

    public static Problem SoleOwner { get; } =
        Problem.Conflict("sole_owner", "An organization has no other owner: appoint one, or cancel its events to come and close it.");

    public static Problem OpenRefund { get; } = Problem.Conflict("open_refund", "A refund is under way. Wait until the money is back.");

    /// <param name="tickets">How many.</param>
    public static Problem UpcomingTickets(int tickets) =>
        Problem.Conflict(
            "upcoming_tickets",
            $"There are {tickets} tickets of events to come. Say that you keep them, or cancel them first."
        );

    /// <summary>Null when a buyer with these orders may be erased; otherwise the refusal.</summary>
    /// <param name="events">The events of the orders.</param>
    /// <param name="keepTickets">Whether the tickets of events to come are to stay valid.</param>
    public static Problem? WhyNot(IReadOnlyCollection<Registration> orders, IEnumerable<Event> events, bool keepTickets, DateTimeOffset now)
    {
        if (orders.Any(order => order.Refunds.Any(refund => refund.Status == RefundStatus.Requested)))
            return OpenRefund;
        var upcoming = events.Where(ev => ev.EndsAt > now).Select(ev => ev.EventId).ToHashSet(StringComparer.Ordinal);
        var tickets = orders
            .Where(order => order.Status == RegistrationStatus.Confirmed && upcoming.Contains(order.EventId))
            .Sum(order => order.Quantity);
        return tickets > 0 && !keepTickets ? UpcomingTickets(tickets) : null;
    }
}
