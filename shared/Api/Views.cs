using EventTicketing.Domain;

namespace EventTicketing.Api;

/// <summary>An answer without a body.</summary>
public sealed record Nothing
{
    public static readonly Nothing Instance = new();
}

/// <param name="Next">The <c>cursor</c> of the next page; null at the end.</param>
public sealed record ListOf<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Why a ticket type can or cannot be bought: what is held may come back, what is sold out will not.</summary>
public enum Availability { Available, Held, SoldOut, NotOnSale }

public sealed record TicketTypeView(
    string TicketTypeId, string Name, Money Price, int Quantity, long Available, Availability Availability,
    DateTimeOffset? SalesStartAt, DateTimeOffset? SalesEndAt, int MaxPerOrder);

/// <param name="Url">A path of the site.</param>
public sealed record EventImageView(string ImageId, string Url)
{
    public static EventImageView Of(Event of, EventImage image) => new(image.ImageId, $"/{image.KeyIn(of.EventId)}");
}

/// <param name="Url">A path of the site. There is nothing at it until the image is published.</param>
/// <param name="UploadUrl">Takes a POST of <c>multipart/form-data</c>: the fields, then the file as <c>file</c>.</param>
/// <param name="MaxBytes">Of the file: more is refused, and so is another type.</param>
public sealed record ImageUploadView(
    string ImageId, string Url, string UploadUrl, IReadOnlyDictionary<string, string> Fields, long MaxBytes, DateTimeOffset ExpiresAt);

/// <param name="TaxRate">Of its prices; null where it is not known, or is not one for all.</param>
/// <param name="GateOpensAt">From then on tickets are let in.</param>
/// <param name="GateOpensAtSet">Whether the organizer has said so. Otherwise it follows from the start.</param>
/// <param name="MaxPerPerson">How many places one person can have, held and confirmed.</param>
public sealed record EventView(
    string EventId, string OrganizerId, string OrganizationId, string Title, string? Description, string Category, EventStatus Status, PriceDisplay PriceDisplay, TaxRate? TaxRate,
    DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeZone, DateTimeOffset GateOpensAt, bool GateOpensAtSet, DateTimeOffset? RefundsUntil,
    Venue Venue, int Capacity, int MaxPerPerson, long Available, IReadOnlyList<TicketTypeView> TicketTypes, IReadOnlyList<EventImageView> Images,
    string? CancellationReason, DateTimeOffset CreatedAt, DateTimeOffset? PublishedAt, int Version)
{
    public static EventView Of(Event item, Places places, DateTimeOffset now)
    {
        var status = item.StatusAt(now);
        var open = status is EventStatus.Published or EventStatus.Active;
        return new(
            item.EventId, item.OrganizerId, item.OrganizationId, item.Title, item.Description, item.Category, status,
            item.TaxIncluded ? PriceDisplay.TaxIncluded : PriceDisplay.TaxExcluded, item.TaxRate,
            item.StartsAt, item.EndsAt, item.TimeZone, item.GateOpens, item.GateOpensAt is not null, item.RefundsUntil,
            item.Venue, item.Capacity, item.PlacesPerPerson, places.Free.GetValueOrDefault(Inventory.Capacity),
            [.. item.TicketTypes.Select(type => Of(type, places.Available(type.TicketTypeId)))],
            [.. item.Images.Where(image => image.Published).Select(image => EventImageView.Of(item, image))], item.CancellationReason, item.CreatedAt, item.PublishedAt, item.Version);

        TicketTypeView Of(TicketType type, long available) => new(
            type.TicketTypeId, type.Name, type.Price, type.Quantity, available,
            !open || type.WhyNotOnSale(item, now) is not null ? Availability.NotOnSale
            : available > 0 ? Availability.Available
            : places.MayComeBack(type.TicketTypeId) ? Availability.Held
            : Availability.SoldOut,
            type.SalesStartAt, type.SalesEndAt, type.MaxPerOrder);
    }
}

/// <param name="People">By their addresses: buyers, and attendees whose addresses the orders name.</param>
/// <param name="Complete">False when the event has more registrations than are looked at.</param>
public sealed record AudienceView(int People, bool Complete);

/// <param name="Complete">False when the event has more registrations or tickets than are looked at: then places are right, and the rest counts too little.</param>
public sealed record EventAnalyticsView(
    string EventId, string TimeZone, DateTimeOffset AsOf, bool Complete, RegistrationFigures Registrations, IReadOnlyList<TicketTypeFigures> TicketTypes,
    TicketTypeFigures Capacity, IReadOnlyList<MoneyFigures> Money, CheckInFigures CheckIns, IReadOnlyList<DayFigures> SalesPerDay, IReadOnlyList<HourFigures> CheckInsPerHour)
{
    public static EventAnalyticsView Of(Event of, EventFigures figures, bool complete, DateTimeOffset now) => new(
        of.EventId, of.TimeZone, now, complete, figures.Registrations, figures.TicketTypes, figures.Capacity, figures.Money, figures.CheckIns,
        figures.SalesPerDay, figures.CheckInsPerHour);
}

/// <param name="Url">Opens the report as CSV.</param>
/// <param name="Lines">Of places, without the titles.</param>
/// <param name="Complete">False when the event has more registrations or tickets than are looked at.</param>
public sealed record ReportView(string Url, DateTimeOffset ExpiresAt, int Lines, bool Complete);

public enum PaymentState { Pending, Completed, Failed }

public sealed record RegistrationItemView(string TicketTypeId, string Name, int Quantity, Money UnitPrice, Money Total);

