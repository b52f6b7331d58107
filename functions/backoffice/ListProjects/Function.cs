namespace EventTicketing.Functions.ListProjects;

public sealed class Function(Host host) : ApiFunction<ListProjectsRequest, ListOf<ProjectView>>(BackofficeEndpoints.ListProjects, host)
{
    protected override async Task<Result<ListOf<ProjectView>>> Handle(ListProjectsRequest request, Call call)
    {
        if (call.ActingOrganization(request.OrganizationId).Refused(out var problem, out var organizationId))
            return problem;
        var all = call.MayManage(organizationId);
        var listed =
            request.ClientId is { } clientId ? call.Db.Projects.OfClient(clientId)
            : request.EventId is { } eventId ? call.Db.Projects.OfEvent(eventId)
            : call.Db.Projects.OfOrganization(organizationId);
        return await call.Page(
            request,
            listed.Where(project =>
                project.OrganizationId == organizationId
                && (all || project.IsOpenTo(call.Caller.UserId))
                && (request.ClientId is null || project.ClientId == request.ClientId)
                && (request.EventId is null || project.EventId == request.EventId)
                && (request.Status is null || project.Status == request.Status)
            ),
            showAll: call.Views
        );
    }
}
