namespace EventTicketing.Domain;

/// <summary>Why nothing is sent to an endpoint. Stored by name.</summary>
public enum WebhookSwitchedOff
{
    /// <summary>By a member of the organization.</summary>
    Manually,

    /// <summary>The receiver has answered 410: it wants no more.</summary>
    Gone,

    /// <summary>No attempt has succeeded for <see cref="WebhookEndpoint.Patience"/>.</summary>
    Failing,
}

/// <summary>Another system to which an organization has messages sent. Its secrets are stored encrypted, and shown once.</summary>
public sealed record WebhookEndpoint : IVersioned<WebhookEndpoint>
{
    public const int MaxPerOrganization = 10;

    /// <summary>How long attempts may fail, one after the other, before the endpoint is switched off.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(5);

    /// <summary>For how long messages are signed with both secrets after the secret of an endpoint was replaced.</summary>
    public static readonly TimeSpan SecretOverlap = TimeSpan.FromHours(24);

    /// <summary>A success is noted at most so often while nothing fails, because each note is a write.</summary>
    private static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(1);

    public required string OrganizationId { get; init; }
    public required string EndpointId { get; init; }
    public required string Url { get; init; }

    /// <summary>What it is told; <see cref="WebhookType.All"/> stands for everything.</summary>
    public required IReadOnlyList<WebhookType> Types { get; init; }

    public string? Description { get; init; }

    /// <summary>Null while it is enabled.</summary>
    public WebhookSwitchedOff? Off { get; init; }

    public bool Enabled => Off is null;

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last enabled. What happened earlier is not sent.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The encrypted secret.</summary>
    public required string Secret { get; init; }

    /// <summary>The last characters of the secret, by which people recognize it.</summary>
    public required string SecretEnd { get; init; }

    /// <summary>The encrypted secret before the current one; null when it was never rotated.</summary>
    public string? FormerSecret { get; init; }

    public DateTimeOffset? FormerUntil { get; init; }

    /// <summary>The id of the request that made the current secret: its retry replaces that one, and not the former.</summary>
    public required string SecretRequest { get; init; }

    public DateTimeOffset? LastSuccessAt { get; init; }
    public int FailuresInARow { get; init; }

    /// <summary>The first failed attempt since the last success; null when there is none.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    public int Version { get; init; }

    public WebhookEndpoint WithVersion(int version) => this with { Version = version };

    public bool Wants(WebhookType type) => Types.Contains(type) || Types.Contains(WebhookType.All);

    /// <summary>The encrypted secrets that sign now, the current one first.</summary>
    public IEnumerable<string> SecretsAt(DateTimeOffset now) =>
        FormerSecret is { } former && now < FormerUntil ? [Secret, former] : [Secret];

    /// <summary>The endpoint with another secret. The former one signs, too, for <see cref="SecretOverlap"/>.</summary>
    /// <param name="secret">Encrypted.</param>
    /// <param name="request">Id of the request. The answer to an earlier attempt was lost, and with it that attempt's secret.</param>
    public WebhookEndpoint Rotated(string secret, string end, string request, DateTimeOffset now)
    {
        var next = this with { Secret = secret, SecretEnd = end, SecretRequest = request };
        return request == SecretRequest ? next : next with { FormerSecret = Secret, FormerUntil = now + SecretOverlap };
    }

    /// <summary>The endpoint with edited fields; itself when nothing changes. Enabling it forgets its failures.</summary>
    public WebhookEndpoint Edited(string url, IReadOnlyList<WebhookType> types, string? description, bool enabled, DateTimeOffset now)
    {
        var next = this with { Url = url, Types = Types.SequenceEqual(types) ? Types : types, Description = description };
        return (enabled, Enabled) switch
        {
            (true, false) => next with { Off = null, Since = now, FailuresInARow = 0, FailingSince = null },
            (false, true) => next with { Off = WebhookSwitchedOff.Manually },
            _ => next == this ? this : next,
        };
    }

    /// <summary>The endpoint after an attempt; itself when there is nothing to note.</summary>
    public WebhookEndpoint After(WebhookAttempt attempt, DateTimeOffset now)
    {
        if (attempt.Succeeded)
            return FailuresInARow == 0 && now - LastSuccessAt < NotedEvery
                ? this
                : this with
                {
                    LastSuccessAt = now,
                    FailuresInARow = 0,
                    FailingSince = null,
                };
        var since = FailingSince ?? now;
        return this with
        {
            FailuresInARow = FailuresInARow + 1,
            FailingSince = since,
            Off =
                Off
                ?? (
                    attempt.IsGone ? WebhookSwitchedOff.Gone
                    : now - since >= Patience ? WebhookSwitchedOff.Failing
                    : null
                ),
        };
    }

    /// <summary>The mail to an administrator of the organization that says that the endpoint was switched off.</summary>
    public Notification Mail(string address, string? name, DateTimeOffset now) =>
        Notification.Of(
            new Letter(
                name,
                "A webhook is switched off",
                [
                    Off == WebhookSwitchedOff.Gone
                        ? $"{new Uri(Url).Host} has answered that it no longer wants messages."
                        : $"{new Uri(Url).Host} has accepted no message for {Patience.Days} days.",
                    "Nothing is sent to it until you enable it again. What happens in the meantime is not sent later.",
                ],
                "See the webhooks",
                $"/console/{OrganizationId}/webhooks"
            ),
            address,
            EndpointId,
            // One for each time that it is switched off, and recipient.
            $"{Since.ToUnixTimeMilliseconds()} {address}",
            now
        );
}
