namespace EventTicketing.Tests.Domain;

public sealed class InvitationTests
{
    private static readonly DateTimeOffset Now = new(2027, 5, 14, 12, 0, 0, TimeSpan.Zero);

    private static readonly Invitation Open = new()
    {
        OrganizationId = "org_1",
        InvitationId = "inv_1",
        OrganizationName = "Blue Hour",
        Email = "jonas@example.com",
        Role = OrganizationRole.Staff,
        InvitedBy = "usr_owner",
        CreatedAt = Now,
        ExpiresAt = Now + Invitation.Life,
    };

    private static readonly Invitation Accepted = Open.Accept(Now).Value;
    private static readonly Invitation Declined = Open.Decline(Now).Value;
    private static readonly Invitation Revoked = Open.Revoke(Now).Value;
    private static readonly DateTimeOffset Later = Now + Invitation.Life;

    public static TheoryData<string, string?, string?, string?> Table =>
        new()
        {
            // state; refusal of accept, decline, revoke
            { "open", null, null, null },
            { "accepted", null, "invitation_closed", "invitation_closed" },
            { "declined", "invitation_closed", null, "invitation_closed" },
            { "revoked", "invitation_closed", "invitation_closed", null },
            { "expired", "invitation_expired", "invitation_closed", "invitation_closed" },
        };

    [Theory, MemberData(nameof(Table))]
    public void It_is_answered_once(string state, string? accept, string? decline, string? revoke)
    {
        var (invitation, now) = state switch
        {
            "accepted" => (Accepted, Now),
            "declined" => (Declined, Now),
            "revoked" => (Revoked, Now),
            "expired" => (Open, Later),
            _ => (Open, Now),
        };
        Assert.Equal(
            (accept, decline, revoke),
            (invitation.Accept(now).Problem?.Code, invitation.Decline(now).Problem?.Code, invitation.Revoke(now).Problem?.Code)
        );
    }

    [Fact]
    public void The_same_answer_again_changes_nothing() => Assert.Same(Accepted, Accepted.Accept(Later).Value);

    [Fact]
    public void Inviting_again_renews_it()
    {
        var first = Open.Opened(null, Now).Value;
        var again = (Open with { Role = OrganizationRole.Manager, ExpiresAt = Later.AddHours(1) }).Opened(first, Now.AddHours(1)).Value;
        Assert.Equal((OrganizationRole.Manager, Now, 2), (again.Role, again.CreatedAt, again.Mailed.Count));
        var anew = (Open with { CreatedAt = Later, ExpiresAt = Later + Invitation.Life }).Opened(Declined, Later).Value;
        Assert.Equal((InvitationStatus.Open, Later), (anew.StatusAt(Later), anew.CreatedAt));
    }

    [Fact]
    public void One_address_gets_at_most_five_mails_a_day()
    {
        var invitation = Open.Opened(null, Now).Value;
        for (var i = 1; i < Invitation.MaxMailsPerDay; i++)
            invitation = Open.Opened(invitation, Now.AddMinutes(i)).Value;
        Assert.Equal("too_many_invitations", Open.Opened(invitation, Now.AddHours(1)).Problem?.Code);
        Assert.Null(Open.Opened(invitation, Now.AddDays(1)).Problem);
    }

    [Theory]
    [InlineData("Jonas@Example.COM", true)]
    [InlineData(" jonas@example.com", true)]
    [InlineData("jonas+crew@example.com", false)]
    [InlineData("jo.nas@example.com", false)]
    public void Case_does_not_make_another_address_and_plus_and_dots_do(string email, bool same) =>
        Assert.Equal(same, Invitation.IdOf("org_1", email) == Invitation.IdOf("org_1", "jonas@example.com"));
}
