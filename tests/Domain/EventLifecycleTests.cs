namespace EventTicketing.Tests.Domain;

public sealed class EventLifecycleTests
{
    private const string Same = "unchanged";
    private const string Done = "done";

    [Theory]
    [InlineData(EventStatus.Draft, Done, "event_not_published", "event_not_over", Done)]
    [InlineData(EventStatus.Published, Same, Done, "event_not_over", Done)]
    [InlineData(EventStatus.Active, Same, Done, "event_not_over", Done)]
    [InlineData(EventStatus.Completed, "event_closed", "event_closed", Done, "event_closed")]
    [InlineData(EventStatus.Cancelled, "event_closed", Same, Done, "event_closed")]
    [InlineData(EventStatus.Archived, "event_closed", "event_closed", Same, "event_closed")]
    public void Every_command_has_one_answer_in_every_status(EventStatus status, string publish, string cancel, string archive, string edit)
    {
        var (ev, now) = In(status);
        Assert.Equal(status, ev.StatusAt(now));
        var edited = ev.Edit(ev with { Title = "Other" }, now);
        Assert.Equal(
            (publish, cancel, archive, edit),
            (Answer(ev.Publish(now)), Answer(ev.Cancel("rain", now)), Answer(ev.Archive(now)), Answer(edited))
        );

        string Answer(Result<Event> result) =>
            result.Problem is { } problem ? problem.Code
            : ReferenceEquals(result.Value, ev) ? Same
            : Done;
    }

    [Theory]
    [InlineData("2026-06-20T17:59:59.9999999Z", EventStatus.Published)]
    [InlineData("2026-06-20T18:00Z", EventStatus.Active)]
    [InlineData("2026-06-20T20:59:59.9999999Z", EventStatus.Active)]
    [InlineData("2026-06-20T21:00Z", EventStatus.Completed)]
    [InlineData("2036-01-01T00:00Z", EventStatus.Completed)]
    public void A_published_event_begins_and_ends_by_the_clock(string now, EventStatus status) =>
        Assert.Equal(status, Valid.PublishedEvent.StatusAt(Valid.At(now)));

    [Theory]
    [InlineData(EventStatus.Draft)]
    [InlineData(EventStatus.Cancelled)]
    [InlineData(EventStatus.Archived)]
    public void The_clock_does_nothing_to_an_event_that_is_not_published(EventStatus status) =>
        Assert.Equal(status, (Valid.PublishedEvent with { Status = status }).StatusAt(Valid.PublishedEvent.EndsAt));

    [Fact]
    public void Publishing_opens_the_counters()
    {
        var published = (Valid.Draft with { Capacity = 1_000 }).Publish(Valid.Now).Value;
        Assert.Equal((EventStatus.Published, Valid.Now, 4), (published.Status, published.PublishedAt, published.InventoryShards));
    }

    [Fact]
    public void An_event_without_a_ticket_type_cannot_be_published() =>
        Assert.Equal("ticket_type_required", (Valid.Draft with { TicketTypes = [] }).Publish(Valid.Now).Problem?.Code);

    [Fact]
    public void An_event_can_be_published_until_it_starts()
    {
        Assert.Null(Valid.Draft.Publish(Valid.Draft.StartsAt - Valid.Tick).Problem);
        Assert.Equal("event_in_the_past", Valid.Draft.Publish(Valid.Draft.StartsAt).Problem?.Code);
    }

    [Fact]
    public void A_cancelled_event_says_when_and_why_and_owes_refunds()
    {
        var cancelled = Valid.PublishedEvent.Cancel("rain", Valid.Now).Value;
        Assert.Equal((EventStatus.Cancelled, Valid.Now, "rain"), (cancelled.Status, cancelled.CancelledAt, cancelled.CancellationReason));
        Assert.True(cancelled.RefundsDue);
        Assert.False((cancelled with { RefundedAt = Valid.Now }).RefundsDue);
    }

    [Fact]
    public void Cancelling_again_keeps_the_first_reason() =>
        Assert.Equal(
            "rain",
            Valid.PublishedEvent.Cancel("rain", Valid.Now).Value.Cancel("storm", Valid.Now.AddHours(1)).Value.CancellationReason
        );

    [Fact]
    public void Archiving_a_cancelled_event_does_not_forget_its_refunds() =>
        Assert.True(Valid.PublishedEvent.Cancel(null, Valid.Now).Value.Archive(Valid.Now).Value.RefundsDue);

    [Fact]
    public void Only_a_cancelled_event_owes_refunds() => Assert.False(Valid.PublishedEvent.RefundsDue);

    private static (Event Of, DateTimeOffset Now) In(EventStatus status) =>
        status switch
        {
            EventStatus.Active => (Valid.PublishedEvent, Valid.PublishedEvent.StartsAt),
            EventStatus.Completed => (Valid.PublishedEvent, Valid.PublishedEvent.EndsAt),
            _ => (Valid.PublishedEvent with { Status = status }, Valid.Now),
        };
}
