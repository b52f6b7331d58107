namespace EventTicketing.Functions.GetProject;

public sealed class Function(Host host) : ApiFunction<ProjectRequest, ProjectView>(BackofficeEndpoints.GetProject, host)
{
    protected override async Task<Result<ProjectView>> Handle(ProjectRequest request, Call call) =>
        (await call.OwnProject(request.ProjectId)).Refused(out var problem, out var project) ? problem : await call.View(project);
}
