namespace EventTicketing.Functions.InviteStaff;

public sealed class Function(Host host) : ApiFunction<InviteStaffRequest, InvitedStaffListView>(BackofficeEndpoints.InviteStaff, host)
{
    protected override async Task<Result<InvitedStaffListView>> Handle(InviteStaffRequest request, Call call)
    {
        if (call.ActingOrganization(request.OrganizationId).Refused(out var problem, out var organizationId))
            return problem;
        if ((await call.OwnOrganization(organizationId)).Refused(out problem, out _))
            return problem;
        List<InvitedStaffView> results = [];
        foreach (var email in request.Emails.Select(Invitation.Normalized).Distinct())
        {
            var invited = await call.Invite(organizationId, email, request.Role, request.Message);
            results.Add(
                invited.Refused(out var refusal, out var invitation)
                    ? new(email, null, refusal.Code)
                    : new(email, InvitationView.Of(invitation, call.Now), null)
            );
        }

        return new InvitedStaffListView(results);
    }
}
