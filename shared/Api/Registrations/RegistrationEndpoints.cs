using static EventTicketing.Data.Tables;

namespace EventTicketing.Api;

/// <summary>Registrations: holds and confirmed orders.</summary>
public static class RegistrationEndpoints
{
    public static readonly Endpoint<CreateRegistrationRequest, RegistrationView> CreateRegistration = new(
        "POST",
        "/registrations",
        Access.User,
        "Holds places for 15 minutes, or confirms them at once when there is nothing to pay.",
        Grants.Write(Registrations, Inventory, Quotas, Notifications).AndRead(Events, Users).And(Uses.Payments)
    )
    {
        Status = 201,
        Idempotent = true,
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
        FieldCodes = ["unknown_ticket_type", "duplicate_ticket_type", "out_of_range", "too_many_attendees"],
    };

    public static readonly Endpoint<RegistrationRequest, RegistrationView> GetRegistration = new(
        "GET",
        "/registrations/{registrationId}",
        Access.User,
        "Returns a registration of the caller with its tickets.",
        Grants.Read(Registrations, Tickets)
    );

    public static readonly Endpoint<PageRequest, ListOf<RegistrationView>> ListMyRegistrations = new(
        "GET",
        "/registrations",
        Access.User,
        "Lists the caller's registrations, the newest first.",
        Grants.Read(Registrations)
    );

    public static readonly Endpoint<CancelRegistrationRequest, RegistrationView> CancelRegistration = new(
        "POST",
        "/registrations/{registrationId}/cancel",
        Access.User,
        "Cancels a registration of the caller: tickets become void, places become free, and the payment is refunded.",
        Grants.Write(Registrations, Inventory, Quotas, Tickets, Notifications).AndRead(Events).And(Uses.Payments)
    )
    {
        Conditional = true,
        Problems = ["registration_expired", "already_checked_in", "event_started", "refunds_closed", "payment_processing"],
    };

    public static readonly Endpoint<ListEventRegistrationsRequest, ListOf<RegistrationView>> ListEventRegistrations = new(
        "GET",
        "/events/{eventId}/registrations",
        Access.Organizer,
        "Lists the registrations of an event, the newest first.",
        Grants.Read(Registrations, Events)
    );
}
