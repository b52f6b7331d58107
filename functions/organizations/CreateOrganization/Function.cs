namespace EventTicketing.Functions.CreateOrganization;

public sealed class Function(Host host)
    : ApiFunction<CreateOrganizationRequest, OrganizationView>(OrganizationEndpoints.CreateOrganization, host)
{
    protected override async Task<Result<OrganizationView>> Handle(CreateOrganizationRequest request, Call call)
    {
        if (call.Caller.OrganizationsFor(Permissions.Closing).Count >= Organization.MaxPerPerson)
            return Problem.Conflict("too_many_organizations", $"One person owns at most {Organization.MaxPerPerson} organizations.");
        if (!call.Caller.IsOrganizer && (await call.Settings()).KycRequired == KycRequirement.Everything)
            return Organization.VerificationRequired;
        var person = await call.Person();
        // The first organization of somebody who is no organizer yet is the one that they would have as organizer.
        var isFirst = !call.Caller.IsOrganizer && await call.Db.Organizations.Find(call.Caller.PersonalOrganization, call.Stop) is null;
        var id = isFirst ? call.Caller.PersonalOrganization : call.NewId("org");
        var founded = request.ToOrganization(id, call.Caller.UserId, call.Now) with
        {
            PersonalOf = isFirst ? call.Caller.UserId : null,
            VerifiedAt = call.Caller.IsOrganizer ? call.Now : null,
            VerifiedBy = call.Caller.IsOrganizer ? call.Caller.UserId : null,
        };
        if (founded.Checked().Refused(out var problem, out _))
            return problem;
        var owner = new Membership(OrganizationId: id, call.Caller.UserId, OrganizationRole.Owner)
        {
            Name = person.Name ?? call.Caller.Name,
            Email = call.Caller.VerifiedEmail ?? person.Email,
            JoinedAt = call.Now,
        };
        var written = await call.Db.Write(
            [call.Db.Organizations.Create(founded), call.Db.Members.Create(owner), call.Record(id, id)],
            call.Stop
        );
        // Refused: a retry of a request that has founded it already.
        return OrganizationView.Of(
            written.Committed ? founded : (await call.Db.Organizations.Find(id, call.Stop))!,
            OrganizationRole.Owner
        );
    }
}
