using EventTicketing.Domain;

namespace EventTicketing.Data;

/// <summary>An entry of a DueIndex: unfinished work, and when it is due, in milliseconds since 1970.</summary>
public interface IDue
{
    long DueAt { get; }
}

/// <summary>A registration with unfinished work: a hold to end, a refund to make, tickets to issue.</summary>
/// <param name="DueAt">Milliseconds since 1970.</param>
public sealed record DueRegistration(
    string RegistrationId,
    string EventId,
    RegistrationStatus Status,
    IReadOnlyList<Allocation> Allocations,
    long DueAt,
    bool InPayment = false
) : IDue
{
    /// <summary>Whether it is an expired hold. Its places count as free whether or not the sweeper has ended it.</summary>
    public bool HasLapsed(DateTimeOffset now) =>
        Status == RegistrationStatus.Pending && !InPayment && DueAt <= now.ToUnixTimeMilliseconds();
}

/// <summary>A mail that is not sent yet.</summary>
/// <param name="DueAt">Milliseconds since 1970.</param>
public sealed record DueNotification(string NotificationId, string RegistrationId, long DueAt) : IDue;

/// <summary>A request for verification with papers to erase.</summary>
public sealed record DueKyc(string KycId, long DueAt) : IDue;

/// <summary>An act that may be unfinished.</summary>
public sealed record DueActivity(string ActivityId, long DueAt) : IDue;

/// <summary>A person of whom something is still to be erased.</summary>
public sealed record DueErasure(string ErasureId, long DueAt) : IDue;

/// <summary>A message to a webhook endpoint that is queued.</summary>
public sealed record DueWebhook(string EndpointId, string DeliveryId, long DueAt) : IDue;

/// <summary>A webhook endpoint as EndpointIndex projects it.</summary>
public sealed record LocatedWebhookEndpoint(string OrganizationId, string EndpointId);

/// <summary>A gate device as CodeIndex projects it.</summary>
public sealed record WaitingDevice(string OrganizationId, string DeviceId);

/// <summary>A ticket as QRCodeIndex projects it.</summary>
public sealed record LocatedTicket(string TicketId);

public static class DueIndex
{
    /// <summary>
    /// The entries of an index of unfinished work that are due. Reads no further page after <paramref name="most"/> of them.
    /// </summary>
    public static async Task<IReadOnlyList<T>> DueBy<T>(
        this Collection<T> unfinished,
        IndexDefinition index,
        DateTimeOffset now,
        int most,
        CancellationToken stop
    )
        where T : class, IDue
    {
        List<T> due = [];
        string? cursor = null;
        do
        {
            // The index holds unfinished work only, so reading all of it costs little.
            var page = await unfinished.Scan(index, cursor, stop);
            due.AddRange(page.Items.Where(item => item.DueAt <= now.ToUnixTimeMilliseconds()));
            cursor = page.Cursor;
        } while (cursor is not null && due.Count < most);
        return due;
    }
}
