using static EventTicketing.Data.Tables;

namespace EventTicketing.Api;

/// <summary>Registrations: holds and confirmed orders.</summary>
public static class RegistrationEndpoints
{
    public static readonly Endpoint<CreateRegistrationRequest, RegistrationView> CreateRegistration = new(
        "POST",
        "/registrations",
        Access.Public,
        "Holds places for 15 minutes, or confirms them at once when there is nothing to pay. Without a token it needs a buyer.",
        Grants.Write(Registrations, Inventory, Quotas, Notifications).AndRead(Events, Users).And(Uses.Payments | Uses.OrderKeys)
    )
    {
        ForCallers = true,
        Status = 201,
        Idempotent = true,
        Recognizes = true,
        Problems =
        [
            "sold_out",
            "sales_not_open",
            "sales_closed",
            "event_not_published",
            "order_limit_exceeded",
            "person_limit_exceeded",
            "too_many_holds",
            "currency_mismatch",
            "email_unknown",
            "email_unverified",
        ],
        FieldCodes = ["unknown_ticket_type", "duplicate_ticket_type", "out_of_range", "too_many_attendees", "buyer_not_needed"],
    };

    public static readonly Endpoint<RegistrationRequest, RegistrationView> GetRegistration = new(
        "GET",
        "/registrations/{registrationId}",
        Access.Order,
        "Returns a registration of the caller with its tickets.",
        Grants.Read(Registrations, Tickets)
    );

    public static readonly Endpoint<PageRequest, ListOf<RegistrationView>> ListMyRegistrations = new(
        "GET",
        "/registrations",
        Access.User,
        "Lists the caller's registrations, the newest first; also those that were made without an account, with the caller's address.",
        Grants.Read(Registrations).And(Uses.OrderKeys)
    );

    public static readonly Endpoint<CancelRegistrationRequest, RegistrationView> CancelRegistration = new(
        "POST",
        "/registrations/{registrationId}/cancel",
        Access.Order,
        "Cancels a registration of the caller: tickets become void, places become free, and the payment is refunded.",
        Grants.Write(Registrations, Inventory, Quotas, Tickets, Notifications).AndRead(Events).And(Uses.Payments)
    )
    {
        Conditional = true,
        Problems = ["registration_expired", "already_checked_in", "event_started", "refunds_closed", "payment_processing"],
    };

    public static readonly Endpoint<UpdateRegistrationRequest, RegistrationView> UpdateRegistration = new(
        "PATCH",
        "/registrations/{registrationId}",
        Access.Order,
        "Corrects the names of a registration, and the address of a guest: while it is pending, and once after.",
        Grants.Write(Registrations, Tickets, Quotas, Notifications).AndRead(Events).And(Uses.TicketKeys)
    )
    {
        Conditional = true,
        Problems =
        [
            "registration_expired",
            "registration_cancelled",
            "event_started",
            "already_checked_in",
            "address_of_account",
            "address_already_corrected",
            "person_limit_exceeded",
            "too_many_holds",
        ],
        FieldCodes = ["too_many_attendees"],
    };

    public static readonly Endpoint<RegistrationRequest, Nothing> ResendRegistration = new(
        "POST",
        "/registrations/{registrationId}/resend",
        Access.Order,
        "Sends the mail with the tickets again, at most once an hour.",
        Grants.Write(Notifications).AndRead(Registrations)
    )
    {
        Status = 202,
        Problems = ["no_tickets_yet"],
    };

    public static readonly Endpoint<RegistrationRequest, RegistrationView> RotateRegistrationLink = new(
        "POST",
        "/registrations/{registrationId}/rotate-link",
        Access.Order,
        "Gives a guest's order a new key and link; the earlier ones open it no more.",
        Grants.Write(Registrations).AndRead(Tickets)
    )
    {
        Conditional = true,
        Problems = ["order_of_account"],
    };

    public static readonly Endpoint<LookupOrdersRequest, Nothing> LookupOrders = new(
        "POST",
        "/orders/lookup",
        Access.Public,
        "Mails the links of the orders that were made without an account to their address, at most once an hour. Tells nothing else.",
        Grants.Write(Notifications).And(Uses.OrderKeys)
    )
    {
        Status = 202,
    };

    public static readonly Endpoint<ListEventRegistrationsRequest, ListOf<RegistrationView>> ListEventRegistrations = new(
        "GET",
        "/events/{eventId}/registrations",
        Access.Organizer,
        "Lists the registrations of an event, the newest first.",
        Grants.Read(Registrations, Events)
    );
}
