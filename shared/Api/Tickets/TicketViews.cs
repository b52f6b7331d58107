using EventTicketing.Domain;

namespace EventTicketing.Api;

public sealed record TicketView
{
    public required string TicketId { get; init; }
    public required string Code { get; init; }

    /// <summary>Content of the QR code.</summary>
    public required string Qr { get; init; }

    public required string EventId { get; init; }
    public required string RegistrationId { get; init; }
    public required string TicketTypeId { get; init; }
    public required string TicketTypeName { get; init; }
    public required string HolderName { get; init; }
    public required TicketStatus Status { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }
    public required DateTimeOffset? UsedAt { get; init; }

    /// <summary>Link to the PDF. Null while it cannot be written.</summary>
    public required string? DownloadUrl { get; init; }

    public required DateTimeOffset? DownloadExpiresAt { get; init; }
    public required int Version { get; init; }

    public static TicketView Of(Ticket item, (Uri Link, DateTimeOffset Until)? download) =>
        new()
        {
            TicketId = item.TicketId,
            Code = item.Code.ToString(),
            Qr = item.Qr,
            EventId = item.EventId,
            RegistrationId = item.RegistrationId,
            TicketTypeId = item.TicketTypeId,
            TicketTypeName = item.TicketTypeName,
            HolderName = item.HolderName,
            Status = item.Status,
            IssuedAt = item.IssuedAt,
            UsedAt = item.UsedAt,
            DownloadUrl = download?.Link.AbsoluteUri,
            DownloadExpiresAt = download?.Until,
            Version = item.Version,
        };
}

/// <summary>The part of a ticket that gate staff may see.</summary>
public sealed record ScannedTicketView
{
    public required string TicketId { get; init; }
    public required string HolderName { get; init; }
    public required string TicketTypeName { get; init; }
    public required TicketStatus Status { get; init; }

    /// <summary>Null when the scan found no ticket of the event.</summary>
    public static ScannedTicketView? Of(CheckIn scan) =>
        scan.TicketId is null
            ? null
            : new()
            {
                TicketId = scan.TicketId,
                HolderName = scan.HolderName!,
                TicketTypeName = scan.TicketTypeName!,
                Status =
                    scan.Reason == ScanRefusal.Void ? TicketStatus.Void
                    : scan.FirstUsedAt is null ? TicketStatus.Valid
                    : TicketStatus.Used,
            };
}

public sealed record ScanView
{
    public required ScanResult Result { get; init; }
    public required ScanRefusal? Reason { get; init; }

    /// <summary>When the ticket was first admitted; null if never.</summary>
    public required DateTimeOffset? FirstUsedAt { get; init; }

    public required string? FirstUsedGate { get; init; }

    /// <summary>Null when the ticket is unknown or belongs to another event.</summary>
    public required ScannedTicketView? Ticket { get; init; }

    public required string ScanId { get; init; }
}

public sealed record CheckInView
{
    public required string ScanId { get; init; }
    public required CheckInKind Kind { get; init; }
    public required ScanResult Result { get; init; }
    public required ScanRefusal? Reason { get; init; }

    /// <summary>The verdict of the device, for an offline scan; null for an online one.</summary>
    public required ScanResult? Device { get; init; }

    /// <summary>How the verdicts of device and server differ; null when they agree.</summary>
    public required ScanConflict? Conflict { get; init; }

    public required string? TicketId { get; init; }
    public required string? HolderName { get; init; }
    public required string? TicketTypeName { get; init; }
    public required string? Gate { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required DateTimeOffset? ScannedAt { get; init; }
    public required string StaffId { get; init; }
    public required string? Note { get; init; }

    public static CheckInView Of(CheckIn item) =>
        new()
        {
            ScanId = item.ScanId,
            Kind = item.Kind,
            Result = item.Result,
            Reason = item.Reason,
            Device = item.Device,
            Conflict = item.Conflict,
            TicketId = item.TicketId,
            HolderName = item.HolderName,
            TicketTypeName = item.TicketTypeName,
            Gate = item.Gate,
            ReceivedAt = item.ReceivedAt,
            ScannedAt = item.ScannedAt,
            StaffId = item.StaffId,
            Note = item.Note,
        };
}

public sealed record SyncedScanView
{
    public required string ScanId { get; init; }

    /// <summary>Null when the scan was not accepted: <c>problem</c> has the reason.</summary>
    public required ScanResult? Result { get; init; }

    public required ScanRefusal? Reason { get; init; }

    /// <summary>How the server's verdict differs from the device's; null when they agree.</summary>
    public required ScanConflict? Conflict { get; init; }

