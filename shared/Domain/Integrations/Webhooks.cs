using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EventTicketing.Domain;

/// <summary>What a message is about; part of the API as texts such as <c>registration.confirmed</c>. Stored by name.</summary>
public enum WebhookType
{
    /// <summary>An endpoint with this type gets messages of all types. No message has it as its own type.</summary>
    All,
    RegistrationConfirmed,
    RegistrationCancelled,
    RegistrationExpired,
    RefundSucceeded,
    RefundFailed,
    DisputeOpened,
    DisputeClosed,
    TicketIssued,
    TicketReissued,
    TicketCheckedIn,
    TicketCheckInUndone,
    EventPublished,
    EventUpdated,
    EventCancelled,
    InvoiceIssued,
    InvoicePaid,
    WebhookTest,
}

public static class WebhookTypes
{
    /// <summary>As the API writes it: what it is about, a dot, and what happened, in snake_case.</summary>
    public static string Text(this WebhookType type)
    {
        if (type == WebhookType.All)
            return "*";
        var text = new StringBuilder();
        foreach (var letter in type.ToString())
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append(text.ToString().Contains('.') ? '_' : '.');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}

/// <summary>A message to all endpoints of an organization. It is stored as one <see cref="WebhookDelivery"/> per endpoint.</summary>
/// <param name="Subject">What makes it one: the same type and subject are one message to each endpoint.</param>
/// <param name="At">When it happened.</param>
public sealed record WebhookOwed(WebhookType Type, string Subject, DateTimeOffset At)
{
    /// <summary>What happened longer ago is not sent: the note of an earlier message about it may have expired.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(7);

    /// <summary>Whether the endpoint is to be told of it now, if it has not been.</summary>
    public bool IsFor(WebhookEndpoint endpoint, DateTimeOffset now) =>
        endpoint.Enabled && endpoint.Wants(Type) && At >= endpoint.Since && At > now - Horizon;

    public string IdFor(WebhookEndpoint endpoint) => Ids.Derived("whd", endpoint.EndpointId, Type.ToString(), Subject);
}

/// <summary>
/// What is owed to the endpoints of an organization, derived from the state of things, as mails are: whoever misses some states, or sees
/// them twice, owes the same.
/// </summary>
public static class Webhooks
{
    /// <param name="tickets">The tickets of the registration as far as they are to be told of.</param>
    public static IEnumerable<WebhookOwed> OwedFor(Registration registration, IReadOnlyList<Ticket> tickets)
    {
        var id = registration.RegistrationId;
        if (registration.ConfirmedAt is { } confirmed)
            yield return new(WebhookType.RegistrationConfirmed, id, confirmed);
        if (registration is { Status: RegistrationStatus.Cancelled, CancelledAt: { } cancelled })
            yield return new(WebhookType.RegistrationCancelled, id, cancelled);
        if (registration is { Status: RegistrationStatus.Expired, ExpiresAt: { } expired })
            yield return new(WebhookType.RegistrationExpired, id, expired);
        foreach (var refund in registration.Refunds)
        {
            // One that failed after it had succeeded is both.
            if (refund.Status == RefundStatus.Succeeded || refund.SettledAt is not null)
                yield return new(WebhookType.RefundSucceeded, refund.RefundId, refund.SettledAt ?? refund.CreatedAt);
            if (refund.Status == RefundStatus.Failed)
                yield return new(WebhookType.RefundFailed, refund.RefundId, refund.BouncedAt ?? refund.CreatedAt);
        }

        foreach (var payment in registration.Payments)
        {
            foreach (var dispute in registration.Ledger.DisputesOf(payment))
            {
                var subject = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{payment.PaymentIntentId} {dispute.At.ToUnixTimeMilliseconds()}"
                );
                yield return new(WebhookType.DisputeOpened, subject, dispute.At);
                if (dispute.WonAt is { } won)
                    yield return new(WebhookType.DisputeClosed, subject, won);
            }
        }

        foreach (var ticket in tickets)
            yield return OwedFor(ticket);
    }

    /// <summary>The message that a ticket got its first code (<c>ticket.issued</c>) or a new one (<c>ticket.reissued</c>).</summary>
    public static WebhookOwed OwedFor(Ticket ticket) =>
        ticket.Issue == 1
            ? new(WebhookType.TicketIssued, ticket.TicketId, ticket.IssuedAt)
            : new(
                WebhookType.TicketReissued,
                string.Create(CultureInfo.InvariantCulture, $"{ticket.TicketId} {ticket.Issue}"),
                ticket.IssuedAt
            );

    /// <summary>The message about a check-in or its undoing; null for a scan that was refused.</summary>
    public static WebhookOwed? OwedFor(CheckIn checkIn) =>
        checkIn switch
        {
            { TicketId: null } => null,
            { Kind: CheckInKind.Undo } => Owed(WebhookType.TicketCheckInUndone, checkIn),
            _ when (checkIn.Device ?? checkIn.Result) == ScanResult.Valid => Owed(WebhookType.TicketCheckedIn, checkIn),
            _ => null,
        };

    public static IEnumerable<WebhookOwed> OwedFor(Event ev)
    {
        if (ev.PublishedAt is { } published)
            yield return new(WebhookType.EventPublished, ev.EventId, published);
        if (ev.EditedAt is { } edited)
            yield return new(
                WebhookType.EventUpdated,
                string.Create(CultureInfo.InvariantCulture, $"{ev.EventId} {edited.ToUnixTimeMilliseconds()}"),
                edited
            );
        if (ev.CancelledAt is { } cancelled)
            yield return new(WebhookType.EventCancelled, ev.EventId, cancelled);
    }

    private static WebhookOwed Owed(WebhookType type, CheckIn about) => new(type, $"{about.EventId} {about.ScanId}", about.ReceivedAt);
}

/// <summary>
/// Signatures as <c>webhook-signature</c> has them: <c>v1,</c> and the base64 of HMAC-SHA256 over id, timestamp and body, joined by dots.
/// </summary>
public static class WebhookSignature
{
    /// <summary>A receiver refuses messages that are older, or from further ahead.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The prefix of secrets. The rest is the key in base64.</summary>
    public const string SecretPrefix = "whsec_";

    /// <param name="secrets">As they were shown: one, or two after a rotation.</param>
    /// <param name="timestamp">Seconds since 1970.</param>
    /// <returns>A signature for each secret, separated by spaces.</returns>
    public static string Of(IEnumerable<string> secrets, string deliveryId, long timestamp, string body)
    {
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{deliveryId}.{timestamp}.{body}"));
        return string.Join(
            ' ',
            secrets.Select(secret =>
                $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[SecretPrefix.Length..]), signed))}"
            )
        );
    }
}
