namespace EventTicketing.Api;

public sealed record TicketRequest
{
    [Length(1, 64)] public required string TicketId { get; init; }
}

public sealed record ValidateTicketRequest
{
    /// <summary>What the QR code says. Either this or <c>code</c>.</summary>
    [Length(1, 1000)] public string? Qr { get; init; }

    /// <summary>The code that is printed under it, as typed.</summary>
    [Length(1, 50)] public string? Code { get; init; }

    [Length(1, 64)] public required string EventId { get; init; }

    /// <summary>Chosen by the device, new for each scan; the same one again gives the same verdict.</summary>
    [Length(1, 100)] public required string ScanId { get; init; }

    [Length(1, 100)] public string? Gate { get; init; }
    public DateTimeOffset? ScannedAt { get; init; }
}

public sealed record CheckInListRequest : PageRequest
{
    [Length(1, 64)] public required string EventId { get; init; }

    /// <summary>The <c>since</c> of the last page of the time before: what has changed since then. Null: all tickets.</summary>
    public DateTimeOffset? Since { get; init; }
}

/// <summary>A scan that a device decided by itself while it was offline.</summary>
public sealed record OfflineScanField
{
    /// <summary>Chosen by the device, new for each scan; one that it tried online keeps its id.</summary>
    [Length(1, 100)] public required string ScanId { get; init; }

    /// <summary>What the QR code said, whatever it was: as much as one can hold. Either this or <c>code</c>.</summary>
    [Length(0, 7089), Verbatim] public string? Qr { get; init; }

    /// <summary>The code that was typed, whatever it was.</summary>
    [Length(0, 50), Verbatim] public string? Code { get; init; }

    /// <summary>As it was typed into the device: one that cannot be shown must not hold up the scans that are sent with it.</summary>
    [Length(0, 100), Verbatim] public string? Gate { get; init; }

    /// <summary>By the device's clock.</summary>
    public required DateTimeOffset ScannedAt { get; init; }

    /// <summary>Whether the device let somebody in.</summary>
    [OneOf("valid", "invalid")] public required string Verdict { get; init; }
}

public sealed record SyncCheckInsRequest
{
    public const int MaxScans = 100;

    [Length(1, 64)] public required string EventId { get; init; }

    /// <summary>In any order: they are taken by the time of the scan.</summary>
    [Length(1, MaxScans)] public required IReadOnlyList<OfflineScanField> Scans { get; init; }
}

public sealed record UndoCheckInRequest
{
    [Length(1, 64)] public required string TicketId { get; init; }
    [Length(1, 500), Multiline] public string? Reason { get; init; }
}
