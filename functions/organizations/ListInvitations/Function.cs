namespace EventTicketing.Functions.ListInvitations;

public sealed class Function(Host host)
    : ApiFunction<OrganizationPageRequest, ListOf<InvitationView>>(OrganizationEndpoints.ListInvitations, host)
{
    protected override async Task<Result<ListOf<InvitationView>>> Handle(OrganizationPageRequest request, Call call) =>
        call.ActsFor(request.OrganizationId)
            ? await call.Page(
                request,
                call.Db.Invitations.OfOrganization(request.OrganizationId),
                show: invitation => InvitationView.Of(invitation, call.Now)
            )
            : Problem.NotFound("organization");
}
