namespace EventTicketing.Functions.CreateProject;

public sealed class Function(Host host) : ApiFunction<CreateProjectRequest, ProjectView>(BackofficeEndpoints.CreateProject, host)
{
    protected override async Task<Result<ProjectView>> Handle(CreateProjectRequest request, Call call)
    {
        var projectId = call.NewId("prj");
        var created = await call.CreateInOrganization(
            call.Db.Projects,
            projectId,
            request.OrganizationId,
            async organization =>
                request.ToProject(projectId, organization, call.Now).Refused(out var problem, out var project)
                    ? problem
                    : await call.Placed(null, project, organization)
        );
        return created.Refused(out var refusal, out var made) ? refusal : await call.View(made);
    }
}
