using static EventTicketing.Data.Tables;

namespace EventTicketing.Api;

/// <summary>
/// The whole API. Routes, authorizers, permissions, the OpenAPI document, the listing and the authorization tests are made from these rows.
/// See docs/adding-an-endpoint.md.
/// </summary>
public static class Endpoints
{
    // Events

    public static readonly Endpoint<CreateEventRequest, EventView> CreateEvent = new("POST", "/events", Access.Organizer,
        "Creates a draft event with its ticket types.", Grants.Write(Events).AndRead(Users)) { Status = 201, Idempotent = true };

    public static readonly Endpoint<ListEventsRequest, ListOf<EventView>> ListEvents = new("GET", "/events", Access.Public,
        "Lists published events by start, those that are not over unless asked otherwise.", Grants.Read(Events, Inventory, Registrations)) { Shared = true };

    public static readonly Endpoint<EventRequest, EventView> GetEvent = new("GET", "/events/{eventId}", Access.Public,
        "Shows an event with what is available. A draft is shown to its organization only.", Grants.Read(Events, Inventory, Registrations))
        { Memberships = true, Shared = true };

    public static readonly Endpoint<UpdateEventRequest, EventView> UpdateEvent = new("PATCH", "/events/{eventId}", Access.Organizer,
        "Changes an event. Once it is published, currencies and promised refunds are locked, and people with tickets are told when it is moved; "
        + "capacity never falls below what is sold.",
        Grants.Write(Events, Inventory).AndRead(Users).And(Uses.Payments))
        { Conditional = true, Problems = ["locked_when_published", "event_closed", "event_started", "below_sold"] };

    public static readonly Endpoint<EventRequest, AudienceView> GetEventAudience = new("GET", "/events/{eventId}/audience", Access.Organizer,
        "Counts the people with tickets: as many get a mail when the event changes.", Grants.Read(Events, Registrations));

    public static readonly Endpoint<EventRequest, EventView> PublishEvent = new("POST", "/events/{eventId}/publish", Access.Organizer,
        "Opens a draft to the public and to sales, and looks up the rate of tax at its place.", Grants.Write(Events, Inventory).And(Uses.Payments))
        { Conditional = true, Problems = ["ticket_type_required", "event_in_the_past", "event_closed"] };

    public static readonly Endpoint<CancelEventRequest, EventView> CancelEvent = new("POST", "/events/{eventId}/cancel", Access.Organizer,
        "Cancels a published event: sales stop at once, every registration is cancelled and refunded.", Grants.Write(Events, Inventory))
        { Conditional = true, Problems = ["event_not_published", "event_closed"] };

    public static readonly Endpoint<EventRequest, EventView> ArchiveEvent = new("POST", "/events/{eventId}/archive", Access.Organizer,
        "Takes an event that is over out of the public lists.", Grants.Write(Events).AndRead(Inventory)) { Conditional = true, Problems = ["event_not_over"] };

    public static readonly Endpoint<EventRequest, Nothing> DeleteEvent = new("DELETE", "/events/{eventId}", Access.Organizer,
        "Deletes a draft and the files of its images.", Grants.Write(Events).And(Uses.WriteUploads)) { Status = 204, Conditional = true, Problems = ["event_not_draft"] };

    public static readonly Endpoint<ListMyEventsRequest, ListOf<EventView>> ListMyEvents = new("GET", "/my-events", Access.Organizer,
        "Lists the events of one's organization, the latest start first.", Grants.Read(Events, Inventory, Registrations));

    public static readonly Endpoint<AddTicketTypeRequest, EventView> AddTicketType = new("POST", "/events/{eventId}/ticket-types", Access.Organizer,
        "Adds a ticket type.", Grants.Write(Events, Inventory))
        { Status = 201, Idempotent = true, Conditional = true, Problems = ["too_many_ticket_types", "event_closed"] };

    public static readonly Endpoint<UpdateTicketTypeRequest, EventView> UpdateTicketType = new("PATCH", "/events/{eventId}/ticket-types/{ticketTypeId}", Access.Organizer,
        "Changes a ticket type. Its quantity never falls below what is sold; a new price holds for new registrations.", Grants.Write(Events, Inventory))
        { Conditional = true, Problems = ["below_sold", "locked_when_published", "event_closed"] };

