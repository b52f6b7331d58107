using EventTicketing.Data;
using static EventTicketing.Data.Tables;

namespace EventTicketing.Api;

/// <summary>Events, their ticket types and images, and reports for organizers.</summary>
public static class EventEndpoints
{
    private static readonly string[] TypeCodes =
    [
        "unknown_currency",
        "not_payable",
        "after_event",
        "after_event_start",
        "ends_before_start",
    ];

    private static readonly string[] EventCodes =
    [
        "unknown_time_zone",
        "in_the_past",
        "too_long",
        "too_far_ahead",
        "opens_after_end",
        "required",
        .. TypeCodes,
    ];

    public static readonly Endpoint<CreateEventRequest, EventView> CreateEvent = new(
        "POST",
        "/events",
        Access.Organizer,
        "Creates a draft event with its ticket types.",
        Grants.Write(Events).AndRead(Organizations, Users)
    )
    {
        Recorded = true,
        Problems = ["organization_closed"],
        Status = 201,
        Idempotent = true,
        FieldCodes = EventCodes,
    };

    public static readonly Endpoint<ListEventsRequest, ListOf<EventView>> ListEvents = new(
        "GET",
        "/events",
        Access.Public,
        "Lists published events by start time. Past events appear only when a date or a status asks for them.",
        Grants.Read(Events, Inventory, Registrations)
    )
    {
        Shared = true,
    };

    public static readonly Endpoint<EventRequest, EventView> GetEvent = new(
        "GET",
        "/events/{eventId}",
        Access.Public,
        "Returns an event with its availability. Only its organization sees a draft.",
        Grants.Read(Events, Inventory, Registrations, Organizations)
    )
    {
        Memberships = true,
        Shared = true,
    };

    public static readonly Endpoint<UpdateEventRequest, EventView> UpdateEvent = new(
        "PATCH",
        "/events/{eventId}",
        Access.Organizer,
        "Changes an event. After publishing, currencies are locked, the refund deadline cannot be shortened, and ticket holders get a mail "
            + "when time or place change. The capacity cannot fall below what is sold.",
        Grants.Write(Events, Inventory, Organizations).AndRead(Users).And(Uses.Payments)
    )
    {
        Recorded = true,
        Conditional = true,
        Problems = ["locked_when_published", "event_closed", "event_started", "below_sold"],
        FieldCodes = EventCodes,
    };

    public static readonly Endpoint<EventRequest, AudienceView> GetEventAudience = new(
        "GET",
        "/events/{eventId}/audience",
        Access.Organizer,
        "Returns the number of people who would get a mail about a change of the event.",
        Grants.Read(Events, Registrations)
    );

    public static readonly Endpoint<MessageAttendeesRequest, MessageView> MessageAttendees = new(
        "POST",
        "/events/{eventId}/messages",
        Access.Organizer,
        "Writes to the people with tickets, in one mail for each address, however many orders it has. From seven days before the event to "
            + "seven days after it everybody gets the message; at other times only buyers who have asked for news.",
        Grants.Write(Notifications).AndRead(Events, Registrations, Tickets, Users, Organizations)
    )
    {
        Recorded = true,
        Status = 201,
        Idempotent = true,
        Problems = ["organization_suspended", "too_many_messages"],
        FieldCodes = ["unknown_ticket_type"],
    };

    public static readonly Endpoint<EventRequest, EventView> PublishEvent = new(
        "POST",
        "/events/{eventId}/publish",
        Access.Organizer,
        "Publishes a draft, opens sales, and looks up the tax rate at its venue.",
        Grants.Write(Events, Inventory, Organizations).And(Uses.Payments)
    )
    {
        Recorded = true,
        Conditional = true,
        Problems =
        [
            "event_closed",
            "event_in_the_past",
            "organization_closed",
            "organization_suspended",
            "ticket_type_required",
            "verification_required",
        ],
    };

    public static readonly Endpoint<CancelEventRequest, EventView> CancelEvent = new(
        "POST",
        "/events/{eventId}/cancel",
        Access.Organizer,
        "Cancels a published event. Sales stop at once; all registrations are cancelled and refunded.",
        Grants.Write(Events, Inventory)
    )
    {
        Recorded = true,
        Conditional = true,
        Problems = ["event_not_published", "event_closed"],
    };

