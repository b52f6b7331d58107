namespace EventTicketing.Functions.DeleteProject;

public sealed class Function(Host host) : ApiFunction<ProjectRequest, Nothing>(BackofficeEndpoints.DeleteProject, host)
{
    protected override Task<Result<Nothing>> Handle(ProjectRequest request, Call call) =>
        call.Db.Decide<Nothing>(
            async () =>
            {
                if ((await call.OwnProject(request.ProjectId)).Refused(out var problem, out var project))
                    return problem;
                if (project.WhyNotDeleted is { } refusal)
                    return refusal;
                var client = project.ClientId is { } clientId ? await call.Db.Clients.Find(clientId, call.Stop) : null;
                Change[] of = client is null ? [] : [call.Db.Clients.Save(client.Removed())];
                return new Decision<Nothing>(
                    Nothing.Instance,
                    [call.Db.Projects.Delete(project), call.Record(project.ProjectId, project.OrganizationId), .. of]
                );
            },
            call.Stop
        );
}