    public static readonly Endpoint<EventImageUploadRequest, ImageUploadView> CreateEventImageUpload = new("POST", "/events/{eventId}/images", Access.Organizer,
        "Announces an image and answers the form that takes its file: JPEG or PNG, 5 MB at most, for 15 minutes. PublishEventImage shows it. Ten at most.",
        Grants.Write(Events).AndRead(Inventory).And(Uses.WriteUploads))
        { Status = 201, Idempotent = true, Conditional = true, Problems = ["too_many_images", "event_closed"] };

    public static readonly Endpoint<EventImageRequest, EventView> PublishEventImage = new("POST", "/events/{eventId}/images/{imageId}", Access.Organizer,
        "Shows an image to everybody, after its file was uploaded: the file is looked at and copied, so that later uploads change nothing.",
        Grants.Write(Events).AndRead(Inventory).And(Uses.ReadUploads | Uses.WriteUploads))
        { Problems = ["image_not_uploaded", "not_an_image", "event_closed"] };

    public static readonly Endpoint<EventImageRequest, Nothing> DeleteEventImage = new("DELETE", "/events/{eventId}/images/{imageId}", Access.Organizer,
        "Deletes an image and its file, also of an event that is over or cancelled.", Grants.Write(Events).And(Uses.WriteUploads))
        { Status = 204, Conditional = true };

    public static readonly Endpoint<EventRequest, EventAnalyticsView> GetEventAnalytics = new("GET", "/events/{eventId}/analytics", Access.Organizer,
        "Shows how an event sells and fills: registrations, places, money, check-ins, by day and by hour.",
        Grants.Read(Events, Registrations, Tickets, Inventory));

    public static readonly Endpoint<EventRequest, ReportView> ExportEventReport = new("POST", "/events/{eventId}/report", Access.Organizer,
        "Writes a CSV with a line for each place that was registered for, and answers a link to it, good for 15 minutes.",
        Grants.Read(Events, Registrations, Tickets).And(Uses.ReadExports | Uses.WriteExports));

    // Registrations and payments

    public static readonly Endpoint<CreateRegistrationRequest, RegistrationView> CreateRegistration = new("POST", "/registrations", Access.User,
        "Holds places for 15 minutes, or confirms at once when there is nothing to pay.",
        Grants.Write(Registrations, Inventory, Quotas, Notifications).AndRead(Events, Users).And(Uses.Payments))
        {
            Status = 201, Idempotent = true,
            Problems =
            [
                "sold_out", "sales_not_open", "sales_closed", "event_not_published", "order_limit_exceeded", "person_limit_exceeded", "too_many_holds",
                "currency_mismatch", "email_unknown", "email_unverified",
            ],
        };

    public static readonly Endpoint<RegistrationRequest, RegistrationView> GetRegistration = new("GET", "/registrations/{registrationId}", Access.User,
        "Shows one's registration with its tickets.", Grants.Read(Registrations, Tickets));

    public static readonly Endpoint<PageRequest, ListOf<RegistrationView>> ListMyRegistrations = new("GET", "/registrations", Access.User,
        "Lists one's registrations, the newest first.", Grants.Read(Registrations));

    public static readonly Endpoint<CancelRegistrationRequest, RegistrationView> CancelRegistration = new("POST", "/registrations/{registrationId}/cancel", Access.User,
        "Cancels one's registration: its tickets are void, its places free, and what was paid is refunded.",
        Grants.Write(Registrations, Inventory, Quotas, Tickets, Notifications).AndRead(Events).And(Uses.Payments))
        { Conditional = true, Problems = ["registration_expired", "already_checked_in", "event_started", "refunds_closed", "payment_processing"] };

    public static readonly Endpoint<ListEventRegistrationsRequest, ListOf<RegistrationView>> ListEventRegistrations = new("GET", "/events/{eventId}/registrations", Access.Organizer,
        "Lists the registrations of an event, the newest first.", Grants.Read(Registrations, Events));

    public static readonly Endpoint<CalculateTaxRequest, TaxView> CalculateTax = new("POST", "/payments/calculate-tax", Access.User,
        "Determines the tax of a held registration, once, by the place of its event, and shows it.",
        Grants.Write(Registrations).AndRead(Events).And(Uses.Payments))
        { Problems = ["registration_expired", "already_paid", "nothing_to_pay", "tax_unavailable", "payment_processing", "registration_cancelled", "order_limit_exceeded"] };

