namespace EventTicketing.Functions.DeleteProject;

public sealed class Function(Host host) : ApiFunction<ProjectRequest, Nothing>(BackofficeEndpoints.DeleteProject, host)
{
    protected override Task<Result<Nothing>> Handle(ProjectRequest request, Call call) =>
        call.Db.Decide<Nothing>(
            async () =>
            {
                if ((await call.OwnProject(request.ProjectId)).Refused(out var problem, out var project))
                    return problem;
                // The first entry saves the project, so none is made meanwhile. Of a project that was used the index tells whether one is left.
                if (project.Used && (await call.Db.TimeEntries.OfProject(project.ProjectId).Take(1).Page(call.Stop)).Items.Count > 0)
                    return Problem.Conflict("has_time_entries", "Time was entered on the project. Archive it instead.");
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
