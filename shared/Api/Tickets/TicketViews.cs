using EventTicketing.Domain;

namespace EventTicketing.Api;

/// <param name="Qr">Content of the QR code.</param>
/// <param name="DownloadUrl">Link to the PDF. Null while it cannot be written.</param>
public sealed record TicketView(
    string TicketId,
    string Code,
    string Qr,
    string EventId,
    string RegistrationId,
    string TicketTypeId,
    string TicketTypeName,
    string HolderName,
    TicketStatus Status,
    DateTimeOffset IssuedAt,
    DateTimeOffset? UsedAt,
    string? DownloadUrl,
    DateTimeOffset? DownloadExpiresAt,
    int Version
)
{
    public static TicketView Of(Ticket item, (Uri Link, DateTimeOffset Until)? download) =>
        new(
            item.TicketId,
            item.Code.ToString(),
            item.Qr,
            item.EventId,
            item.RegistrationId,
            item.TicketTypeId,
            item.TicketTypeName,
            item.HolderName,
            item.Status,
            item.IssuedAt,
            item.UsedAt,
            download?.Link.AbsoluteUri,
            download?.Until,
            item.Version
        );
}

/// <summary>The part of a ticket that gate staff may see.</summary>
public sealed record ScannedTicketView(string TicketId, string HolderName, string TicketTypeName, TicketStatus Status)
{
    /// <summary>Null when the scan found no ticket of the event.</summary>
    public static ScannedTicketView? Of(CheckIn scan) =>
        scan.TicketId is null
            ? null
            : new(
                scan.TicketId,
                scan.HolderName!,
                scan.TicketTypeName!,
                scan.Reason == ScanRefusal.Void ? TicketStatus.Void
                    : scan.FirstUsedAt is null ? TicketStatus.Valid
                    : TicketStatus.Used
            );
}

/// <param name="FirstUsedAt">When the ticket was first admitted; null if never.</param>
/// <param name="Ticket">Null when the ticket is unknown or belongs to another event.</param>
public sealed record ScanView(
    ScanResult Result,
    ScanRefusal? Reason,
    DateTimeOffset? FirstUsedAt,
    string? FirstUsedGate,
    ScannedTicketView? Ticket,
    string ScanId
);

/// <param name="Device">The verdict of the device, for an offline scan; null for an online one.</param>
/// <param name="Conflict">How the verdicts of device and server differ; null when they agree.</param>
public sealed record CheckInView(
    string ScanId,
    CheckInKind Kind,
    ScanResult Result,
    ScanRefusal? Reason,
    ScanResult? Device,
    ScanConflict? Conflict,
    string? TicketId,
    string? HolderName,
    string? TicketTypeName,
    string? Gate,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? ScannedAt,
    string StaffId,
    string? Note
)
{
    public static CheckInView Of(CheckIn item) =>
        new(
            item.ScanId,
            item.Kind,
            item.Result,
            item.Reason,
            item.Device,
            item.Conflict,
            item.TicketId,
            item.HolderName,
            item.TicketTypeName,
            item.Gate,
            item.ReceivedAt,
            item.ScannedAt,
            item.StaffId,
            item.Note
        );
}

/// <param name="Result">Null when the scan was not accepted: <c>problem</c> has the reason.</param>
/// <param name="Conflict">How the server's verdict differs from the device's; null when they agree.</param>
/// <param name="FirstUsedAt">When the ticket was first admitted, at any gate; null if never.</param>
/// <param name="Problem">Problem code: <c>scan_id_reused</c> or <c>qr_or_code</c>.</param>
public sealed record SyncedScanView(
    string ScanId,
    ScanResult? Result,
    ScanRefusal? Reason,
    ScanConflict? Conflict,
    DateTimeOffset? FirstUsedAt,
    string? FirstUsedGate,
    ScannedTicketView? Ticket,
    string? Problem
)
{
    public static SyncedScanView Of(CheckIn scan) =>
        new(scan.ScanId, scan.Result, scan.Reason, scan.Conflict, scan.FirstUsedAt, scan.FirstUsedGate, ScannedTicketView.Of(scan), null);

    public static SyncedScanView Of(string scanId, Problem problem) => new(scanId, null, null, null, null, null, null, problem.Code);
}

/// <param name="Scans">In the order of the request.</param>
public sealed record SyncedScansView(IReadOnlyList<SyncedScanView> Scans);

/// <summary>A public key as in RFC 7517.</summary>
public sealed record SigningKeyView(string Kid, string Kty, string Crv, string Alg, string Use, string X, string Y);

public sealed record SigningKeysView(IReadOnlyList<SigningKeyView> Keys)
{
    public static SigningKeysView Of(IEnumerable<(int KeyId, string X, string Y)> keys) =>
        new([.. keys.Select(key => new SigningKeyView($"{key.KeyId}", "EC", "P-256", "ES256", "sig", key.X, key.Y))]);
}

/// <summary>A secret key as in RFC 7518. It opens the seals of one event, but cannot create any.</summary>
public sealed record SealKeyView(string Kid, string Kty, string Alg, string K);

/// <param name="Issue">Current issue of the ticket. A seal of an earlier issue is void.</param>
/// <param name="Paid">False while the payment is disputed.</param>
/// <param name="CodeVerifier">
/// base64url of PBKDF2 with SHA-256 over the twelve characters of the code: 16 bytes, 1000 rounds, the event id as salt.
/// </param>
public sealed record CheckInListTicketView(
    string TicketId,
    int Issue,
    TicketStatus Status,
    bool Paid,
    string HolderName,
    string TicketTypeName,
    string CodeVerifier,
    DateTimeOffset? UsedAt,
    string? UsedGate
)
{
    public static CheckInListTicketView Of(Ticket item) =>
        new(
            item.TicketId,
            item.Issue,
            item.Status,
            item.Paid,
            item.HolderName,
            item.TicketTypeName,
            item.Code.Verifier(item.EventId),
            item.UsedAt,
            item.UsedGate
        );
}

/// <summary>What a gate device needs to validate tickets of an event while offline.</summary>
/// <param name="SigningKeys">Public keys that verify the signature of a seal.</param>
/// <param name="SealKeys">Secret keys that open the seals of this event.</param>
/// <param name="Items">
/// In the order of their changes. A ticket that changes during the download appears again: the later one counts.
/// </param>
/// <param name="Since">Value of <c>since</c> for the next download. Null while there is a next page.</param>
public sealed record CheckInListView(
    string EventId,
    string Title,
    EventStatus Status,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    string TimeZone,
    DateTimeOffset GateOpensAt,
    DateTimeOffset GateClosesAt,
    IReadOnlyList<SigningKeyView> SigningKeys,
    IReadOnlyList<SealKeyView> SealKeys,
    IReadOnlyList<CheckInListTicketView> Items,
    string? Next,
    DateTimeOffset? Since
);
