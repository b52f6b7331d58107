namespace EventTicketing.Functions.GetOrganizer;

public sealed class Function(Host host) : ApiFunction<OrganizationRequest, OrganizerView>(OrganizationEndpoints.GetOrganizer, host)
{
    protected override async Task<Result<OrganizerView>> Handle(OrganizationRequest request, Call call)
    {
        var found = await call.Db.Organizations.Find(request.OrganizationId, call.Stop, Consistency.Eventual);
        return found is not null && await HasPublished(call, found.OrganizationId)
            ? OrganizerView.Of(found)
            : Problem.NotFound("organization");
    }

    private static async Task<bool> HasPublished(Call call, string organizationId)
    {
        var events = call.Db.Events.OfOrganization(organizationId).NewestFirst().Where(ev => ev.Status != EventStatus.Draft);
        return (await events.Take(1).Page(call.Stop)).Items.Count > 0;
    }
}
