namespace EventTicketing.Functions.CreateEvent;

public sealed class Function(Host host) : ApiFunction<CreateEventRequest, EventView>(Endpoints.CreateEvent, host)
{
    protected override async Task<Result<EventView>> Handle(CreateEventRequest request, Call call)
    {
        var organizer = await call.Db.People.Find(call.Caller.UserId, null, call.Stop);
        var draft = new Event
        {
            EventId = call.NewId("evt"),
            OrganizationId = call.Caller.HomeOrganization,
            OrganizerId = call.Caller.UserId,
            OrganizerName = organizer?.Name ?? call.Caller.Name,
            ReplyTo = call.Caller.VerifiedEmail ?? organizer?.Email,
            Title = request.Title,
            Description = request.Description,
            Category = request.Category,
            StartsAt = request.StartsAt,
            EndsAt = request.EndsAt,
            TimeZone = request.TimeZone,
            GateOpensAt = request.GateOpensAt,
            RefundsUntil = request.RefundsUntil,
            PriceDisplay = request.PriceDisplay is { } display ? Enum.Parse<PriceDisplay>(display, ignoreCase: true) : null,
            Venue = request.Venue.ToVenue(),
            Capacity = request.Capacity,
            MaxPerPerson = request.MaxPerPerson,
            TicketTypes = [.. request.TicketTypes.Select((type, index) => type.ToTicketType(Ids.Derived("tty", call.RequestId, $"{index}")))],
            CreatedAt = call.Now,
        };
        if (draft.Checked(call.Now).Refused(out var problem, out _)) return problem;
        var created = await call.Db.Write([call.Db.Events.Create(draft)], call.Stop);
        return await call.View(created.Committed ? draft : (await call.Db.Events.Find(draft.EventId, null, call.Stop))!);
    }
}
