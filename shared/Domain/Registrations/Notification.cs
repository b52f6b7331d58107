namespace EventTicketing.Domain;

public enum NotificationKind
{
    OrderConfirmed, AttendeeTickets, EventChanged, RegistrationCancelled, EventCancelled, RefundMade, LatePaymentRefunded,
}

public enum NotificationStatus { Queued, Sent, Failed }

/// <summary>A mail that is owed. Its id follows from what it is about, so that it is owed once.</summary>
public sealed record Notification(string NotificationId, NotificationKind Kind, string RegistrationId, string? RefundId, DateTimeOffset CreatedAt) : IVersioned<Notification>
{
    /// <summary>The address that it goes to; null: the buyer's.</summary>
    public string? Recipient { get; init; }

    /// <summary>What was known of the event before it changed; null for everything else.</summary>
    public EventFacts? Before { get; init; }

    public NotificationStatus Status { get; init; }
    public int Attempts { get; init; }

    /// <summary>Not before then it is tried again; null before the first time.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }
    public int Version { get; init; }

    private const int MaxAttempts = 12;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(4);

    /// <summary>When somebody must look at it again; null once it is sent or given up.</summary>
    public DateTimeOffset? DueAt => Status == NotificationStatus.Queued ? NextAttemptAt ?? CreatedAt : null;

    public bool IsDue(DateTimeOffset now) => Status == NotificationStatus.Queued && !(NextAttemptAt > now);

    /// <summary>
    /// Counted before it is made: whoever counts it sends the mail, and nobody else does until the next one is due, each after twice as long.
    /// </summary>
    public Notification Attempt(DateTimeOffset now)
    {
        var pause = FirstPause * (1 << Attempts);
        return this with { Attempts = Attempts + 1, NextAttemptAt = now + (pause < LongestPause ? pause : LongestPause) };
    }

    public Notification Sent(DateTimeOffset now) => this with { Status = NotificationStatus.Sent, SentAt = now };

    /// <summary>Whether it is given up: refused for good, or tried for a day.</summary>
    public bool IsHopeless(bool refused) => refused || Attempts >= MaxAttempts;

    public Notification GiveUp() => this with { Status = NotificationStatus.Failed };

    public Notification WithVersion(int version) => this with { Version = version };

    /// <summary>What a registration's state owes its buyer.</summary>
    public static IEnumerable<Notification> OwedFor(Registration registration, DateTimeOffset now)
    {
        if (registration.Status == RegistrationStatus.Confirmed && registration.TicketIds.Count > 0) yield return Owed(NotificationKind.OrderConfirmed, null);
        if (registration.Status == RegistrationStatus.Cancelled && registration.ConfirmedAt is not null)
            yield return Owed(Cancellation(registration), null);

        foreach (var refund in registration.Refunds.Where(refund => refund.Status == RefundStatus.Succeeded))
            yield return Owed(refund.Reason == RefundReason.LatePayment ? NotificationKind.LatePaymentRefunded : NotificationKind.RefundMade, refund.RefundId);

        Notification Owed(NotificationKind kind, string? refundId) =>
            new(Ids.Derived("ntf", registration.RegistrationId, kind.ToString(), refundId ?? ""), kind, registration.RegistrationId, refundId, now);
    }

    /// <summary>
    /// What a registration owes the attendees whose addresses it names: each address one mail with its own tickets, and one when they are
    /// void. Noted when the buyer's mail about the same is out, for together with the tickets so many notes would not fit one transaction.
    /// </summary>
    public static IEnumerable<Notification> OwedToAttendees(Registration registration, DateTimeOffset now)
    {
        if (registration.TicketIds.Count == 0) return [];
        NotificationKind? owed = registration.Status switch
        {
            RegistrationStatus.Confirmed => NotificationKind.AttendeeTickets,
            RegistrationStatus.Cancelled => Cancellation(registration),
            _ => null,
        };
        return owed is not { } kind ? []
            : registration.AttendeeEmails.Select(address => new Notification(
                Ids.Derived("ntf", registration.RegistrationId, kind.ToString(), address.ToLowerInvariant()), kind, registration.RegistrationId, null, now)
            {
                Recipient = address,
            });
    }

    private static NotificationKind Cancellation(Registration registration) =>
        registration.CancelledBy == CancelledBy.Event ? NotificationKind.EventCancelled : NotificationKind.RegistrationCancelled;

    /// <summary>Whether it goes to the buyer, and the attendees are owed a mail about the same once it is out.</summary>
    public bool ConcernsAttendees => Recipient is null
        && Kind is NotificationKind.OrderConfirmed or NotificationKind.RegistrationCancelled or NotificationKind.EventCancelled;

    /// <summary>
    /// What a confirmed registration owes its people after their event has changed: one mail each, of however many orders they have tickets.
    /// Whoever registered after the change has seen it.
    /// </summary>
    public static IEnumerable<Notification> OwedAfterChange(Registration registration, Event changed, DateTimeOffset now) =>
        registration.Status != RegistrationStatus.Confirmed || registration.CreatedAt > changed.ChangedAt ? []
        : registration.Recipients.Select(address => new Notification(
            Ids.Derived(
                "ntf", changed.EventId, nameof(NotificationKind.EventChanged), $"{changed.ChangedAt?.ToUnixTimeMilliseconds()}", address.ToLowerInvariant()),
            NotificationKind.EventChanged, registration.RegistrationId, null, now) { Recipient = address, Before = changed.Announcement?.Before });
}
