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

/// <summary>A buyer without an account.</summary>
public sealed record GuestField
{
    [Size(1, 200)]
    public required string Name { get; init; }

    /// <summary>Where the tickets are sent.</summary>
    [Email, Size(3, 254)]
    public required string Email { get; init; }

    /// <summary>Language of the mails.</summary>
    [OneOf("en", "de", "es")]
    public string? Language { get; init; }
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

    /// <summary>Required without a token, and refused with one: a signed-in buyer is known by name and address.</summary>
    public GuestField? Buyer { get; init; }
}

public sealed record BuyerCorrection
{
    [Size(1, 200)]
    public string? Name { get; init; }

    /// <summary>Only of an order that was made without an account.</summary>
    [Email, Size(3, 254)]
    public string? Email { get; init; }
}

public sealed record UpdateRegistrationRequest
{
    [Size(1, 64)]
    public required string RegistrationId { get; init; }

    public BuyerCorrection? Buyer { get; init; }

    /// <summary>All attendees, in the order of the tickets; absent, they stay as they are.</summary>
    [Size(0, Registration.MaxTickets)]
    public IReadOnlyList<AttendeeField>? Attendees { get; init; }
}

public sealed record LookupOrdersRequest
{
    [Email, Size(3, 254)]
    public required string Email { get; init; }
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