    public static readonly Endpoint<ProcessPaymentRequest, PaymentView> ProcessPayment = new("POST", "/create-payment-intent", Access.User,
        "Starts the payment of a held registration, or continues the one that was started. Determines its tax before.",
        Grants.Write(Registrations, Inventory, Quotas, Notifications).AndRead(Events).And(Uses.Payments))
        {
            AlsoAt = "/payments/createPaymentIntent", Idempotent = true,
            Problems =
            [
                "registration_expired", "already_paid", "nothing_to_pay", "payment_processing", "registration_cancelled", "payment_refused", "tax_unavailable",
                "order_limit_exceeded",
            ],
        };

    public static readonly Endpoint<WebhookRequest, WebhookView> StripeWebhook = new("POST", "/webhooks/stripe", Access.Public,
        "Takes the payment provider's signed messages.",
        Grants.Write(Registrations, Inventory, Quotas, Tickets, Notifications).AndRead(Events).And(Uses.Payments)) { Problems = ["bad_signature"] };

    public static readonly Endpoint<RefundRequest, RefundView> RefundRegistration = new("POST", "/registrations/{registrationId}/refunds", Access.Organizer,
        "Gives back a part or, without an amount, the rest of what was paid. A registration that is refunded in full is cancelled.",
        Grants.Write(Registrations, Inventory, Quotas, Tickets, Notifications).AndRead(Events).And(Uses.Payments))
        { Status = 201, Idempotent = true, AdminsActForAll = true, Problems = ["nothing_to_refund", "refund_exceeds_payment", "too_many_refunds"] };

    // Tickets and the gate

    public static readonly Endpoint<PageRequest, ListOf<TicketView>> ListMyTickets = new("GET", "/tickets", Access.User,
        "Lists one's tickets, the newest first.", Grants.Read(Tickets, Events).And(Uses.ReadFiles | Uses.WriteFiles));

    public static readonly Endpoint<TicketRequest, TicketView> GetTicketDownload = new("GET", "/tickets/{ticketId}", Access.User,
        "Shows a ticket with its code and a link to its PDF, good for 15 minutes.",
        Grants.Read(Tickets, Events).And(Uses.ReadFiles | Uses.WriteFiles)) { Memberships = true };

    public static readonly Endpoint<TicketRequest, TicketView> RegenerateTicketQr = new("POST", "/tickets/{ticketId}/regenerate-qr", Access.User,
        "Re-issues a ticket: it gets a new code, and the old one is void.",
        Grants.Write(Tickets).AndRead(Events).And(Uses.ReadFiles | Uses.WriteFiles | Uses.TicketKeys))
        { Memberships = true, Conditional = true, Problems = ["already_checked_in", "ticket_void"] };

    public static readonly Endpoint<ValidateTicketRequest, ScanView> ValidateTicket = new("POST", "/validate-ticket", Access.Staff,
        "Decides at the gate: lets a ticket in once, or says why not.", Grants.Write(Tickets, CheckIns).AndRead(Events).And(Uses.TicketKeys))
        { Problems = ["scan_id_reused"] };

    public static readonly Endpoint<UndoCheckInRequest, ScannedTicketView> UndoCheckIn = new("POST", "/tickets/{ticketId}/undo-check-in", Access.Staff,
        "Takes a check-in back; the history keeps both.", Grants.Write(Tickets, CheckIns, Registrations, Inventory).AndRead(Events)) { Idempotent = true, Problems = ["not_checked_in"] };

    public static readonly Endpoint<EventPageRequest, ListOf<CheckInView>> ListCheckIns = new("GET", "/events/{eventId}/check-ins", Access.Staff,
        "Lists the scans of an event with their verdicts, the newest first.", Grants.Read(CheckIns, Events));

    public static readonly Endpoint<CheckInListRequest, CheckInListView> GetCheckInList = new("GET", "/events/{eventId}/check-in-list", Access.Staff,
        "All that a gate device needs to decide offline: the event's tickets, or those that changed since, and the keys that read their codes.",
        Grants.Read(Tickets, Events).And(Uses.TicketKeys));

    public static readonly Endpoint<SyncCheckInsRequest, SyncedScansView> SyncCheckIns = new("POST", "/events/{eventId}/check-ins/sync", Access.Staff,
        "Takes the scans that a device decided offline, each for itself, and answers the verdict on each and where the device does not agree.",
        Grants.Write(Tickets, CheckIns, Registrations, Inventory).AndRead(Events).And(Uses.TicketKeys));

