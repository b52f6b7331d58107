namespace EventTicketing.Functions.InviteMember;

public sealed class Function(Host host) : ApiFunction<InviteMemberRequest, InvitationView>(OrganizationEndpoints.InviteMember, host)
{
    protected override async Task<Result<InvitationView>> Handle(InviteMemberRequest request, Call call)
    {
        var (name, _, _) = await call.Self();
        var email = Invitation.Normalized(request.Email);
        var opened = await call.Db.Decide<Invitation>(
            async () =>
            {
                if ((await call.OwnOrganization(request.OrganizationId)).Refused(out var problem, out var organization))
                    return problem;
                if (organization.WhyNotChangeable is { } closed)
                    return closed;
                if ((await call.RoleNow(organization)).Refused(out problem, out var by))
                    return problem;
                if (request.Role > by)
                    return Organization.RoleTooHigh;
                if ((await call.Members(organization)).Any(member => email.Equals(member.Email, StringComparison.OrdinalIgnoreCase)))
                    return Problem.Conflict("already_member", "Somebody with this address is a member already.");
                var others = await call
                    .Db.Invitations.OfOrganization(organization.OrganizationId)
                    .Where(other => other.Email != email && other.Counts(call.Now))
                    .Take(Organization.MaxOpenInvitations)
                    .Page(call.Stop);
                if (others.Items.Count >= Organization.MaxOpenInvitations || others.Cursor is not null)
                    return Problem.Conflict(
                        "too_many_invitations",
                        $"At most {Organization.MaxOpenInvitations} invitations wait for an answer or are sent in a day."
                    );
                if (organization.Join(request.Role).Refused(out problem, out _))
                    return problem;
                var id = Invitation.IdOf(organization.OrganizationId, email);
                var before = await call.Db.Invitations.Find(organization.OrganizationId, id, call.Stop);
                var invitation = new Invitation
                {
                    OrganizationId = organization.OrganizationId,
                    InvitationId = id,
                    OrganizationName = organization.Name,
                    Email = email,
                    Role = request.Role,
                    InvitedBy = call.Caller.UserId,
                    InvitedByName = name,
                    Message = request.Message,
                    CreatedAt = call.Now,
                    ExpiresAt = call.Now + Invitation.Life,
                };
                if (invitation.Opened(before, call.Now).Refused(out problem, out var next))
                    return problem;
                Change[] with =
                [
                    call.Db.Organizations.Save(organization),
                    call.Db.Notifications.Create(next.Mail(call.Now)),
                    call.Record(id, organization.OrganizationId, [new("role", null, request.Role.ToString())]),
                ];
                return before is null
                    ? new Decision<Invitation>(next.WithVersion(1), [call.Db.Invitations.Create(next.WithVersion(1)), .. with])
                    : call.Db.Invitations.Save(before, next, with);
            },
            call.Stop
        );
        return opened.Then(invitation => InvitationView.Of(invitation, call.Now));
    }
}
