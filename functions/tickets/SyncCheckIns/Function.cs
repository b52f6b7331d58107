namespace EventTicketing.Functions.SyncCheckIns;

public sealed class Function(Host host) : ApiFunction<SyncCheckInsRequest, SyncedScansView>(TicketEndpoints.SyncCheckIns, host)
{
    protected override async Task<Result<SyncedScansView>> Handle(SyncCheckInsRequest request, Call call)
    {
        if ((await call.OwnEvent(request.EventId)).Refused(out var problem, out var at))
            return problem;
        var synced = new SyncedScanView[request.Scans.Count];
        foreach (var (index, scan) in request.Scans.Index().OrderBy(scan => scan.Item.ScannedAt))
            synced[index] = await Sync(at, scan, call);
        await call.SeenAt(at, scans: synced.Length);
        return new SyncedScansView(synced);
    }

    private static async Task<SyncedScanView> Sync(Event at, OfflineScanField scan, Call call)
    {
        if ((scan.Qr is null) == (scan.Code is null))
            return SyncedScanView.Of(scan.ScanId, QrOrCode);
        var offline = new Scan(scan.ScanId, scan.Qr, scan.Code, Shown(scan.Gate), scan.ScannedAt, call.Caller.UserId)
        {
            Device = scan.Verdict,
        };
        if ((await Scanning.Scan(call.App, at, offline, call.Stop)).Refused(out var problem, out var note))
            return SyncedScanView.Of(scan.ScanId, problem);
        call.Count(note.Conflict is null ? "ScansSynced" : "ScanConflicts");
        return SyncedScanView.Of(note);
    }

    /// <summary>The name of the gate without control characters; null when nothing is left.</summary>
    private static string? Shown(string? gate)
    {
        var text = string.Concat((gate ?? "").Select(character => char.IsControl(character) ? ' ' : character)).Trim();
        return text.Length == 0 ? null : text;
    }

    private static readonly Problem QrOrCode = Problem.Invalid("scans", "qr_or_code", "Give exactly one of qr and code.");
}
