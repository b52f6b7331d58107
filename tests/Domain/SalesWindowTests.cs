namespace EventTicketing.Tests.Domain;

public sealed class SalesWindowTests
{
    private static readonly DateTimeOffset Opens = A.At("2026-06-05T10:00Z");
    private static readonly DateTimeOffset Closes = A.At("2026-06-10T10:00Z");
    private static readonly TicketType Type = A.Standard with { SalesStartAt = Opens, SalesEndAt = Closes };

    [Fact]
    public void Sales_open_on_the_stated_instant()
    {
        Assert.Equal("sales_not_open", Answer(Type, Opens - A.Tick));
        Assert.Null(Answer(Type, Opens));
    }

    [Fact]
    public void Sales_close_on_the_stated_instant()
    {
        Assert.Null(Answer(Type, Closes - A.Tick));
        Assert.Equal("sales_closed", Answer(Type, Closes));
    }

    [Fact]
    public void Sales_are_open_from_the_beginning_when_nothing_is_stated() => Assert.Null(Answer(A.Standard, DateTimeOffset.MinValue));

    [Fact]
    public void Sales_close_when_the_event_starts_when_nothing_is_stated()
    {
        Assert.Null(Answer(A.Standard, A.PublishedEvent.StartsAt - A.Tick));
        Assert.Equal("sales_closed", Answer(A.Standard, A.PublishedEvent.StartsAt));
    }

    [Fact]
    public void Sales_may_go_on_while_the_event_runs() =>
        Assert.Null(Answer(A.Standard with { SalesEndAt = A.PublishedEvent.EndsAt }, A.PublishedEvent.StartsAt.AddHours(1)));

    [Fact]
    public void Daylight_saving_does_not_move_a_sales_window() =>
        Assert.Equal(
            ("sales_not_open", null),
            (
                Answer(A.Standard with { SalesStartAt = A.At("2026-03-29T03:00+02:00") }, A.At("2026-03-29T00:59:59Z")),
                Answer(A.Standard with { SalesStartAt = A.At("2026-03-29T03:00+02:00") }, A.At("2026-03-29T01:00Z"))
            )
        );

    private static string? Answer(TicketType type, DateTimeOffset now) => type.WhyNotOnSale(A.PublishedEvent, now)?.Code;
}
