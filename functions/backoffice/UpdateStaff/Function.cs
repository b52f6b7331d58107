namespace EventTicketing.Functions.UpdateStaff;

public sealed class Function(Host host) : ApiFunction<UpdateStaffRequest, StaffView>(BackofficeEndpoints.UpdateStaff, host)
{
    protected override async Task<Result<StaffView>> Handle(UpdateStaffRequest request, Call call)
    {
        if (call.ActingOrganization(request.OrganizationId).Refused(out var problem, out var organizationId))
            return problem;
        if (request.ChangesTerms && !call.MayAdminister(organizationId))
            return Problem.Forbidden("Only administrators of the organization change more than title and department.");
        var updated = await call.Db.Decide<(StaffRecord Record, Membership? Member)>(
            async () =>
            {
                if ((await call.OwnOrganization(organizationId)).Refused(out var refusal, out var organization))
                    return refusal;
                if ((await call.StaffMember(organization, request.UserId)).Refused(out refusal, out var current))
                    return refusal;
                if (call.WhyNotMatched(current.Record.Version) is { } mismatch)
                    return mismatch;
                if (request.Applied(current.Record).Refused(out refusal, out var next))
                    return refusal;
                var (member, changes) = (current.Member, Array.Empty<Change>());
                if (request.Role is { } role)
                {
                    if (member is null)
                        return Team.NotAMember;
                    if ((await call.WithRole(organization, member, role)).Refused(out refusal, out var after))
                        return refusal;
                    (member, changes) = after;
                }

                var record = current.IsStored ? next with { Version = next.Version + 1 } : next;
                return new Decision<(StaffRecord, Membership?)>(
                    (record, member),
                    [call.Stored(next, current.IsStored), .. changes, call.Record(request.UserId, organizationId, request.ChangedFields)]
                );
            },
            call.Stop
        );
        return updated.Refused(out problem, out var staff) ? problem : await call.View(staff.Record, staff.Member);
    }
}
