namespace EventTicketing.Tests.Domain;

public sealed class OrganizationTests
{
    private static readonly DateTimeOffset Now = new(2027, 5, 14, 12, 0, 0, TimeSpan.Zero);

    private static readonly Organization Team = new()
    {
        OrganizationId = "org_1",
        Name = "Blue Hour",
        TimeZone = "Europe/Berlin",
        Currency = "eur",
        Language = "de",
        FoundedBy = "usr_owner",
        CreatedAt = Now,
        Members = 4,
        Owners = 1,
    };

    private static Membership Of(OrganizationRole role, string userId = "usr_member") => new("org_1", userId, role);

    [Theory]
    [InlineData(OrganizationRole.Staff, Permissions.Gate | Permissions.Time)]
    [InlineData(OrganizationRole.Manager, Permissions.Gate | Permissions.Time | Permissions.Events | Permissions.Work)]
    [InlineData(
        OrganizationRole.Admin,
        Permissions.Gate
            | Permissions.Time
            | Permissions.Events
            | Permissions.Work
            | Permissions.Members
            | Permissions.Settings
            | Permissions.Activity
            | Permissions.Staff
    )]
    [InlineData(
        OrganizationRole.Owner,
        Permissions.Gate
            | Permissions.Time
            | Permissions.Events
            | Permissions.Work
            | Permissions.Members
            | Permissions.Settings
            | Permissions.Activity
            | Permissions.Staff
            | Permissions.Closing
    )]
    public void Each_role_may_do_what_the_one_before_may(OrganizationRole role, Permissions permissions) =>
        Assert.Equal(permissions, role.Permissions());

    public static TheoryData<OrganizationRole, OrganizationRole, OrganizationRole, bool, string?> Changes =>
        new()
        {
            // by, member, to, oneself, refusal
            { OrganizationRole.Admin, OrganizationRole.Staff, OrganizationRole.Manager, false, null },
            { OrganizationRole.Admin, OrganizationRole.Staff, OrganizationRole.Admin, false, null },
            { OrganizationRole.Admin, OrganizationRole.Staff, OrganizationRole.Owner, false, "role_too_high" },
            { OrganizationRole.Admin, OrganizationRole.Owner, OrganizationRole.Staff, false, "role_too_high" },
            { OrganizationRole.Admin, OrganizationRole.Admin, OrganizationRole.Owner, true, "not_yourself" },
            { OrganizationRole.Admin, OrganizationRole.Admin, OrganizationRole.Staff, true, null },
            { OrganizationRole.Owner, OrganizationRole.Admin, OrganizationRole.Owner, false, null },
            { OrganizationRole.Owner, OrganizationRole.Owner, OrganizationRole.Staff, true, "last_owner" },
            { OrganizationRole.Owner, OrganizationRole.Owner, OrganizationRole.Admin, false, "last_owner" },
            { OrganizationRole.Owner, OrganizationRole.Owner, OrganizationRole.Owner, true, null },
        };

    [Theory, MemberData(nameof(Changes))]
    public void Nobody_gives_or_takes_a_role_above_their_own(
        OrganizationRole by,
        OrganizationRole member,
        OrganizationRole to,
        bool oneself,
        string? refusal
    ) => Assert.Equal(refusal, Team.ChangeRole(Of(member), to, by, oneself).Problem?.Code);

    [Fact]
    public void Owners_and_members_are_counted()
    {
        var two = Team.ChangeRole(Of(OrganizationRole.Admin), OrganizationRole.Owner, OrganizationRole.Owner, false).Value;
        Assert.Equal((4, 2), (two.Members, two.Owners));
        var one = two.ChangeRole(Of(OrganizationRole.Owner), OrganizationRole.Staff, OrganizationRole.Owner, true).Value;
        Assert.Equal((4, 1), (one.Members, one.Owners));
        Assert.Equal((5, 2), (Team.Join(OrganizationRole.Owner).Value.Members, Team.Join(OrganizationRole.Owner).Value.Owners));
        Assert.Equal(3, Team.Remove(Of(OrganizationRole.Staff), OrganizationRole.Admin, false).Value.Members);
    }

    [Fact]
    public void An_organization_always_has_an_owner()
    {
        Assert.Equal("last_owner", Team.Remove(Of(OrganizationRole.Owner), OrganizationRole.Owner, true).Problem?.Code);
        var two = Team with { Owners = 2 };
        Assert.Equal(1, two.Remove(Of(OrganizationRole.Owner), OrganizationRole.Owner, true).Value.Owners);
        // An organizer's own organization keeps them as owner, whoever else owns it.
        var personal = two with
        {
            PersonalOf = "usr_owner",
        };
        Assert.Equal("last_owner", personal.Remove(Of(OrganizationRole.Owner, "usr_owner"), OrganizationRole.Owner, false).Problem?.Code);
    }

    [Fact]
    public void Who_leaves_needs_no_permission_and_who_removes_needs_the_rank()
    {
        Assert.Null(Team.Remove(Of(OrganizationRole.Admin), OrganizationRole.Staff, oneself: true).Problem);
        Assert.Equal("role_too_high", Team.Remove(Of(OrganizationRole.Owner), OrganizationRole.Admin, oneself: false).Problem?.Code);
    }

