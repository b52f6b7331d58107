using EventTicketing.Domain;

namespace EventTicketing.Api;

public record WebhookEndpointView
{
    public required string EndpointId { get; init; }
    public required string OrganizationId { get; init; }
    public required string Url { get; init; }
    public required IReadOnlyList<WebhookType> Events { get; init; }
    public required string? Description { get; init; }
    public required bool Enabled { get; init; }

    /// <summary>Null while it is enabled.</summary>
    public required WebhookSwitchedOff? DisabledBecause { get; init; }

    /// <summary>When a message was last delivered, at most a minute too early; null when none was.</summary>
    public required DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>Failed attempts since the last success.</summary>
    public required int FailuresInARow { get; init; }

    /// <summary>The last characters of the secret.</summary>
    public required string SecretEnd { get; init; }

    /// <summary>Until when the former secret signs, too; null when it does not.</summary>
    public required DateTimeOffset? FormerSecretUntil { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required int Version { get; init; }

    public static WebhookEndpointView Of(WebhookEndpoint endpoint, DateTimeOffset now) => new(endpoint, now);

    public WebhookEndpointView() { }

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    protected WebhookEndpointView(WebhookEndpoint endpoint, DateTimeOffset now)
    {
        EndpointId = endpoint.EndpointId;
        OrganizationId = endpoint.OrganizationId;
        Url = endpoint.Url;
        Events = endpoint.Types;
        Description = endpoint.Description;
        Enabled = endpoint.Enabled;
        DisabledBecause = endpoint.Off;
        LastSuccessAt = endpoint.LastSuccessAt;
        FailuresInARow = endpoint.FailuresInARow;
        SecretEnd = endpoint.SecretEnd;
        FormerSecretUntil = now < endpoint.FormerUntil ? endpoint.FormerUntil : null;
        CreatedAt = endpoint.CreatedAt;
        Version = endpoint.Version;
    }
}

/// <summary>A webhook endpoint and the secret that was just created for it. A repeated request gets no secret.</summary>
public sealed record NewWebhookSecretView : WebhookEndpointView
{
    /// <summary>
    /// Shown this once: <c>whsec_</c> and the key of the signatures in base64. Null in the answer to a repeated request.
    /// </summary>
    public required string? Secret { get; init; }

    public NewWebhookSecretView() { }

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public NewWebhookSecretView(WebhookEndpoint endpoint, string secret, DateTimeOffset now)
        : base(endpoint, now) => Secret = secret;
}

public sealed record WebhookAttemptView
{
    public required DateTimeOffset At { get; init; }

    /// <summary>HTTP status of the answer; null when there was none.</summary>
    public required int? Status { get; init; }

    /// <summary>How long it took; null while it is under way, and when it was interrupted.</summary>
    public required long? Ms { get; init; }

    /// <summary>
    /// Null when there was an answer; otherwise <c>timeout</c>, <c>no_connection</c>, <c>no_answer</c>, <c>unknown_name</c>,
    /// <c>forbidden_address</c>, <c>tls</c> or <c>interrupted</c>.
    /// </summary>
    public required string? Error { get; init; }

    /// <summary>The beginning of the answer's body, up to 1 kB; null when it has none.</summary>
    public required string? Answer { get; init; }

    public static WebhookAttemptView Of(WebhookAttempt attempt) =>
        new()
        {
            At = attempt.At,
            Status = attempt.Status,
            Ms = attempt.Ms,
            Error = attempt.Error,
            Answer = attempt.Answer,
        };
}

public sealed record WebhookDeliveryView
{
    public required string DeliveryId { get; init; }
    public required string EndpointId { get; init; }
    public required WebhookType Type { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required WebhookStatus Status { get; init; }

    /// <summary>When it is attempted next; null once it is delivered or has failed.</summary>
    public required DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>The latest last.</summary>
    public required IReadOnlyList<WebhookAttemptView> Attempts { get; init; }

    /// <summary>The body of the HTTP request, as JSON.</summary>
    public required string Body { get; init; }

    public static WebhookDeliveryView Of(WebhookDelivery delivery) =>
        new()
        {
            DeliveryId = delivery.DeliveryId,
            EndpointId = delivery.EndpointId,
            Type = delivery.Type,
            CreatedAt = delivery.CreatedAt,
            Status = delivery.Status,
            NextAttemptAt = delivery.DueAt,
            Attempts = [.. delivery.Attempts.Select(WebhookAttemptView.Of)],
            Body = delivery.Body,
        };
}
