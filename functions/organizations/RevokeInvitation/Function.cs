namespace EventTicketing.Functions.RevokeInvitation;

public sealed class Function(Host host) : ApiFunction<InvitationRequest, Nothing>(OrganizationEndpoints.RevokeInvitation, host)
{
    protected override async Task<Result<Nothing>> Handle(InvitationRequest request, Call call) =>
        call.ActsFor(request.OrganizationId)
            ? (await call.ChangeInvitation(request, invitation => invitation.Revoke(call.Now))).Then(_ => Nothing.Instance)
            : Problem.NotFound("invitation");
}
