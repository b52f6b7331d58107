using static EventTicketing.Data.Tables;

namespace EventTicketing.Api;

/// <summary>Events, their ticket types and images, and what organizers learn of them.</summary>
public static class EventEndpoints
{
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
}