    public static readonly Endpoint<EventRequest, EventView> ArchiveEvent = new(
        "POST",
        "/events/{eventId}/archive",
        Access.Organizer,
        "Archives a past event: it no longer appears in the public lists.",
        Grants.Write(Events).AndRead(Inventory)
    )
    {
        Recorded = true,
        Conditional = true,
        Problems = ["event_not_over"],
    };

    public static readonly Endpoint<EventRequest, Nothing> DeleteEvent = new(
        "DELETE",
        "/events/{eventId}",
        Access.Organizer,
        "Deletes a draft and the files of its images.",
        Grants.Write(Events).And(Buckets.Uploads, May.Put | May.Delete)
    )
    {
        Recorded = true,
        Status = 204,
        Conditional = true,
        Problems = ["event_not_draft"],
    };

    public static readonly Endpoint<ListMyEventsRequest, ListOf<EventView>> ListMyEvents = new(
        "GET",
        "/my-events",
        Access.Organizer,
        "Lists the events of the caller's organization, the latest start first.",
        Grants.Read(Events, Inventory, Registrations)
    );

    public static readonly Endpoint<AddTicketTypeRequest, EventView> AddTicketType = new(
        "POST",
        "/events/{eventId}/ticket-types",
        Access.Organizer,
        "Adds a ticket type.",
        Grants.Write(Events, Inventory, Organizations)
    )
    {
        Recorded = true,
        Status = 201,
        Idempotent = true,
        Conditional = true,
        Problems = ["event_closed", "too_many_ticket_types", "verification_required"],
        FieldCodes = TypeCodes,
    };

    public static readonly Endpoint<UpdateTicketTypeRequest, EventView> UpdateTicketType = new(
        "PATCH",
        "/events/{eventId}/ticket-types/{ticketTypeId}",
        Access.Organizer,
        "Changes a ticket type. The quantity cannot fall below what is sold; a new price is for new registrations.",
        Grants.Write(Events, Inventory, Organizations)
    )
    {
        Recorded = true,
        Conditional = true,
        Problems = ["below_sold", "event_closed", "locked_when_published", "verification_required"],
        FieldCodes = TypeCodes,
    };

    public static readonly Endpoint<EventImageUploadRequest, ImageUploadView> CreateEventImageUpload = new(
        "POST",
        "/events/{eventId}/images",
        Access.Organizer,
        "Adds one of at most ten images and returns an upload form for 15 minutes: JPEG or PNG up to 5 MB. PublishEventImage shows it.",
        Grants.Write(Events).AndRead(Inventory).And(Buckets.Uploads, May.Put | May.Delete)
    )
    {
        Recorded = true,
        Status = 201,
        Idempotent = true,
        Conditional = true,
        Problems = ["too_many_images", "event_closed"],
    };

    public static readonly Endpoint<EventImageRequest, EventView> PublishEventImage = new(
        "POST",
        "/events/{eventId}/images/{imageId}",
        Access.Organizer,
        "Makes an uploaded image public. The file is checked and copied, so later uploads do not change it.",
        Grants.Write(Events).AndRead(Inventory).And(Buckets.Uploads, May.Get | May.Put | May.Delete)
    )
    {
        Recorded = true,
        Problems = ["image_not_uploaded", "not_an_image", "event_closed"],
    };

    public static readonly Endpoint<EventImageRequest, Nothing> DeleteEventImage = new(
        "DELETE",
        "/events/{eventId}/images/{imageId}",
        Access.Organizer,
        "Deletes an image and its file, even when the event is over or cancelled.",
        Grants.Write(Events).And(Buckets.Uploads, May.Put | May.Delete)
    )
    {
        Recorded = true,
        Status = 204,
        Conditional = true,
    };

    public static readonly Endpoint<EventRequest, EventAnalyticsView> GetEventAnalytics = new(
        "GET",
        "/events/{eventId}/analytics",
        Access.Organizer,
        "Returns the figures of an event: registrations, places, money, sales per day, check-ins per hour.",
        Grants.Read(Events, Registrations, Tickets, Inventory)
    );

    public static readonly Endpoint<ExportEventReportRequest, ReportView> ExportEventReport = new(
        "POST",
        "/events/{eventId}/report",
        Access.Organizer,
        "Writes a report (CSV or XLSX) with one line per registered place and returns a link to it, valid for 15 minutes.",
        Grants.Read(Events, Registrations, Tickets).And(Buckets.Exports, May.Get | May.Put)
    );
}
