namespace EventTicketing.Functions.RemoveMember;

public sealed class Function(Host host) : ApiFunction<MemberRequest, Nothing>(OrganizationEndpoints.RemoveMember, host)
{
    protected override Task<Result<Nothing>> Handle(MemberRequest request, Call call) =>
        call.EndMembership(request.OrganizationId, request.UserId, byOneself: true);
}
