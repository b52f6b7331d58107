namespace EventTicketing.Functions.ListMyInvitations;

public sealed class Function(Host host) : ApiFunction<PageRequest, ListOf<InvitationView>>(OrganizationEndpoints.ListMyInvitations, host)
{
    protected override async Task<Result<ListOf<InvitationView>>> Handle(PageRequest request, Call call)
    {
        if (call.VerifiedAddress.Refused(out var problem, out var email))
            return problem;
        return await call.Page(
            request,
            call.Db.Invitations.To(Invitation.Normalized(email))
                .NewestFirst()
                .Where(invitation => invitation.StatusAt(call.Now) == InvitationStatus.Open),
            show: invitation => InvitationView.Of(invitation, call.Now)
        );
    }
}
