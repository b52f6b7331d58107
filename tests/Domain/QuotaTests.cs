namespace EventTicketing.Tests.Domain;

public sealed class QuotaTests
{
    private static readonly Quota Nothing = Quota.New(A.Buyer.UserId, A.PublishedEvent);

    [Fact]
    public void A_hold_is_open_and_its_places_count_until_it_ends()
    {
        var held = Nothing.With(null, A.PendingRegistration);
        Assert.Equal((2, "reg_1", A.Now + A.HoldTime), (held.Places, Assert.Single(held.Holds).RegistrationId, held.Holds[0].Until));
        var expired = held.With(A.PendingRegistration, A.PendingRegistration.Expire(A.Now + A.HoldTime));
        Assert.Equal((0, 0), (expired.Places, expired.Holds.Count));
        Assert.Equal(A.Now + A.HoldTime, Assert.Single(expired.Lapses));
    }

    [Fact]
    public void What_is_paid_is_no_open_hold_and_its_places_still_count()
    {
        var paid = Nothing.With(null, A.PendingRegistration).With(A.PendingRegistration, A.PaidRegistration);
        Assert.Equal((2, 0, 0), (paid.Places, paid.Holds.Count, paid.Lapses.Count));
        Assert.Equal((2, 0), (Nothing.With(null, A.FreeRegistration with { Items = A.PendingRegistration.Items }).Places, 0));
    }

    [Fact]
    public void Cancelling_gives_the_places_back_and_only_what_nobody_paid_has_lapsed()
    {
        var held = Nothing.With(null, A.PendingRegistration);
        var unpaid = held.With(A.PendingRegistration, A.PendingRegistration.Cancel(CancelledBy.Buyer, null, A.Now));
        Assert.Equal((0, 0, A.Now), (unpaid.Places, unpaid.Holds.Count, Assert.Single(unpaid.Lapses)));
        var paid = held.With(A.PendingRegistration, A.PaidRegistration)
            .With(A.PaidRegistration, A.PaidRegistration.Cancel(CancelledBy.Buyer, null, A.Now));
        Assert.Equal((0, 0), (paid.Places, paid.Lapses.Count));
        var free = Nothing
            .With(null, A.FreeRegistration)
            .With(A.FreeRegistration, A.FreeRegistration.Cancel(CancelledBy.Buyer, null, A.Now));
        Assert.Equal((0, 0), (free.Places, free.Lapses.Count));
    }

    [Fact]
    public void A_registration_that_comes_back_counts_again()
    {
        var expired = A.PendingRegistration.Expire(A.Now);
        Assert.Equal(
            (2, 0),
            (
                Nothing.With(expired, expired.Revive(A.PendingRegistration.Allocations, A.Now)) is var back ? back.Places : 0,
                back.Holds.Count
            )
        );
    }

    [Fact]
    public void Two_orders_of_an_event_can_be_open()
    {
        var one = Nothing.With(null, A.PendingRegistration);
        Assert.Null(WhyNot(one));
        var two = one.With(null, A.PendingRegistration with { RegistrationId = "reg_2" });
        Assert.Equal("too_many_holds", WhyNot(two)?.Code);
        Assert.Null(two.WhyNotHeld(A.FreeRegistration, A.PublishedEvent, A.Now));
        Assert.Null(WhyNot(two.With(A.PendingRegistration, A.PaidRegistration)));
    }

    [Theory]
    [InlineData(null, 38, true)]
    [InlineData(null, 39, false)]
    [InlineData(5, 3, true)]
    [InlineData(5, 4, false)]
    public void One_person_has_so_many_places_and_no_more(int? most, int has, bool fits)
    {
        var ev = A.PublishedEvent with { MaxPerPerson = most };
        Assert.Equal(
            fits ? null : "person_limit_exceeded",
            (Nothing with { Places = has }).WhyNotHeld(A.PendingRegistration, ev, A.Now)?.Code
        );
    }

    [Fact]
    public void Unless_the_organizer_says_otherwise_it_is_four_orders_of_the_type_that_allows_most()
    {
        Assert.Equal(40, A.Draft.PlacesPerPerson);
        Assert.Equal(
            48,
            (A.Draft with { TicketTypes = [A.Standard with { MaxPerOrder = 12 }, A.Student with { MaxPerOrder = 2 }] }).PlacesPerPerson
        );
        Assert.Equal(40, (A.Draft with { TicketTypes = [] }).PlacesPerPerson);
        Assert.Equal(3, (A.Draft with { MaxPerPerson = 3 }).PlacesPerPerson);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 5)]
    [InlineData(4, 15)]
    [InlineData(5, 60)]
    [InlineData(9, 60)]
    public void Whoever_lets_holds_lapse_waits_longer_each_time(int lapses, int minutes)
    {
        var quota = Lapsed([.. Enumerable.Range(0, lapses).Select(i => A.Now.AddMinutes(i - lapses + 1))]);
        if (minutes > 0)
        {
            var almost = A.Now.AddMinutes(minutes) - A.Tick;
            var refusal = WhyNot(quota, almost);
            Assert.Equal(("hold_limit", A.Tick), (refusal?.Code, refusal?.RetryAfter));
            Assert.Null(quota.WhyNotHeld(A.FreeRegistration, A.PublishedEvent, almost));
        }

        Assert.Null(WhyNot(quota, A.Now.AddMinutes(minutes)));
    }

    [Fact]
    public void Lapses_are_forgiven_after_an_hour() =>
        Assert.Null(WhyNot(Lapsed(A.Now.AddMinutes(-60), A.Now.AddMinutes(-1), A.Now), A.Now));

    [Fact]
    public void The_wait_does_not_shrink_while_it_lasts() =>
        Assert.Equal(
            "hold_limit",
            WhyNot(
                Lapsed(A.Now, A.Now.AddMinutes(1), A.Now.AddMinutes(2), A.Now.AddMinutes(3), A.Now.AddMinutes(4)),
                A.Now.AddMinutes(63)
            )?.Code
        );

    [Fact]
    public void It_is_forgotten_a_month_after_the_last_day_to_which_the_event_can_be_moved() =>
        Assert.Equal(A.PublishedEvent.EndsAt.AddDays(366 + 30), Nothing.KeptUntil);

    private static Problem? WhyNot(Quota quota, DateTimeOffset? now = null) =>
        quota.WhyNotHeld(A.PendingRegistration, A.PublishedEvent, now ?? A.Now);

    /// <summary>A quota after holds that expired unpaid at these times.</summary>
    private static Quota Lapsed(params IReadOnlyList<DateTimeOffset> at) =>
        at.Aggregate(
            Nothing,
            (quota, end) =>
            {
                var held = A.PendingRegistration with { ExpiresAt = end };
                return quota.With(null, held).With(held, held.Expire(end));
            }
        );
}
