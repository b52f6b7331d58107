using EventTicketing.Domain;

namespace EventTicketing.Api;

public sealed record BasketItem
{
    [Size(1, 64)]
    public required string TicketTypeId { get; init; }

    [Between(1, Registration.MaxTickets)]
    public required int Quantity { get; init; }
}

public sealed record AttendeeField
{
    [Size(1, 200)]
    public required string Name { get; init; }

    [Email, Size(3, 254)]
    public string? Email { get; init; }
}

public sealed record CreateRegistrationRequest
{
    [Size(1, 64)]
    public required string EventId { get; init; }

    [Size(1, Event.MaxTicketTypes)]
    public required IReadOnlyList<BasketItem> Items { get; init; }

    /// <summary>One attendee per ticket, in the order of the items. Tickets without an attendee are made out to the buyer.</summary>
    [Size(0, Registration.MaxTickets)]
    public IReadOnlyList<AttendeeField>? Attendees { get; init; }
}

public sealed record RegistrationRequest
{
    [Size(1, 64)]
    public required string RegistrationId { get; init; }
}

public sealed record CancelRegistrationRequest
{
    [Size(1, 64)]
    public required string RegistrationId { get; init; }

    [Size(1, 500), Multiline]
    public string? Reason { get; init; }
}

public sealed record ListEventRegistrationsRequest : PageRequest
{
    [Size(1, 64)]
    public required string EventId { get; init; }

    public RegistrationStatus? Status { get; init; }
}
