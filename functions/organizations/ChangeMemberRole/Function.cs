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
                if ((await call.WithRole(organization, member, request.Role)).Refused(out problem, out var after))
                    return problem;
                return after.With is []
                    ? member
                    : new Decision<Membership>(
                        after.Member,
                        [
                            .. after.With,
                            call.Record(
                                member.UserId,
                                organization.OrganizationId,
                                [new("role", member.Role.ToString(), request.Role.ToString())]
                            ),
                        ]
                    );
            },
            call.Stop
        );
        if (changed.Refused(out var refusal, out var changedMember))
            return refusal;
        return MemberView.Of(changedMember, await call.Db.People.Find(changedMember.UserId, call.Stop), withAddress: true);
    }
}
