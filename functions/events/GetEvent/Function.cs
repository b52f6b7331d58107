namespace EventTicketing.Functions.GetEvent;

public sealed class Function(Host host) : ApiFunction<EventRequest, EventView>(Endpoints.GetEvent, host)
{
    private const int MaxHolds = 1_000;

    protected override async Task<Result<EventView>> Handle(EventRequest request, Call call)
    {
        if (await call.Db.Events.Find(request.EventId, null, call.Stop) is not { } found) return Problem.NotFound("event");
        if (found.Status == EventStatus.Draft) return call.ActsFor(found.OrganizationId) ? await call.View(found) : Problem.NotFound("event");
        var free = (await call.Db.Counters.Free([found], call.Stop))[found.EventId];
        // Holds whose time is over count as free before anybody has swept them; those that run on are what may come back.
        var holds = (await call.Db.Due.Query(new Query(Tables.Registrations, "DueIndex", found.EventId) { Limit = MaxHolds }, call.Stop)).Items
            .Where(due => due.Status == RegistrationStatus.Pending).ToLookup(due => due.DueAt <= call.Now.ToUnixTimeSeconds());
        foreach (var unit in holds[true].SelectMany(due => due.Allocations)) free[unit.Pool] = free.GetValueOrDefault(unit.Pool) + unit.Units;
        var held = holds[false].SelectMany(due => due.Allocations).GroupBy(unit => unit.Pool).ToDictionary(pool => pool.Key, pool => pool.Sum(unit => (long)unit.Units));
        return EventView.Of(found, free, call.Now, held);
    }
}
