namespace EventTicketing.Functions.CreateEvent;

public sealed class Function(Host host) : ApiFunction<CreateEventRequest, EventView>(EventEndpoints.CreateEvent, host)
{
    protected override async Task<Result<EventView>> Handle(CreateEventRequest request, Call call)
    {
        var (name, address) = await call.Self();
        var draft = new Event
        {
            EventId = call.NewId("evt"),
            OrganizationId = call.Caller.HomeOrganization,
            OrganizerId = call.Caller.UserId,
            OrganizerName = name,
            ReplyTo = address,
            Title = request.Title,
            Description = request.Description,
            Category = request.Category,
            StartsAt = request.StartsAt,
            EndsAt = request.EndsAt,
            TimeZone = request.TimeZone,
            GateOpensAt = request.GateOpensAt,
            RefundsUntil = request.RefundsUntil,
            PriceDisplay = request.PriceDisplay,
            Venue = request.Venue.ToVenue(),
            Capacity = request.Capacity,
            MaxPerPerson = request.MaxPerPerson,
            TicketTypes =
            [
                .. request.TicketTypes.Select((type, index) => type.ToTicketType(Ids.Derived("tty", call.RequestId, $"{index}"))),
            ],
            CreatedAt = call.Now,
        };
        if (draft.Checked(call.Now).Refused(out var problem, out _))
            return problem;
        return await call.View(await call.Db.Events.FindOrCreate(draft, call.Stop));
    }
}
