namespace EventTicketing.Functions.ValidateTicket;

public sealed class Function(Host host) : ApiFunction<ValidateTicketRequest, ScanView>(TicketEndpoints.ValidateTicket, host)
{
    protected override async Task<Result<ScanView>> Handle(ValidateTicketRequest request, Call call)
    {
        if ((request.Qr is null) == (request.Code is null))
            return Problem.Invalid("qr", "qr_or_code", "Give exactly one of qr and code.");
        if ((await call.OwnEvent(request.EventId)).Refused(out var problem, out var at))
            return problem;
        var scanned = await Scanning.Scan(
            call.App,
            at,
            new(request.ScanId, request.Qr, request.Code, request.Gate, request.ScannedAt, call.Caller.UserId),
            call.Stop
        );
        if (scanned.Refused(out problem, out var scan))
            return problem;
        await call.SeenAt(at, scans: 1);
        call.Count(scan.Result == ScanResult.Valid ? "CheckIns" : "ScansRefused");
        return new ScanView
        {
            Result = scan.Result,
            Reason = scan.Reason,
            FirstUsedAt = scan.FirstUsedAt,
            FirstUsedGate = scan.FirstUsedGate,
            Ticket = ScannedTicketView.Of(scan),
            ScanId = scan.ScanId,
        };
    }
}
