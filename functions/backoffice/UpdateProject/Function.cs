namespace EventTicketing.Functions.UpdateProject;

public sealed class Function(Host host) : ApiFunction<UpdateProjectRequest, ProjectView>(BackofficeEndpoints.UpdateProject, host)
{
    protected override async Task<Result<ProjectView>> Handle(UpdateProjectRequest request, Call call)
    {
        var updated = await call.Db.Decide<Project>(
            async () =>
            {
                if ((await call.OwnProject(request.ProjectId)).Refused(out var problem, out var current))
                    return problem;
                if (call.WhyNotMatched(current.Version) is { } mismatch)
                    return mismatch;
                if ((await call.OwnOrganization(current.OrganizationId)).Refused(out problem, out var organization))
                    return problem;
                if (request.Applied(current).Refused(out problem, out var next))
                    return problem;
                if ((await call.Placed(current, next, organization)).Refused(out problem, out var placed))
                    return problem;
                var act = call.Record(current.ProjectId, current.OrganizationId, request.ChangedFields);
                return call.Db.Projects.Save(current, placed.Item, [act, .. placed.With]);
            },
            call.Stop
        );
        return updated.Refused(out var refusal, out var project) ? refusal : await call.View(project);
    }
}
