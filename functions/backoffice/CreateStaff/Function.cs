namespace EventTicketing.Functions.CreateStaff;

public sealed class Function(Host host) : ApiFunction<CreateStaffRequest, StaffView>(BackofficeEndpoints.CreateStaff, host)
{
    protected override async Task<Result<StaffView>> Handle(CreateStaffRequest request, Call call)
    {
        if (call.ActingOrganization(request.OrganizationId).Refused(out var problem, out var organizationId))
            return problem;
        if (request.ToTerms().Refused(out problem, out var terms))
            return problem;
        if ((await call.OwnOrganization(organizationId)).Refused(out problem, out var organization))
            return problem;
        if (organization.WhyNotChangeable is { } closed)
            return closed;
        var email = Invitation.Normalized(request.Email);
        var member = (await call.People(organization)).FirstOrDefault(person =>
            email.Equals(person.Email, StringComparison.OrdinalIgnoreCase)
        );
        if (member is null)
            return (await call.Invite(organizationId, email, request.Role, message: null, request.Name, terms)).Then(invitation =>
                StaffView.Of(invitation, call.Caller.RoleIn(organizationId) ?? OrganizationRole.Staff)
            );
        var created = await call.Db.Decide<StaffRecord>(
            async () =>
            {
                var record = StaffRecord.Of(member with { Name = request.Name }, terms, call.Now);
                return await call.Db.Staff.Find(organizationId, member.UserId, call.Stop) is not null
                    ? Problem.Conflict("already_member", "Somebody with this address has a staff record already.")
                    : new Decision<StaffRecord>(record, call.Db.Staff.Create(record), call.Record(member.UserId, organizationId));
            },
            call.Stop
        );
        return created.Refused(out var refusal, out var made) ? refusal : await call.View(made, member);
    }
}
