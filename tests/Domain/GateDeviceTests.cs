namespace EventTicketing.Tests.Domain;

public sealed class GateDeviceTests
{
    private static readonly PairingCode Code = PairingCode.Of("a random text");

    private static GateDevice Device =>
        new()
        {
            OrganizationId = "org_1",
            DeviceId = "dev_1",
            Name = "North entrance",
            EventIds = ["evt_1", "evt_2"],
            Until = Valid.Now.AddDays(2),
            CreatedAt = Valid.Now,
            CreatedBy = "user-2",
            SignIn = "gate_1",
        };

    [Theory]
    [InlineData(0, "in_the_past")]
    [InlineData(1, null)]
    [InlineData(90 * 24 * 60, null)]
    [InlineData((90 * 24 * 60) + 1, "too_far_ahead")]
    public void A_device_ends_within_90_days(int minutes, string? code)
    {
        var device = Device with { Until = Valid.Now.AddMinutes(minutes) };
        Assert.Equal(code, device.WhyNotCreatable(Valid.Now)?.Errors.Single().Code);
    }

    [Fact]
    public void A_code_has_eight_characters_that_are_typed_as_people_type()
    {
        Assert.Matches("^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$", $"{Code}");
        Assert.Equal(Code, PairingCode.Parse($" {$"{Code}".ToLowerInvariant()} "));
        Assert.Equal(new PairingCode("LQLQ2345"), PairingCode.Parse("iO1 0-2345"));
        Assert.Null(PairingCode.Parse("K7QM4XP"));
        Assert.Null(PairingCode.Parse("K7QM4XPRR"));
        Assert.Null(PairingCode.Parse("K7QM4XP%"));
        Assert.NotEqual(Code, PairingCode.Of("another text"));
    }

    [Fact]
    public void A_code_pairs_its_device_once_within_ten_minutes()
    {
        var waiting = Device.WaitingFor(Code, Valid.Now);
        Assert.Equal(Valid.Now.AddMinutes(10), waiting.CodeExpiresAt);
        Assert.True(waiting.CanBePaired(Code, Valid.Now.AddMinutes(10).AddTicks(-1)));
        Assert.False(waiting.CanBePaired(Code, Valid.Now.AddMinutes(10)));
        Assert.False(waiting.CanBePaired(PairingCode.Of("another text"), Valid.Now));
        var (paired, _) = waiting.Paired("user-1", Valid.Now);
        Assert.False(paired.CanBePaired(Code, Valid.Now));
        Assert.Equal(("user-1", Valid.Now, null), (paired.UserId, paired.PairedAt, paired.CodeHash));
        Assert.DoesNotContain(Code.Text, waiting.CodeHash);
    }

    [Fact]
    public void A_code_does_not_outlive_its_device()
    {
        var ending = Device with { Until = Valid.Now.AddMinutes(3) };
        Assert.Equal(ending.Until, ending.WaitingFor(Code, Valid.Now).CodeExpiresAt);
    }

    [Fact]
    public void A_paired_device_is_staff_for_its_events_until_its_end()
    {
        var (_, membership) = Device.WaitingFor(Code, Valid.Now).Paired("user-1", Valid.Now);
        Assert.Equal((OrganizationRole.Staff, MemberKind.Device), (membership.Role, membership.Kind));
        Assert.True(membership.IsFor("evt_1"));
        Assert.True(membership.IsFor("evt_2"));
        Assert.False(membership.IsFor("evt_3"));
        Assert.False(membership.IsFor(null));
        Assert.False(membership.HasEnded(Device.Until.AddTicks(-1)));
        Assert.True(membership.HasEnded(Device.Until));
        Assert.Equal(Device.Until.AddDays(30), Device.KeptUntil);
    }

    [Fact]
    public void A_person_is_a_member_for_every_event_and_has_no_end()
    {
        var person = new Membership("org_1", "user-1", OrganizationRole.Staff);
        Assert.True(person.IsFor(null) && person.IsFor("evt_3"));
        Assert.Equal(MemberKind.Person, person.Kind);
        Assert.False(person.HasEnded(DateTimeOffset.MaxValue));
    }

    [Fact]
    public void Scans_are_always_noted_and_looks_once_a_minute()
    {
        var (device, _) = Device.WaitingFor(Code, Valid.Now).Paired("user-1", Valid.Now);
        var soon = Valid.Now.AddSeconds(30);
        Assert.Same(device, device.Seen(0, fetched: false, soon));
        var fetched = device.Seen(0, fetched: true, soon);
        Assert.Equal((soon, soon, 0), (fetched.LastSeenAt, fetched.ListFetchedAt, fetched.Scans));
        Assert.Same(fetched, fetched.Seen(0, fetched: true, soon.AddSeconds(59)));
        var later = soon.AddMinutes(1);
        Assert.Equal(
            (later, later),
            (fetched.Seen(0, fetched: true, later) is var again ? (again.LastSeenAt, again.ListFetchedAt) : default)
        );
        var scanned = fetched.Seen(3, fetched: false, soon.AddSeconds(1)).Seen(2, fetched: false, soon.AddSeconds(2));
        Assert.Equal((soon.AddSeconds(2), soon, 5), (scanned.LastSeenAt, scanned.ListFetchedAt, scanned.Scans));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Employees", OrganizationRole.Staff)]
    [InlineData("Managers,Employees", OrganizationRole.Staff, OrganizationRole.Manager)]
    [InlineData("Managers,Employees", OrganizationRole.Owner)]
    public void Groups_of_an_employer_follow_from_the_memberships(string groups, params OrganizationRole[] roles) =>
        Assert.Equal(groups, string.Join(',', Groups.Of([.. roles.Select((role, i) => new Membership($"org_{i}", "user-1", role))])));
}