    [Fact]
    public void It_has_at_most_so_many_members()
    {
        var full = Team with { Members = Organization.MaxMembers };
        Assert.Equal("too_many_members", full.Join(OrganizationRole.Staff).Problem?.Code);
        Assert.Equal(Organization.MaxMembers, (full with { Members = full.Members - 1 }).Join(OrganizationRole.Staff).Value.Members);
    }

    [Fact]
    public void A_closed_one_stays_as_it_is()
    {
        Assert.Equal("has_upcoming_events", Team.Close(hasUpcomingEvents: true, Now).Problem?.Code);
        var closed = Team.Close(hasUpcomingEvents: false, Now).Value;
        Assert.Equal(OrganizationStatus.Closed, closed.Status);
        Assert.Same(closed, closed.Close(false, Now.AddDays(1)).Value);
        Assert.Equal("organization_closed", closed.Join(OrganizationRole.Staff).Problem?.Code);
        Assert.Equal(
            "organization_closed",
            closed.ChangeRole(Of(OrganizationRole.Staff), OrganizationRole.Manager, OrganizationRole.Owner, false).Problem?.Code
        );
    }

    [Fact]
    public void It_is_suspended_and_resumed_once()
    {
        var suspended = Team.Suspend("fraud", Now).Value;
        Assert.Equal((OrganizationStatus.Suspended, "fraud"), (suspended.Status, suspended.SuspensionReason));
        Assert.Equal("already_suspended", suspended.Suspend("again", Now).Problem?.Code);
        var resumed = suspended.Resume().Value;
        Assert.Equal((OrganizationStatus.Active, null), (resumed.Status, resumed.SuspensionReason));
        Assert.Equal("not_suspended", resumed.Resume().Problem?.Code);
    }

    [Theory]
    [InlineData("Europe/Berlin", "eur", null)]
    [InlineData("europe/berlin", "eur", "unknown_time_zone")]
    [InlineData("Europe/Berlin", "xyz", "unknown_currency")]
    [InlineData("Mars/Olympus", "xyz", "invalid")]
    public void Zone_and_currency_must_be_known(string zone, string currency, string? refusal) =>
        Assert.Equal(refusal, (Team with { TimeZone = zone, Currency = currency }).Checked().Problem?.Code);

    [Theory]
    [InlineData(KycRequirement.None, true, null)]
    [InlineData(KycRequirement.PaidEvents, true, "verification_required")]
    [InlineData(KycRequirement.PaidEvents, false, null)]
    [InlineData(KycRequirement.Everything, true, "verification_required")]
    [InlineData(KycRequirement.Everything, false, "verification_required")]
    public void What_may_be_published_depends_on_the_platform_and_the_verification(KycRequirement required, bool isPaid, string? refusal)
    {
        var ev = Valid.PublishedEvent;
        if (!isPaid)
            ev = ev with { TicketTypes = [.. ev.TicketTypes.Select(type => type with { Price = type.Price with { Amount = 0 } })] };
        Assert.Equal(isPaid, ev.IsPaid);
        Assert.Equal(refusal, Team.WhyNotPublishing(ev, required)?.Code);
        var verified = Team.VerifiedFor("usr_owner", Now);
        Assert.Null(verified.WhyNotPublishing(ev, required));
        Assert.Equal("organization_suspended", (verified with { SuspendedAt = Now }).WhyNotPublishing(ev, required)?.Code);
        Assert.Equal("organization_closed", (verified with { ClosedAt = Now }).WhyNotPublishing(ev, required)?.Code);
    }

    [Fact]
    public void The_first_verification_counts_until_no_owner_is_verified()
    {
        var first = Team.VerifiedFor("usr_owner", Now);
        Assert.Equal((Now, "usr_owner"), (first.VerifiedAt, first.VerifiedBy));
        Assert.Same(first, first.VerifiedFor("usr_owner", Now.AddDays(1)));
        var second = first.VerifiedFor("usr_partner", Now.AddDays(1));
        Assert.Equal((Now, "usr_partner"), (second.VerifiedAt, second.VerifiedBy));
        var none = second.VerifiedFor(null, Now.AddDays(2));
        Assert.Equal((null, null), (none.VerifiedAt, none.VerifiedBy));
    }

    [Fact]
    public void An_organizer_s_own_organization_is_named_after_them()
    {
        Assert.Equal("Ada", Organization.Personal("usr_1", "Ada", null, Now).Name);
        Assert.Equal("My organization", Organization.Personal("usr_1", null, null, Now).Name);
    }

    [Theory]
    [InlineData(ActorKind.Person, 400)]
    [InlineData(ActorKind.Admin, 3 * 365)]
    public void An_act_is_repeated_after_a_minute_and_kept_by_who_acted(ActorKind kind, int days)
    {
        var act = new Activity
        {
            ActivityId = "act_1",
            At = Now,
            ActorId = "usr_1",
            ActorKind = kind,
            Action = "disableUser",
            SubjectId = "usr_2",
            RequestId = "1",
        };
        Assert.Null((act with { State = ActivityState.Done }).DueAt);
        Assert.Equal(Now.AddMinutes(1), (act with { State = ActivityState.Started }).DueAt);
        Assert.InRange((act.KeptUntil - Now).TotalDays, days, days + 1);
    }
}
