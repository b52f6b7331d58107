namespace EventTicketing.Functions.CreateEvent;

public sealed class Function(Host host) : ApiFunction<CreateEventRequest, EventView>(EventEndpoints.CreateEvent, host)
{
    protected override async Task<Result<EventView>> Handle(CreateEventRequest request, Call call)
    {
        if (call.ActingOrganization(request.OrganizationId).Refused(out var problem, out var organizationId))
            return problem;
        if ((await call.Db.Organizations.Find(organizationId, call.Stop))?.WhyNotChangeable is { } closed)
            return closed;
        var (name, address, _) = await call.Self();
        var draft = new Event
        {
            EventId = call.NewId("evt"),
            OrganizationId = organizationId,
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
        if (draft.Checked(call.Now).Refused(out problem, out _))
            return problem;
        var created = await call.Db.Write([call.Db.Events.Create(draft), call.Record(draft.EventId, organizationId)], call.Stop);
        // Refused: a retry of a request that has created it already.
        return await call.View(created.Committed ? draft : (await call.Db.Events.Find(draft.EventId, call.Stop))!);
    }
}
