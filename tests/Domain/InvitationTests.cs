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

    [Fact]
    public void It_counts_while_it_waits_and_for_a_day_after_its_mail_unless_it_was_accepted()
    {
        var mailed = Open.Opened(null, Now).Value;
        Assert.True(mailed.Counts(Later.AddTicks(-1)));
        Assert.False(mailed.Counts(Later));
        var withdrawn = mailed.Revoke(Now).Value;
        Assert.True(withdrawn.Counts(Now.AddDays(1).AddTicks(-1)));
        Assert.False(withdrawn.Counts(Now.AddDays(1)));
        Assert.True((withdrawn with { Mailed = [Now.AddDays(-2), Now] }).Counts(Now));
        Assert.False(mailed.Accept(Now).Value.Counts(Now));
    }

    [Fact]
    public void It_is_kept_for_90_days_after_its_end()
    {
        Assert.Equal(Later.AddDays(90), Open.KeptUntil);
        Assert.Equal(Now.AddDays(1).AddDays(90), Open.Decline(Now.AddDays(1)).Value.KeptUntil);
    }

    [Fact]
    public void Its_mail_says_who_invites_to_what_and_has_no_secret()
    {
        var mail = (Open with { InvitedByName = "Ada", Message = "Welcome!" }).Mail(Now);
        Assert.Equal("jonas@example.com", mail.Recipient);
        Assert.Equal(("Join Blue Hour", "/console/invitations"), (mail.Letter!.Subject, mail.Letter.LinkPath));
        Assert.Equal(
            [
                "Ada invites you to Blue Hour as staff.",
                "Welcome!",
                "Sign in with this address to accept. The invitation ends on 21 May 2027.",
            ],
            mail.Letter.Lines
        );
        var plain = Open.Mail(Now).Letter!.Lines;
        Assert.Equal((2, "A member invites you to Blue Hour as staff."), (plain.Count, plain[0]));
    }
}
