namespace EventTicketing.Functions.UpdateTimeEntry;

public sealed class Function(Host host) : ApiFunction<UpdateTimeEntryRequest, TimeEntryView>(BackofficeEndpoints.UpdateTimeEntry, host)
{
    protected override Task<Result<TimeEntryView>> Handle(UpdateTimeEntryRequest request, Call call) =>
        call.ChangeTime(
            request.TimeEntryId,
            TimeRight.Edit,
            async (entry, organization) =>
            {
                if (entry.WhyNotEditable(organization.TimeClosedThrough) is { } locked)
                    return locked;
                var projectId = request.ProjectId ?? entry.ProjectId;
                if (
                    (await call.TimeOn(projectId, entry.UserId, asIs: projectId == entry.ProjectId)).Refused(out var problem, out var place)
                )
                    return problem;
                if (request.Applied(entry, place.Project, organization.Zone).Refused(out problem, out var next))
                    return problem;
                if (entry.Edited(next, organization.TimeClosedThrough).Refused(out problem, out next))
                    return problem;
                if (call.WhyNotEntered(next, place) is { } why)
                    return why;
                return (next, call.Guards(place, withOrganization: false));
            }
        );
}
