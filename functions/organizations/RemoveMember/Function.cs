namespace EventTicketing.Functions.RemoveMember;

public sealed class Function(Host host) : ApiFunction<MemberRequest, Nothing>(OrganizationEndpoints.RemoveMember, host)
{
    protected override Task<Result<Nothing>> Handle(MemberRequest request, Call call) =>
        call.Db.Decide<Nothing>(
            async () =>
            {
                if ((await call.OwnOrganization(request.OrganizationId)).Refused(out var problem, out var organization))
                    return problem;
                if ((await call.RoleNow(organization)).Refused(out problem, out var by))
                    return problem;
                var oneself = request.UserId == call.Caller.UserId;
                if (
                    !(oneself || by.May(Permissions.Members))
                    || await call.Member(organization, request.UserId) is not { Kind: MemberKind.Person } member
                )
                    return Problem.NotFound("member");
                if (organization.Remove(member, by, oneself).Refused(out problem, out var next))
                    return problem;
                next = await Verifying.Follow(call.App, next, member.UserId, isOwner: false, call.Stop);
                return new Decision<Nothing>(
                    Nothing.Instance,
                    call.Db.Organizations.Save(next),
                    call.Db.Members.Delete(member, new Condition.Present()),
                    call.Record(member.UserId, organization.OrganizationId)
                );
            },
            call.Stop
        );
}