    public static readonly Endpoint<NoRequest, SigningKeysView> GetSigningKeys = new("GET", "/ticket-signing-keys", Access.Public,
        "The public keys that verify ticket codes offline, as a JSON Web Key Set.", Grants.None.And(Uses.TicketKeys));

    // People

    public static readonly Endpoint<NoRequest, ProfileView> GetProfile = new("GET", "/me", Access.User,
        "Shows one's profile, groups and organizations.", Grants.Write(Users)) { Memberships = true };

    public static readonly Endpoint<UpdateProfileRequest, ProfileView> UpdateProfile = new("PATCH", "/me", Access.User,
        "Changes one's profile.", Grants.Write(Users)) { Memberships = true, Conditional = true };

    // System

    public static readonly Endpoint<NoRequest, HealthView> GetHealth = new("GET", "/health", Access.Public,
        "Says whether the API can reach its tables.", Grants.Read(Events));

    public static IReadOnlyList<Endpoint> All { get; } =
    [
        CreateEvent, ListEvents, GetEvent, UpdateEvent, GetEventAudience, PublishEvent, CancelEvent, ArchiveEvent, DeleteEvent, ListMyEvents,
        AddTicketType, UpdateTicketType, CreateEventImageUpload, PublishEventImage, DeleteEventImage, GetEventAnalytics, ExportEventReport,
        CreateRegistration, GetRegistration, ListMyRegistrations, CancelRegistration, ListEventRegistrations,
        CalculateTax, ProcessPayment, StripeWebhook, RefundRegistration,
        ListMyTickets, GetTicketDownload, RegenerateTicketQr, ValidateTicket, UndoCheckIn, ListCheckIns, GetCheckInList, SyncCheckIns, GetSigningKeys,
        GetProfile, UpdateProfile, GetHealth,
    ];
}

/// <summary>The functions that follow changes or the clock. What they do can be done again without harm.</summary>
public static class Workers
{
    public static readonly Worker GenerateTicket = new(new Trigger.Stream(Registrations),
        "Issues the tickets of a confirmed registration and writes their PDFs.",
        Grants.Write(Registrations, Tickets, Inventory, Quotas, Notifications).AndRead(Events).And(Uses.WriteFiles | Uses.ReadFiles | Uses.TicketKeys | Uses.Payments));

    public static readonly Worker SendNotification = new(new Trigger.Stream(Registrations),
        "Sends the mails that a registration's state owes its buyer and its attendees.",
        Grants.Write(Notifications).AndRead(Registrations, Events, Tickets).And(Uses.Mail | Uses.ReadFiles | Uses.WriteFiles));

    public static readonly Worker RefundCancelledEvent = new(new Trigger.Stream(Events),
        "Cancels and refunds every registration of a cancelled event.",
        Grants.Write(Events, Registrations, Inventory, Quotas, Tickets, Notifications).And(Uses.Payments));

    public static readonly Worker ExpireRegistrations = new(new Trigger.Schedule(TimeSpan.FromMinutes(1)),
        "Sees unfinished registrations through: ends lapsed holds, makes refunds that are still owed, issues tickets that are missing.",
        Grants.Write(Events, Registrations, Inventory, Quotas, Tickets, Notifications).And(Uses.Payments | Uses.TicketKeys | Uses.WriteFiles | Uses.ReadFiles | Uses.Sweep));

    public static readonly Worker SendDueNotifications = new(new Trigger.Schedule(TimeSpan.FromMinutes(1)),
        "Sends the mails that could not be sent when they were first tried, and those about events that have changed.",
        Grants.Write(Notifications, Events).AndRead(Registrations, Tickets).And(Uses.Mail | Uses.ReadFiles | Uses.WriteFiles | Uses.Sweep));

    public static readonly Worker CognitoPostConfirmation = new(new Trigger.SignUp(),
        "Makes a person who has signed up an attendee.", Grants.Write(Users).And(Uses.ChangeGroups));

    public static IReadOnlyList<Worker> All { get; } =
        [GenerateTicket, SendNotification, RefundCancelledEvent, ExpireRegistrations, SendDueNotifications, CognitoPostConfirmation];
}
