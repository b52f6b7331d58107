using EventTicketing.Domain;

namespace EventTicketing.Api;

public sealed record TicketRequest
{
    [Size(1, 64)]
    public required string TicketId { get; init; }
}

public sealed record ValidateTicketRequest
{
    /// <summary>Content of the QR code. Give either this or <c>code</c>.</summary>
    [Size(1, 1000)]
    public string? Qr { get; init; }

    /// <summary>The printed admission code, as typed.</summary>
    [Size(1, 50)]
    public string? Code { get; init; }

    [Size(1, 64)]
    public required string EventId { get; init; }

    /// <summary>Chosen by the device, unique per scan. A retry with the same id returns the same verdict.</summary>
    [Size(1, 100)]
    public required string ScanId { get; init; }

    [Size(1, 100)]
    public string? Gate { get; init; }
    public DateTimeOffset? ScannedAt { get; init; }
}

public sealed record CheckInListRequest : PageRequest
{
    [Size(1, 64)]
    public required string EventId { get; init; }

    /// <summary>
    /// The <c>since</c> value of the last page of the previous download, to get only what changed after it. Null: all tickets.
    /// </summary>
    public DateTimeOffset? Since { get; init; }
}

/// <summary>A scan that a device validated by itself while offline.</summary>
public sealed record OfflineScanField
{
    /// <summary>Chosen by the device, unique per scan. A scan that was tried online before keeps its id.</summary>
    [Size(1, 100)]
    public required string ScanId { get; init; }

    /// <summary>
    /// Content of the QR code, even if it is no ticket; up to the capacity of a QR code. Give either this or <c>code</c>.
    /// </summary>
    [Size(0, 7089), Verbatim]
    public string? Qr { get; init; }

    /// <summary>The typed code, even if it is not a valid one.</summary>
    [Size(0, 50), Verbatim]
    public string? Code { get; init; }

    /// <summary>The gate as typed into the device. Any characters are accepted, so that a bad name does not block the upload.</summary>
    [Size(0, 100), Verbatim]
    public string? Gate { get; init; }

    /// <summary>Time of the scan by the device's clock.</summary>
    public required DateTimeOffset ScannedAt { get; init; }

    /// <summary>The verdict of the device: whether it admitted the ticket.</summary>
    public required ScanResult Verdict { get; init; }
}

public sealed record SyncCheckInsRequest
{
    public const int MaxScans = 100;

    [Size(1, 64)]
    public required string EventId { get; init; }

    /// <summary>In any order: they are processed by <c>scannedAt</c>.</summary>
    [Size(1, MaxScans)]
    public required IReadOnlyList<OfflineScanField> Scans { get; init; }
}

public sealed record UndoCheckInRequest
{
    [Size(1, 64)]
    public required string TicketId { get; init; }

    [Size(1, 500), Multiline]
    public string? Reason { get; init; }
}
