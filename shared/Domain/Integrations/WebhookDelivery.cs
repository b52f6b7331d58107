namespace EventTicketing.Domain;

public enum WebhookStatus
{
    Queued,
    Delivered,
    Failed,
}

/// <summary>One attempt to deliver a message.</summary>
/// <param name="Status">HTTP status of the answer; null when there was none.</param>
/// <param name="Ms">How long it took; null when the attempt was interrupted.</param>
/// <param name="Error">A code, such as <c>timeout</c>; null when there was an answer.</param>
/// <param name="Answer">The beginning of the answer's body.</param>
public sealed record WebhookAttempt(DateTimeOffset At, int? Status, long? Ms, string? Error, string? Answer)
{
    /// <summary>An attempt whose outcome is not known yet, and never will be if the function dies now.</summary>
    public static WebhookAttempt Started(DateTimeOffset at) => new(at, null, null, "interrupted", null);

    public bool Succeeded => Status is >= 200 and < 300;

    public bool IsGone => Status == 410;
}

/// <summary>
/// A message to one endpoint. Its id is derived from what it is about, and the receiver gets it with every attempt: at least once, in no
/// promised order.
/// </summary>
public sealed record WebhookDelivery : IVersioned<WebhookDelivery>
{
    /// <summary>The pauses before the attempts.</summary>
    public static readonly IReadOnlyList<TimeSpan> Pauses =
    [
        TimeSpan.Zero,
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(12),
        TimeSpan.FromHours(24),
    ];

    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    /// <summary>How many attempts are remembered: those of a message that is sent again and again are not all kept.</summary>
    private const int MaxRemembered = 24;

    /// <summary>So long after the last attempt, a worker looks whether it was interrupted. If so, the message has failed.</summary>
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(1);

    public required string EndpointId { get; init; }
    public required string DeliveryId { get; init; }
    public required string OrganizationId { get; init; }
    public required WebhookType Type { get; init; }

    /// <summary>The body of the HTTP request, as JSON. It is the same in every attempt.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public WebhookStatus Status { get; init; }

    /// <summary>The attempts, the latest last.</summary>
    public IReadOnlyList<WebhookAttempt> Attempts
    {
        get => field ?? [];
        init;
    }

    /// <summary>Attempts since it was queued, also those that were interrupted.</summary>
    public int Tries { get; init; }

    /// <summary>The next attempt is not made before; null until the first one.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    public int Version { get; init; }

    public WebhookDelivery WithVersion(int version) => this with { Version = version };

    public DateTimeOffset KeptUntil => CreatedAt + Life;

    /// <summary>When an attempt is due; null once it is delivered or has failed.</summary>
    public DateTimeOffset? DueAt => Status == WebhookStatus.Queued ? NextAttemptAt ?? CreatedAt : null;

    public bool IsDue(DateTimeOffset now) => DueAt <= now;

    /// <summary>
    /// Counts an attempt before it is made, so that one that is interrupted counts. After the last one, failed: its outcome is not known.
    /// </summary>
    public WebhookDelivery Attempt(DateTimeOffset now) =>
        Tries >= Pauses.Count
            ? this with
            {
                Status = WebhookStatus.Failed,
                NextAttemptAt = null,
            }
            : this with
            {
                Tries = Tries + 1,
                NextAttemptAt = now + (Tries + 1 < Pauses.Count ? Pauses[Tries + 1] : SafetyNet),
                Attempts = [.. Attempts.TakeLast(MaxRemembered - 1), WebhookAttempt.Started(now)],
            };

    /// <summary>The message after the attempt that was counted last.</summary>
    public WebhookDelivery Ended(WebhookAttempt attempt) =>
        this with
        {
            Attempts = [.. Attempts.SkipLast(1), attempt],
            Status =
                attempt.Succeeded ? WebhookStatus.Delivered
                : attempt.IsGone || Tries >= Pauses.Count ? WebhookStatus.Failed
                : WebhookStatus.Queued,
        };

    /// <summary>Queued again, with all attempts; itself while it is queued.</summary>
    public WebhookDelivery Redelivered(DateTimeOffset now) =>
        Status == WebhookStatus.Queued ? this : this with { Status = WebhookStatus.Queued, Tries = 0, NextAttemptAt = now };
}
