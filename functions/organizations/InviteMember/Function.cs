namespace EventTicketing.Functions.InviteMember;

public sealed class Function(Host host) : ApiFunction<InviteMemberRequest, InvitationView>(OrganizationEndpoints.InviteMember, host)
{
    protected override async Task<Result<InvitationView>> Handle(InviteMemberRequest request, Call call) =>
        (await call.Invite(request.OrganizationId, request.Email, request.Role, request.Message)).Then(invitation =>
            InvitationView.Of(invitation, call.Now)
        );
}
