namespace EventTicketing.Tests.Domain;

public sealed class QuotaTests
{
    private static readonly Quota Nothing = Quota.New(Valid.Buyer.UserId, Valid.PublishedEvent);

    [Fact]
    public void A_hold_is_open_and_its_places_count_until_it_ends()
    {
        var held = Nothing.With(null, Valid.PendingRegistration);
        Assert.Equal(
            (2, "reg_1", Valid.Now + Valid.HoldTime),
            (held.Places, Assert.Single(held.Holds).RegistrationId, held.Holds[0].Until)
        );
        var expired = held.With(Valid.PendingRegistration, Valid.PendingRegistration.Expire(Valid.Now + Valid.HoldTime));
        Assert.Equal((0, 0), (expired.Places, expired.Holds.Count));
        Assert.Equal(Valid.Now + Valid.HoldTime, Assert.Single(expired.Lapses));
    }

    [Fact]
    public void What_is_paid_is_no_open_hold_and_its_places_still_count()
    {
        var paid = Nothing.With(null, Valid.PendingRegistration).With(Valid.PendingRegistration, Valid.PaidRegistration);
        Assert.Equal((2, 0, 0), (paid.Places, paid.Holds.Count, paid.Lapses.Count));
        Assert.Equal((2, 0), (Nothing.With(null, Valid.FreeRegistration with { Items = Valid.PendingRegistration.Items }).Places, 0));
    }

    [Fact]
    public void Cancelling_gives_the_places_back_and_only_what_nobody_paid_has_lapsed()
    {
        var held = Nothing.With(null, Valid.PendingRegistration);
        var unpaid = held.With(Valid.PendingRegistration, Valid.PendingRegistration.Cancel(CancelledBy.Buyer, null, Valid.Now));
        Assert.Equal((0, 0, Valid.Now), (unpaid.Places, unpaid.Holds.Count, Assert.Single(unpaid.Lapses)));
        var paid = held.With(Valid.PendingRegistration, Valid.PaidRegistration)
            .With(Valid.PaidRegistration, Valid.PaidRegistration.Cancel(CancelledBy.Buyer, null, Valid.Now));
        Assert.Equal((0, 0), (paid.Places, paid.Lapses.Count));
        var free = Nothing
            .With(null, Valid.FreeRegistration)
            .With(Valid.FreeRegistration, Valid.FreeRegistration.Cancel(CancelledBy.Buyer, null, Valid.Now));
        Assert.Equal((0, 0), (free.Places, free.Lapses.Count));
    }

    [Fact]
    public void A_registration_that_comes_back_counts_again()
    {
        var expired = Valid.PendingRegistration.Expire(Valid.Now);
        Assert.Equal(
            (2, 0),
            (
                Nothing.With(expired, expired.Revive(Valid.PendingRegistration.Allocations, Valid.Now)) is var back ? back.Places : 0,
                back.Holds.Count
            )
        );
    }

    [Fact]
    public void Two_orders_of_an_event_can_be_open()
    {
        var one = Nothing.With(null, Valid.PendingRegistration);
        Assert.Null(WhyNot(one));
        var two = one.With(null, Valid.PendingRegistration with { RegistrationId = "reg_2" });
        Assert.Equal("too_many_holds", WhyNot(two)?.Code);
        Assert.Null(two.WhyNotHeld(Valid.FreeRegistration, Valid.PublishedEvent, Valid.Now));
        Assert.Null(WhyNot(two.With(Valid.PendingRegistration, Valid.PaidRegistration)));
    }

    [Theory]
    [InlineData(null, 38, true)]
    [InlineData(null, 39, false)]
    [InlineData(5, 3, true)]
    [InlineData(5, 4, false)]
    public void One_person_has_so_many_places_and_no_more(int? most, int has, bool fits)
    {
        var ev = Valid.PublishedEvent with { MaxPerPerson = most };
        Assert.Equal(
            fits ? null : "person_limit_exceeded",
            (Nothing with { Places = has }).WhyNotHeld(Valid.PendingRegistration, ev, Valid.Now)?.Code
        );
    }

    [Fact]
    public void Unless_the_organizer_says_otherwise_it_is_four_orders_of_the_type_that_allows_most()
    {
        Assert.Equal(40, Valid.Draft.PlacesPerPerson);
        Assert.Equal(
            48,
            (
                Valid.Draft with
                {
                    TicketTypes = [Valid.Standard with { MaxPerOrder = 12 }, Valid.Student with { MaxPerOrder = 2 }],
                }
            ).PlacesPerPerson
        );
        Assert.Equal(40, (Valid.Draft with { TicketTypes = [] }).PlacesPerPerson);
        Assert.Equal(3, (Valid.Draft with { MaxPerPerson = 3 }).PlacesPerPerson);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 5)]
    [InlineData(4, 15)]
    [InlineData(5, 60)]
    [InlineData(9, 60)]
    public void Whoever_lets_holds_lapse_waits_longer_each_time(int lapses, int minutes)
    {
        var quota = Lapsed([.. Enumerable.Range(0, lapses).Select(i => Valid.Now.AddMinutes(i - lapses + 1))]);
        if (minutes > 0)
        {
            var almost = Valid.Now.AddMinutes(minutes) - Valid.Tick;
            var refusal = WhyNot(quota, almost);
            Assert.Equal(("hold_limit", Valid.Tick), (refusal?.Code, refusal?.RetryAfter));
            Assert.Null(quota.WhyNotHeld(Valid.FreeRegistration, Valid.PublishedEvent, almost));
        }

        Assert.Null(WhyNot(quota, Valid.Now.AddMinutes(minutes)));
    }

    [Fact]
    public void Lapses_are_forgiven_after_an_hour() =>
        Assert.Null(WhyNot(Lapsed(Valid.Now.AddMinutes(-60), Valid.Now.AddMinutes(-1), Valid.Now), Valid.Now));

    [Fact]
    public void The_wait_does_not_shrink_while_it_lasts() =>
        Assert.Equal(
            "hold_limit",
            WhyNot(
                Lapsed(Valid.Now, Valid.Now.AddMinutes(1), Valid.Now.AddMinutes(2), Valid.Now.AddMinutes(3), Valid.Now.AddMinutes(4)),
                Valid.Now.AddMinutes(63)
            )?.Code
        );

    [Fact]
    public void It_is_forgotten_a_month_after_the_last_day_to_which_the_event_can_be_moved() =>
        Assert.Equal(Valid.PublishedEvent.EndsAt.AddDays(366 + 30), Nothing.KeptUntil);

    private static Problem? WhyNot(Quota quota, DateTimeOffset? now = null) =>
        quota.WhyNotHeld(Valid.PendingRegistration, Valid.PublishedEvent, now ?? Valid.Now);

    /// <summary>A quota after holds that expired unpaid at these times.</summary>
    private static Quota Lapsed(params IReadOnlyList<DateTimeOffset> at) =>
        at.Aggregate(
            Nothing,
            (quota, end) =>
            {
                var held = Valid.PendingRegistration with { ExpiresAt = end };
                return quota.With(null, held).With(held, held.Expire(end));
            }
        );
}
