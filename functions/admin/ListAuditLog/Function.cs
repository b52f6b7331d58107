namespace EventTicketing.Functions.ListAuditLog;

public sealed class Function(Host host) : ApiFunction<ListAuditLogRequest, ListOf<ActivityView>>(AdminEndpoints.ListAuditLog, host)
{
    protected override async Task<Result<ListOf<ActivityView>>> Handle(ListAuditLogRequest request, Call call)
    {
        if (((string?[])[request.ActorId, request.SubjectId, request.OrganizationId]).Count(id => id is not null) > 1)
            return Problem.Invalid("actorId", "one_filter", "Search by person, subject or organization.");
        var activities = call.Db.Activities;
        var found =
            request.ActorId is { } actorId ? activities.By(actorId)
            : request.SubjectId is { } subjectId ? activities.To(subjectId)
            : request.OrganizationId is { } organizationId ? activities.OfOrganization(organizationId)
            : activities.OfAdministrators(call.Now);
        return await call.Page(
            request,
            found.NewestFirst().Where(activity => request.Action is null || activity.Action == request.Action),
            show: ActivityView.Of
        );
    }
}
