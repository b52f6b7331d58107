namespace EventTicketing.Domain;

public enum NotificationKind
{
    OrderConfirmed,

    /// <summary>The tickets of an order once more, because the buyer asked for them or an address was corrected.</summary>
    OrderSentAgain,
    AttendeeTickets,
    EventChanged,
    RegistrationCancelled,
    EventCancelled,
    RefundMade,
    LatePaymentRefunded,

    /// <summary>The links of all orders that a guest has made, for whoever has lost them.</summary>
    OrdersFound,

    /// <summary>A message from an organizer to the people with tickets for an event.</summary>
    EventMessage,

    /// <summary>A mail that is about no registration, and is stored as it is sent.</summary>
    Letter,
}

public enum NotificationStatus
{
    Queued,
    Sent,
    Failed,
}

/// <summary>The text of a mail that is about no registration: an invitation, a decision on a verification.</summary>
/// <param name="LinkPath">Path on the site of what the reader does next.</param>
public sealed record Letter(string? Name, string Subject, IReadOnlyList<string> Lines, string LinkText, string LinkPath);

/// <summary>A mail to be sent. Its id is derived from its cause, so that the same cause creates one mail.</summary>
/// <param name="RegistrationId">
/// The registration that it is about; for a letter, the id of what it is about; for a message to many, the event's.
/// </param>
public sealed record Notification(
    string NotificationId,
    NotificationKind Kind,
    string RegistrationId,
    string? RefundId,
    DateTimeOffset CreatedAt
) : IVersioned<Notification>
{
    /// <summary>The recipient's address; null for the buyer's, and once the mail is sent or given up.</summary>
    public string? Recipient { get; init; }

    /// <summary>The event's facts as last announced before a change; null for other kinds.</summary>
    public EventFacts? Before { get; init; }

    /// <summary>Null for mails about registrations, whose texts are composed when they are sent; and once it is sent or given up.</summary>
    public Letter? Letter { get; init; }

    /// <summary>A message to many: its mails, one for each recipient, are made of it. Null for all other mails, those included.</summary>
    public EventMessage? Message { get; init; }

    /// <summary>Id of the message to many that this mail is one of; null for other mails.</summary>
    public string? MessageId { get; init; }

    public NotificationStatus Status { get; init; }
    public int Attempts { get; init; }

    /// <summary>The next attempt is not made before; null until the first attempt.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }
    public int Version { get; init; }

    private const int MaxAttempts = 12;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(4);

    /// <summary>A sent mail is kept so that its cause does not send it again; one that holds personal data goes sooner.</summary>
    public DateTimeOffset KeptUntil =>
        Kind == NotificationKind.OrdersFound ? CreatedAt.AddDays(1)
        : Kind == NotificationKind.Letter ? CreatedAt.AddDays(90)
        : CreatedAt.AddYears(3);

    /// <summary>The mail with the tickets of a confirmed order, once more.</summary>
    /// <param name="cause">Distinguishes several of an order.</param>
    public static Notification Again(Registration order, string cause, DateTimeOffset now) =>
        new(
            Ids.Derived("ntf", order.RegistrationId, nameof(NotificationKind.OrderSentAgain), cause),
            NotificationKind.OrderSentAgain,
            order.RegistrationId,
            null,
            now
        );

    /// <summary>The same, because the buyer asked for it: one for each hour of the clock.</summary>
    public static Notification Asked(Registration order, DateTimeOffset now) => Again(order, HourOf(now), now);

    /// <summary>The mail with the links of a guest's orders: one for each hour of the clock.</summary>
    /// <param name="guestId">See <see cref="OrderKeys.GuestOf"/>.</param>
    public static Notification Found(string guestId, string email, DateTimeOffset now) =>
        new(
            Ids.Derived("ntf", guestId, nameof(NotificationKind.OrdersFound), HourOf(now)),
            NotificationKind.OrdersFound,
            guestId,
            null,
            now
        )
        {
            Recipient = email,
        };

    /// <param name="aboutId">The id of the invitation or request that the letter is about.</param>
    /// <param name="cause">Distinguishes several letters about the same invitation or request.</param>
    public static Notification Of(Letter letter, string recipient, string aboutId, string cause, DateTimeOffset now) =>
        new(Ids.Derived("ntf", aboutId, cause), NotificationKind.Letter, aboutId, null, now) { Recipient = recipient, Letter = letter };

    /// <summary>The stored message of an organizer. A worker makes one mail of it for each recipient.</summary>
    /// <param name="messageId">One of <see cref="EventMessage.IdsOf"/>.</param>
    public static Notification Of(EventMessage message, string messageId, Event ev, DateTimeOffset now) =>
        new(messageId, NotificationKind.EventMessage, ev.EventId, null, now) { Message = message };

    /// <summary>The mail of this message to one address: one, even if it has several orders.</summary>
    public Notification To(string address, Registration order, DateTimeOffset now) =>
        new(Ids.Derived("ntf", NotificationId, address.ToLowerInvariant()), NotificationKind.EventMessage, order.RegistrationId, null, now)
        {
            Recipient = address,
            MessageId = NotificationId,
        };

    private static string HourOf(DateTimeOffset now) => $"{now.ToUnixTimeSeconds() / 3600}h";

    /// <summary>When an attempt is due; null once the mail is sent or given up.</summary>
    public DateTimeOffset? DueAt => Status == NotificationStatus.Queued ? NextAttemptAt ?? CreatedAt : null;

    public bool IsDue(DateTimeOffset now) => Status == NotificationStatus.Queued && !(NextAttemptAt > now);

    /// <summary>
    /// Claims the next attempt. It is saved before the mail is sent: whoever saves it sends the mail, and nobody else does until the next
    /// attempt is due (exponential backoff, four hours at most).
    /// </summary>
    public Notification Attempt(DateTimeOffset now)
    {
        var pause = FirstPause * (1 << Attempts);
        return this with { Attempts = Attempts + 1, NextAttemptAt = now + (pause < LongestPause ? pause : LongestPause) };
    }

    public Notification Sent(DateTimeOffset now) => Ended(NotificationStatus.Sent) with { SentAt = now };

    /// <summary>Whether to give up: the mail was refused for good, or the last attempt has failed, after most of a day.</summary>
    public bool IsHopeless(bool refused) => refused || Attempts >= MaxAttempts;

    public Notification GiveUp() => Ended(NotificationStatus.Failed);

    /// <summary>What is kept of a mail so that its cause does not send it again: neither address nor text is needed for that.</summary>
    private Notification Ended(NotificationStatus status) => this with { Status = status, Recipient = null, Letter = null };

    public Notification WithVersion(int version) => this with { Version = version };

    /// <summary>The mails to the buyer that a change of the registration makes necessary.</summary>
    public static IEnumerable<Notification> NewToBuyer(Registration before, Registration after, DateTimeOffset now) =>
        ToBuyer(after, now).ExceptBy(ToBuyer(before, now).Select(mail => mail.NotificationId), mail => mail.NotificationId);

    /// <summary>The mails that the buyer should get in the registration's current state.</summary>
    public static IEnumerable<Notification> ToBuyer(Registration registration, DateTimeOffset now)
    {
        if (registration.ErasedAt is not null)
            yield break;
        if (registration.Status == RegistrationStatus.Confirmed && registration.TicketIds.Count > 0)
            yield return New(NotificationKind.OrderConfirmed, null);
        if (registration.Status == RegistrationStatus.Cancelled && registration.ConfirmedAt is not null)
            yield return New(Cancellation(registration), null);

        foreach (var refund in registration.Refunds.Where(refund => refund.Status == RefundStatus.Succeeded))
            yield return New(
                refund.Reason == RefundReason.LatePayment ? NotificationKind.LatePaymentRefunded : NotificationKind.RefundMade,
                refund.RefundId
            );

        Notification New(NotificationKind kind, string? refundId) =>
            new(
                Ids.Derived("ntf", registration.RegistrationId, kind.ToString(), refundId ?? ""),
                kind,
                registration.RegistrationId,
                refundId,
                now
            );
    }

    /// <summary>
    /// The mails that attendees with an address of their own should get: one each with their tickets, and one when these are void. They are
    /// stored after the buyer's mail, because all of them and the tickets would not fit one transaction.
    /// </summary>
    public static IEnumerable<Notification> ToAttendees(Registration registration, DateTimeOffset now)
    {
        if (registration.TicketIds.Count == 0)
            return [];
        NotificationKind? due = registration.Status switch
        {
            RegistrationStatus.Confirmed => NotificationKind.AttendeeTickets,
            RegistrationStatus.Cancelled => Cancellation(registration),
            _ => null,
        };
        return due is not { } kind
            ? []
            : registration.AttendeeEmails.Select(address => new Notification(
                Ids.Derived("ntf", registration.RegistrationId, kind.ToString(), address.ToLowerInvariant(), Issue(kind)),
                kind,
                registration.RegistrationId,
                null,
                now
            )
            {
                Recipient = address,
            });

        // When the buyer's address was wrong, all tickets got new codes.
        string Issue(NotificationKind kind) => kind == NotificationKind.AttendeeTickets && registration.AddressCorrected ? "corrected" : "";
    }

    private static NotificationKind Cancellation(Registration registration) =>
        registration.CancelledBy == CancelledBy.Event ? NotificationKind.EventCancelled : NotificationKind.RegistrationCancelled;

    /// <summary>Whether this is a mail to the buyer after which attendees get one about the same.</summary>
    public bool ConcernsAttendees =>
        Recipient is null
        && Kind
            is NotificationKind.OrderConfirmed
                or NotificationKind.OrderSentAgain
                or NotificationKind.RegistrationCancelled
                or NotificationKind.EventCancelled;

    /// <summary>
    /// The mails that people of a confirmed registration should get after a change of its event: one per address, even with several
    /// registrations. None when the registration was made after the change.
    /// </summary>
    public static IEnumerable<Notification> AfterChange(Registration registration, Event changed, DateTimeOffset now) =>
        registration.Status != RegistrationStatus.Confirmed || registration.CreatedAt > changed.ChangedAt
            ? []
            : registration.Recipients.Select(address => new Notification(
                Ids.Derived(
                    "ntf",
                    changed.EventId,
                    nameof(NotificationKind.EventChanged),
                    $"{changed.ChangedAt?.ToUnixTimeMilliseconds()}",
                    address.ToLowerInvariant()
                ),
                NotificationKind.EventChanged,
                registration.RegistrationId,
                null,
                now
            )
            {
                Recipient = address,
                Before = changed.Announcement?.Before,
            });
}
