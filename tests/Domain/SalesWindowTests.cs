namespace EventTicketing.Tests.Domain;

public sealed class SalesWindowTests
{
    private static readonly DateTimeOffset Opens = Valid.At("2026-06-05T10:00Z");
    private static readonly DateTimeOffset Closes = Valid.At("2026-06-10T10:00Z");
    private static readonly TicketType Type = Valid.Standard with { SalesStartAt = Opens, SalesEndAt = Closes };

    [Fact]
    public void Sales_open_on_the_stated_instant()
    {
        Assert.Equal("sales_not_open", Answer(Type, Opens - Valid.Tick));
        Assert.Null(Answer(Type, Opens));
    }

    [Fact]
    public void Sales_close_on_the_stated_instant()
    {
        Assert.Null(Answer(Type, Closes - Valid.Tick));
        Assert.Equal("sales_closed", Answer(Type, Closes));
    }

    [Fact]
    public void Sales_are_open_from_the_beginning_when_nothing_is_stated() => Assert.Null(Answer(Valid.Standard, DateTimeOffset.MinValue));

    [Fact]
    public void Sales_close_when_the_event_starts_when_nothing_is_stated()
    {
        Assert.Null(Answer(Valid.Standard, Valid.PublishedEvent.StartsAt - Valid.Tick));
        Assert.Equal("sales_closed", Answer(Valid.Standard, Valid.PublishedEvent.StartsAt));
    }

    [Fact]
    public void Sales_may_go_on_while_the_event_runs() =>
        Assert.Null(Answer(Valid.Standard with { SalesEndAt = Valid.PublishedEvent.EndsAt }, Valid.PublishedEvent.StartsAt.AddHours(1)));

    [Fact]
    public void Daylight_saving_does_not_move_a_sales_window() =>
        Assert.Equal(
            ("sales_not_open", null),
            (
                Answer(Valid.Standard with { SalesStartAt = Valid.At("2026-03-29T03:00+02:00") }, Valid.At("2026-03-29T00:59:59Z")),
                Answer(Valid.Standard with { SalesStartAt = Valid.At("2026-03-29T03:00+02:00") }, Valid.At("2026-03-29T01:00Z"))
            )
        );

    private static string? Answer(TicketType type, DateTimeOffset now) => type.WhyNotOnSale(Valid.PublishedEvent, now)?.Code;
}
