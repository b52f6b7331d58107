using EventTicketing.Data;
using static EventTicketing.Data.Tables;

namespace EventTicketing.Api;

/// <summary>Tickets, and check-in at the gate.</summary>
public static class TicketEndpoints
{
    public static readonly Endpoint<PageRequest, ListOf<TicketView>> ListMyTickets = new(
        "GET",
        "/tickets",
        Access.User,
        "Lists the caller's tickets, the newest first.",
        Grants.Read(Tickets, Events).And(Buckets.Tickets, May.Get | May.Put).And(Uses.OrderKeys)
    );

    public static readonly Endpoint<TicketRequest, TicketView> GetTicketDownload = new(
        "GET",
        "/tickets/{ticketId}",
        Access.Order,
        "Returns a ticket with its code and a link to its PDF, valid for 15 minutes.",
        Grants.Read(Tickets, Registrations, Events).And(Buckets.Tickets, May.Get | May.Put)
    )
    {
        Memberships = true,
    };

    public static readonly Endpoint<TicketRequest, TicketView> RegenerateTicketQr = new(
        "POST",
        "/tickets/{ticketId}/regenerate-qr",
        Access.Order,
        "Re-issues a ticket: it gets a new code, and the old code becomes void.",
        Grants
            .Write(Tickets, WebhookDeliveries)
            .AndRead(Registrations, Events, WebhookEndpoints)
            .And(Buckets.Tickets, May.Get | May.Put)
            .And(Uses.TicketKeys)
    )
    {
        Recorded = true,
        Memberships = true,
        Conditional = true,
        Problems = ["already_checked_in", "ticket_void"],
    };

    public static readonly Endpoint<ValidateTicketRequest, ScanView> ValidateTicket = new(
        "POST",
        "/validate-ticket",
        Access.Staff,
        "Validates a ticket at the gate: admits it once or says why not.",
        Grants.Write(Tickets, CheckIns, Devices).AndRead(Events).And(Uses.TicketKeys)
    )
    {
        Devices = true,
        Problems = ["scan_id_reused"],
        FieldCodes = ["qr_or_code"],
    };

    public static readonly Endpoint<UndoCheckInRequest, ScannedTicketView> UndoCheckIn = new(
        "POST",
        "/tickets/{ticketId}/undo-check-in",
        Access.Staff,
        "Undoes a check-in; the history keeps both.",
        Grants.Write(Tickets, CheckIns, Registrations, Inventory).AndRead(Events)
    )
    {
        Devices = true,
        Idempotent = true,
        Problems = ["not_checked_in"],
    };

    public static readonly Endpoint<EventPageRequest, ListOf<CheckInView>> ListCheckIns = new(
        "GET",
        "/events/{eventId}/check-ins",
        Access.Staff,
        "Lists the scans of an event with their verdicts, the newest first.",
        Grants.Read(CheckIns, Events)
    )
    {
        Devices = true,
    };

    public static readonly Endpoint<CheckInListRequest, CheckInListView> GetCheckInList = new(
        "GET",
        "/events/{eventId}/check-in-list",
        Access.Staff,
        "Returns what a gate device needs offline: the event's tickets, or those changed since a time, and the keys to open their codes.",
        Grants.Write(Devices).AndRead(Tickets, Events).And(Uses.TicketKeys)
    )
    {
        Devices = true,
    };

    public static readonly Endpoint<SyncCheckInsRequest, SyncedScansView> SyncCheckIns = new(
        "POST",
        "/events/{eventId}/check-ins/sync",
        Access.Staff,
        "Uploads scans validated offline, each processed by itself. Returns the server's verdicts and their conflicts with the device's.",
        Grants.Write(Tickets, CheckIns, Registrations, Inventory, Devices).AndRead(Events).And(Uses.TicketKeys)
    )
    {
        Devices = true,
        FieldCodes = ["qr_or_code"],
    };

    public static readonly Endpoint<NoRequest, SigningKeysView> GetSigningKeys = new(
        "GET",
        "/ticket-signing-keys",
        Access.Public,
        "Returns the public keys that verify ticket codes offline, as a JSON Web Key Set.",
        Grants.None.And(Uses.TicketKeys)
    );
}