    /// <summary>When the ticket was first admitted, at any gate; null if never.</summary>
    public required DateTimeOffset? FirstUsedAt { get; init; }

    public required string? FirstUsedGate { get; init; }
    public required ScannedTicketView? Ticket { get; init; }

    /// <summary>Problem code: <c>scan_id_reused</c> or <c>qr_or_code</c>.</summary>
    public required string? Problem { get; init; }

    public static SyncedScanView Of(CheckIn scan) =>
        new()
        {
            ScanId = scan.ScanId,
            Result = scan.Result,
            Reason = scan.Reason,
            Conflict = scan.Conflict,
            FirstUsedAt = scan.FirstUsedAt,
            FirstUsedGate = scan.FirstUsedGate,
            Ticket = ScannedTicketView.Of(scan),
            Problem = null,
        };

    public static SyncedScanView Of(string scanId, Problem problem) =>
        new()
        {
            ScanId = scanId,
            Result = null,
            Reason = null,
            Conflict = null,
            FirstUsedAt = null,
            FirstUsedGate = null,
            Ticket = null,
            Problem = problem.Code,
        };
}

/// <param name="Scans">In the order of the request.</param>
public sealed record SyncedScansView(IReadOnlyList<SyncedScanView> Scans);

/// <summary>A public key as in RFC 7517.</summary>
public sealed record SigningKeyView
{
    public required string Kid { get; init; }
    public required string Kty { get; init; }
    public required string Crv { get; init; }
    public required string Alg { get; init; }
    public required string Use { get; init; }
    public required string X { get; init; }
    public required string Y { get; init; }
}

public sealed record SigningKeysView(IReadOnlyList<SigningKeyView> Keys)
{
    public static SigningKeysView Of(IEnumerable<(int KeyId, string X, string Y)> keys) =>
        new([
            .. keys.Select(key => new SigningKeyView
            {
                Kid = $"{key.KeyId}",
                Kty = "EC",
                Crv = "P-256",
                Alg = "ES256",
                Use = "sig",
                X = key.X,
                Y = key.Y,
            }),
        ]);
}

/// <summary>A secret key as in RFC 7518. It opens the seals of one event, but cannot create any.</summary>
public sealed record SealKeyView
{
    public required string Kid { get; init; }
    public required string Kty { get; init; }
    public required string Alg { get; init; }
    public required string K { get; init; }
}

public sealed record CheckInListTicketView
{
    public required string TicketId { get; init; }

    /// <summary>Current issue of the ticket. A seal of an earlier issue is void.</summary>
    public required int Issue { get; init; }

    public required TicketStatus Status { get; init; }

    /// <summary>False while the payment is disputed.</summary>
    public required bool Paid { get; init; }

    public required string HolderName { get; init; }
    public required string TicketTypeName { get; init; }

    /// <summary>
    /// base64url of PBKDF2 with SHA-256 over the twelve characters of the code: 16 bytes, 1000 rounds, the event id as salt.
    /// </summary>
    public required string CodeVerifier { get; init; }

    public required DateTimeOffset? UsedAt { get; init; }
    public required string? UsedGate { get; init; }

    public static CheckInListTicketView Of(Ticket item) =>
        new()
        {
            TicketId = item.TicketId,
            Issue = item.Issue,
            Status = item.Status,
            Paid = item.Paid,
            HolderName = item.HolderName,
            TicketTypeName = item.TicketTypeName,
            CodeVerifier = item.Code.Verifier(item.EventId),
            UsedAt = item.UsedAt,
            UsedGate = item.UsedGate,
        };
}

/// <summary>What a gate device needs to validate tickets of an event while offline.</summary>
public sealed record CheckInListView
{
    public required string EventId { get; init; }
    public required string Title { get; init; }
    public required EventStatus Status { get; init; }
    public required DateTimeOffset StartsAt { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
    public required string TimeZone { get; init; }
    public required DateTimeOffset GateOpensAt { get; init; }
    public required DateTimeOffset GateClosesAt { get; init; }

    /// <summary>Public keys that verify the signature of a seal.</summary>
    public required IReadOnlyList<SigningKeyView> SigningKeys { get; init; }

    /// <summary>Secret keys that open the seals of this event.</summary>
    public required IReadOnlyList<SealKeyView> SealKeys { get; init; }

    /// <summary>In the order of their changes. A ticket that changes during the download appears again: the later one counts.</summary>
    public required IReadOnlyList<CheckInListTicketView> Items { get; init; }

    public required string? Next { get; init; }

    /// <summary>Value of <c>since</c> for the next download. Null while there is a next page.</summary>
    public required DateTimeOffset? Since { get; init; }
}
