using EventTicketing.Domain;

namespace EventTicketing.Api;

/// <param name="Qr">What the QR code says.</param>
/// <param name="DownloadUrl">Opens the PDF; null while it cannot be written.</param>
public sealed record TicketView(
    string TicketId, string Code, string Qr, string EventId, string RegistrationId, string TicketTypeId, string TicketTypeName, string HolderName, TicketStatus Status,
    DateTimeOffset IssuedAt, DateTimeOffset? UsedAt, string? DownloadUrl, DateTimeOffset? DownloadExpiresAt, int Version)
{
    public static TicketView Of(Ticket item, (Uri Link, DateTimeOffset Until)? download) => new(
        item.TicketId, item.Code.ToString(), item.Qr, item.EventId, item.RegistrationId, item.TicketTypeId, item.TicketTypeName, item.HolderName, item.Status,
        item.IssuedAt, item.UsedAt, download?.Link.AbsoluteUri, download?.Until, item.Version);
}

/// <summary>What the gate may see of a ticket.</summary>
public sealed record ScannedTicketView(string TicketId, string HolderName, string TicketTypeName, TicketStatus Status)
{
    /// <summary>Null when the gate may see nothing.</summary>
    public static ScannedTicketView? Of(CheckIn scan) => scan.TicketId is null ? null : new(
        scan.TicketId, scan.HolderName!, scan.TicketTypeName!,
        scan.Reason == ScanRefusal.Void ? TicketStatus.Void : scan.FirstUsedAt is null ? TicketStatus.Valid : TicketStatus.Used);
}

/// <param name="FirstUsedAt">When the ticket was let in, if it was.</param>
/// <param name="Ticket">Null when the ticket is unknown or of another event.</param>
public sealed record ScanView(
    ScanResult Result, ScanRefusal? Reason, DateTimeOffset? FirstUsedAt, string? FirstUsedGate, ScannedTicketView? Ticket, string ScanId);

/// <param name="Device">What the device had decided, offline; null when it asked first.</param>
/// <param name="Conflict">Where the two do not agree.</param>
public sealed record CheckInView(
    string ScanId, CheckInKind Kind, ScanResult Result, ScanRefusal? Reason, ScanResult? Device, ScanConflict? Conflict, string? TicketId, string? HolderName,
    string? TicketTypeName, string? Gate, DateTimeOffset ReceivedAt, DateTimeOffset? ScannedAt, string StaffId, string? Note)
{
    public static CheckInView Of(CheckIn item) => new(
        item.ScanId, item.Kind, item.Result, item.Reason, item.Device, item.Conflict, item.TicketId, item.HolderName, item.TicketTypeName, item.Gate,
        item.ReceivedAt, item.ScannedAt, item.StaffId, item.Note);
}

/// <param name="Result">Null when the scan could not be taken: <c>problem</c> says why.</param>
/// <param name="Conflict">Where the device does not agree.</param>
/// <param name="FirstUsedAt">When the ticket was first let in, if it was: the earliest scan, wherever that was.</param>
/// <param name="Problem">A code: <c>scan_id_reused</c>, <c>qr_or_code</c>.</param>
public sealed record SyncedScanView(
    string ScanId, ScanResult? Result, ScanRefusal? Reason, ScanConflict? Conflict, DateTimeOffset? FirstUsedAt, string? FirstUsedGate, ScannedTicketView? Ticket,
    string? Problem)
{
    public static SyncedScanView Of(CheckIn scan) =>
        new(scan.ScanId, scan.Result, scan.Reason, scan.Conflict, scan.FirstUsedAt, scan.FirstUsedGate, ScannedTicketView.Of(scan), null);

    public static SyncedScanView Of(string scanId, Problem problem) => new(scanId, null, null, null, null, null, null, problem.Code);
}

/// <param name="Scans">In the order in which they were sent.</param>
public sealed record SyncedScansView(IReadOnlyList<SyncedScanView> Scans);

/// <summary>A public key as in RFC 7517.</summary>
public sealed record SigningKeyView(string Kid, string Kty, string Crv, string Alg, string Use, string X, string Y);

public sealed record SigningKeysView(IReadOnlyList<SigningKeyView> Keys)
{
    public static SigningKeysView Of(IEnumerable<(int KeyId, string X, string Y)> keys) =>
        new([.. keys.Select(key => new SigningKeyView($"{key.KeyId}", "EC", "P-256", "ES256", "sig", key.X, key.Y))]);
}

/// <summary>A secret key as in RFC 7518: it opens the seals of one event, and makes none.</summary>
public sealed record SealKeyView(string Kid, string Kty, string Alg, string K);

/// <param name="Issue">The good one. A seal of an earlier issue is void.</param>
/// <param name="Paid">False while the payment is disputed.</param>
/// <param name="CodeVerifier">base64url of 16 bytes of PBKDF2 with SHA-256, 1000 rounds, over the code's twelve characters, with the event id as salt.</param>
public sealed record CheckInListTicketView(
    string TicketId, int Issue, TicketStatus Status, bool Paid, string HolderName, string TicketTypeName, string CodeVerifier, DateTimeOffset? UsedAt, string? UsedGate)
{
    public static CheckInListTicketView Of(Ticket item) => new(
        item.TicketId, item.Issue, item.Status, item.Paid, item.HolderName, item.TicketTypeName, item.Code.Verifier(item.EventId), item.UsedAt, item.UsedGate);
}

/// <summary>What a device needs to decide at the gate of an event while it is offline.</summary>
/// <param name="SigningKeys">Verify that a seal is ours.</param>
/// <param name="SealKeys">Open the seals of this event.</param>
/// <param name="Items">In the order of their changes. A ticket that changes meanwhile comes again: the later one counts.</param>
/// <param name="Since">What to ask with the next time; null while there is a next page.</param>
public sealed record CheckInListView(
    string EventId, string Title, EventStatus Status, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeZone, DateTimeOffset GateOpensAt, DateTimeOffset GateClosesAt,
    IReadOnlyList<SigningKeyView> SigningKeys, IReadOnlyList<SealKeyView> SealKeys, IReadOnlyList<CheckInListTicketView> Items, string? Next, DateTimeOffset? Since);
