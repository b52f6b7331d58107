namespace EventTicketing.Functions.AcceptInvitation;

public sealed class Function(Host host) : ApiFunction<InvitationRequest, MembershipView>(OrganizationEndpoints.AcceptInvitation, host)
{
    protected override Task<Result<MembershipView>> Handle(InvitationRequest request, Call call) =>
        call.Db.Decide<MembershipView>(
            async () =>
            {
                if ((await call.InvitationToCaller(request)).Refused(out var problem, out var current))
                    return problem;
                if (current.Accept(call.Now).Refused(out problem, out var accepted))
                    return problem;
                var member = await call.Db.Members.Find(current.OrganizationId, call.Caller.UserId, call.Stop);
                if (ReferenceEquals(accepted, current))
                {
                    // A retry gets the same answer, unless the member was removed since.
                    return member is null
                        ? Problem.Conflict("invitation_closed", "The invitation was answered already.")
                        : new MembershipView(current.OrganizationId, member.Role);
                }

                if (member is not null)
                    return new Decision<MembershipView>(
                        new(current.OrganizationId, member.Role),
                        call.Db.Invitations.Save(accepted),
                        call.Record(current.InvitationId, current.OrganizationId)
                    );
                var organization = (await call.Db.Organizations.Find(current.OrganizationId, call.Stop))!;
                // Nobody gives by invitation what they could not give now.
                if (
                    await call.Member(organization, current.InvitedBy) is not { } inviter
                    || !inviter.Role.May(Permissions.Members)
                    || inviter.Role < current.Role
                )
                    return Problem.Conflict("invitation_closed", "Whoever invited you may not do so any more. Ask for a new invitation.");
                if (organization.Join(current.Role).Refused(out problem, out var joined))
                    return problem;
                joined = await Verifying.Follow(call.App, joined, call.Caller.UserId, current.Role == OrganizationRole.Owner, call.Stop);
                var (name, _, _) = await call.Self();
                var joining = new Membership(current.OrganizationId, call.Caller.UserId, current.Role)
                {
                    Name = name ?? current.Name,
                    Email = current.Email,
                    JoinedAt = call.Now,
                };
                var former = await call.Db.Staff.Find(current.OrganizationId, call.Caller.UserId, call.Stop);
                return new Decision<MembershipView>(
                    new(current.OrganizationId, current.Role),
                    call.Db.Organizations.Save(joined),
                    call.Db.Members.Create(joining),
                    former is null
                        ? call.Db.Staff.Create(StaffRecord.Of(joining, current.Terms, call.Now))
                        : call.Db.Staff.Save(former.Rejoined(joining, current.Terms)),
                    call.Db.Invitations.Save(accepted),
                    call.Record(current.InvitationId, current.OrganizationId, [new("role", null, current.Role.ToString())])
                );
            },
            call.Stop
        );
}
