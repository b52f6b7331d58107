namespace EventTicketing.Functions.ChangeMemberRole;

public sealed class Function(Host host) : ApiFunction<ChangeMemberRoleRequest, MemberView>(OrganizationEndpoints.ChangeMemberRole, host)
{
    protected override async Task<Result<MemberView>> Handle(ChangeMemberRoleRequest request, Call call)
    {
        var changed = await call.Db.Decide<Membership>(
            async () =>
            {
                if ((await call.OwnOrganization(request.OrganizationId)).Refused(out var problem, out var organization))
                    return problem;
                if (await call.Member(organization, request.UserId) is not { Kind: MemberKind.Person } member)
                    return Problem.NotFound("member");
                if ((await call.RoleNow(organization)).Refused(out problem, out var by))
                    return problem;
                if (
                    organization
                        .ChangeRole(member, request.Role, by, oneself: member.UserId == call.Caller.UserId)
                        .Refused(out problem, out var next)
                )
                    return problem;
                if (member.Role == request.Role)
                    return member;
                var after = member with { Role = request.Role };
                next = await Verifying.Follow(call.App, next, member.UserId, after.Role == OrganizationRole.Owner, call.Stop);
                return new Decision<Membership>(
                    after,
                    call.Db.Organizations.Save(next),
                    call.Db.Members.Replace(after, new Condition.Present()),
                    call.Record(member.UserId, organization.OrganizationId, [new("role", member.Role.ToString(), request.Role.ToString())])
                );
            },
            call.Stop
        );
        if (changed.Refused(out var refusal, out var changedMember))
            return refusal;
        return MemberView.Of(changedMember, await call.Db.People.Find(changedMember.UserId, call.Stop), withAddress: true);
    }
}
