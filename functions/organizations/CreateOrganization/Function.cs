namespace EventTicketing.Functions.CreateOrganization;

public sealed class Function(Host host)
    : ApiFunction<CreateOrganizationRequest, OrganizationView>(OrganizationEndpoints.CreateOrganization, host)
{
    protected override async Task<Result<OrganizationView>> Handle(CreateOrganizationRequest request, Call call)
    {
        var own = call.Caller.OrganizationsFor(Permissions.Closing);
        if (own.Count >= Organization.MaxPerPerson)
            return Problem.Conflict("too_many_organizations", $"One person owns at most {Organization.MaxPerPerson} organizations.");
        if ((await call.Db.Organizations.FindAll(own, call.Stop)).Any(organization => organization.SuspendedAt is not null))
            return Organization.Suspension;
        // The token may be older than the approval, or than the loss of the group.
        var isVerified =
            await Verifying.IsVerified(call.App, call.Caller.UserId, call.Stop)
            || (await call.App.People.GroupsOf(call.Caller.UserId, call.Stop)).Any(Groups.MaySell);
        if (!isVerified && (await call.Settings()).KycRequired == KycRequirement.Everything)
            return Organization.VerificationRequired;
        var person = await call.Person();
        var requested = call.NewId("org");
        var founded = await call.Db.Decide<Organization>(
            async () =>
            {
                // The first organization of somebody who is no organizer yet is the one that they would have as organizer.
                var personal = call.Caller.IsOrganizer
                    ? null
                    : await call.Db.Organizations.Find(call.Caller.PersonalOrganization, call.Stop);
                var earlier = personal?.RequestedAs == requested ? personal : await call.Db.Organizations.Find(requested, call.Stop);
                if (earlier is not null)
                    return earlier;
                var isFirst = !call.Caller.IsOrganizer && personal is null;
                var id = isFirst ? call.Caller.PersonalOrganization : requested;
                var organization = request
                    .ToOrganization(id, call.Caller.UserId, call.Now)
                    .VerifiedFor(isVerified ? call.Caller.UserId : null, call.Now) with
                {
                    RequestedAs = requested,
                    PersonalOf = isFirst ? call.Caller.UserId : null,
                };
                if (organization.Checked().Refused(out var problem, out _))
                    return problem;
                var owner = new Membership(OrganizationId: id, call.Caller.UserId, OrganizationRole.Owner)
                {
                    Name = person.Name ?? call.Caller.Name,
                    Email = call.Caller.VerifiedEmail ?? person.Email,
                    JoinedAt = call.Now,
                };
                return new Decision<Organization>(
                    organization,
                    call.Db.Organizations.Create(organization),
                    call.Db.Members.Create(owner),
                    call.Record(id, id)
                );
            },
            call.Stop
        );
        return founded.Then(organization => OrganizationView.Of(organization, OrganizationRole.Owner));
    }
}