public sealed record RefundView(string RefundId, string RegistrationId, Money Amount, RefundStatus Status, RefundReason Reason, string? Note, DateTimeOffset CreatedAt)
{
    public static RefundView Of(Registration of, Refund refund) =>
        new(refund.RefundId, of.RegistrationId, new(refund.Amount, of.Currency), refund.Status, refund.Reason, refund.Note, refund.CreatedAt);
}

public sealed record RegistrationTicketView(string TicketId, string Code, string TicketTypeName, string HolderName, TicketStatus Status)
{
    public static RegistrationTicketView Of(Ticket ticket) => new(ticket.TicketId, ticket.Code.ToString(), ticket.TicketTypeName, ticket.HolderName, ticket.Status);
}

/// <param name="PaymentStatus">Null when there is nothing to pay.</param>
/// <param name="TaxIncluded">The tax is part of the subtotal; otherwise the total is subtotal and tax. 0 until it is determined, before the payment.</param>
/// <param name="TaxRate">Null until the tax is determined, and where it is not one for all.</param>
/// <param name="Paid">Captured; with <c>refunded</c> it shows what is over- or underpaid.</param>
public sealed record RegistrationView(
    string RegistrationId, string EventId, string UserId, string BuyerName, string BuyerEmail, RegistrationStatus Status, PaymentState? PaymentStatus, string? PaymentFailure,
    DateTimeOffset? ExpiresAt, IReadOnlyList<RegistrationItemView> Items, IReadOnlyList<Attendee> Attendees, Money Subtotal, Money Tax, bool TaxIncluded, TaxRate? TaxRate, Money Total, Money Paid, Money Refunded,
    IReadOnlyList<RefundView> Refunds, IReadOnlyList<RegistrationTicketView> Tickets, IReadOnlyList<string> TicketIds, CancelledBy? CancelledBy,
    string? CancellationReason, DateTimeOffset CreatedAt, DateTimeOffset? ConfirmedAt, DateTimeOffset? CancelledAt, int Version)
{
    public static RegistrationView Of(Registration item, DateTimeOffset now, IReadOnlyList<Ticket>? tickets = null)
    {
        Money Amount(long amount) => new(amount, item.Currency);
        return new(
            item.RegistrationId, item.EventId, item.UserId, item.BuyerName, item.BuyerEmail, item.StatusAt(now), PaymentStateOf(item), item.Payments.LastOrDefault()?.FailureCode,
            item.Status == RegistrationStatus.Pending ? item.ExpiresAt : null,
            [.. item.Items.Select(line => new RegistrationItemView(line.TicketTypeId, line.Name, line.Quantity, line.UnitPrice, Amount(line.Price)))],
            item.Attendees, Amount(item.Subtotal), Amount(item.Tax), item.TaxIncluded, item.TaxRate, Amount(item.Total), Amount(item.Captured), Amount(item.Refunded),
            [.. item.Refunds.Select(refund => RefundView.Of(item, refund))], [.. (tickets ?? []).Select(RegistrationTicketView.Of)], item.TicketIds, item.CancelledBy,
            item.CancellationReason, item.CreatedAt, item.ConfirmedAt, item.CancelledAt, item.Version);
    }

    private static PaymentState? PaymentStateOf(Registration item) =>
        item.Total == 0 ? null
        : item.Payments.Any(payment => payment.Status == Domain.PaymentStatus.Succeeded) ? PaymentState.Completed
        : item.Payments.LastOrDefault()?.Status == Domain.PaymentStatus.Failed ? PaymentState.Failed
        : PaymentState.Pending;
}

public sealed record TaxLineView(string TicketTypeId, Money Net, Money Tax, Money Gross);

/// <param name="TaxIncluded">The tax is part of the subtotal; otherwise the total is subtotal and tax.</param>
/// <param name="TaxRate">Null where it is not one for all.</param>
public sealed record TaxView(
    string RegistrationId, string TaxCalculationId, Money Subtotal, Money Tax, bool TaxIncluded, TaxRate? TaxRate, Money Total, IReadOnlyList<TaxLineView> Lines)
{
    /// <summary>Of a registration whose tax is determined.</summary>
    public static TaxView Of(Registration item)
    {
        Money Amount(long amount) => new(amount, item.Currency);
        return new(
            item.RegistrationId, item.TaxCalculationId!, Amount(item.Subtotal), Amount(item.Tax), item.TaxIncluded, item.TaxRate, Amount(item.Total),
            [.. item.Items.Select(Line)]);

        TaxLineView Line(RegistrationItem line)
        {
            var net = item.TaxIncluded ? line.Price - line.Tax : line.Price;
            return new(line.TicketTypeId, Amount(net), Amount(line.Tax), Amount(net + line.Tax));
        }
    }
}

/// <param name="ClientSecret">For the payment form in the buyer's browser.</param>
public sealed record PaymentView(string PaymentIntentId, string ClientSecret, Money Amount, string PublishableKey, string RegistrationId);

public sealed record WebhookView(bool Received);

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

public sealed record MembershipView(string OrganizationId, OrganizationRole Role);

public sealed record ProfileView(
    string UserId, string? Email, string? Name, string? Phone, string? Language, IReadOnlyList<string> Groups, IReadOnlyList<MembershipView> Organizations, int Version);

public sealed record HealthView(string Status, string Version);

/// <summary>RFC 9457.</summary>
/// <param name="Code">Stable; part of the API.</param>
public sealed record ProblemView(
    string Type, string Title, int Status, string Detail, string Code, IReadOnlyList<FieldError>? Errors, IReadOnlyDictionary<string, long>? Available);
