namespace EventTicketing.Functions.CloseOrganization;

public sealed class Function(Host host) : ApiFunction<OrganizationRequest, OrganizationView>(OrganizationEndpoints.CloseOrganization, host)
{
    protected override async Task<Result<OrganizationView>> Handle(OrganizationRequest request, Call call)
    {
        var closed = await call.Db.Decide<Organization>(
            async () =>
            {
                if ((await call.OwnOrganization(request.OrganizationId)).Refused(out var problem, out var current))
                    return problem;
                if (current.Close(await HasUpcomingEvents(current, call), call.Now).Refused(out problem, out var next))
                    return problem;
                return call.Db.Organizations.Save(current, next, call.Record(current.OrganizationId, current.OrganizationId));
            },
            call.Stop
        );
        return closed.Then(call.View);
    }

    /// <summary>Whether an event is published and not over. Events last a year at most, so older starts need not be read.</summary>
    private static async Task<bool> HasUpcomingEvents(Organization organization, Call call)
    {
        var upcoming = await call
            .Db.Events.OfOrganization(organization.OrganizationId)
            .From(call.Now - Event.MaxDuration)
            .Where(ev => ev.Status == EventStatus.Published && ev.EndsAt > call.Now)
            .Take(1)
            .Page(call.Stop);
        return upcoming.Items.Count > 0;
    }
}
