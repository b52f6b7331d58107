namespace EventTicketing.Functions.DeclineInvitation;

public sealed class Function(Host host) : ApiFunction<InvitationRequest, InvitationView>(OrganizationEndpoints.DeclineInvitation, host)
{
    protected override async Task<Result<InvitationView>> Handle(InvitationRequest request, Call call)
    {
        if ((await call.InvitationToCaller(request)).Refused(out var problem, out _))
            return problem;
        return (await call.ChangeInvitation(request, invitation => invitation.Decline(call.Now))).Then(invitation =>
            InvitationView.Of(invitation, call.Now)
        );
    }
}
