namespace EventTicketing.Tests.Domain;

public sealed class MoneyReportTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static LedgerEntry Entry(
        LedgerEntryKind kind,
        long gross,
        string currency = "eur",
        int tickets = 0,
        string at = "2026-06-01T12:00Z"
    ) =>
        new()
        {
            EntryId = Ids.Derived("led", $"{kind}{gross}{currency}{at}"),
            At = Valid.At(at),
            Kind = kind,
            RegistrationId = "reg_1",
            OrganizationId = "org_1",
            EventId = "evt_1",
            EventTitle = "=Summer",
            Currency = currency,
            Gross = gross,
            Tickets = tickets,
            Lines = tickets == 0 ? [] : [new("tty_1", "Standing", tickets, gross)],
        };

    [Fact]
    public void Currencies_are_never_added_up()
    {
        var figures = CurrencyFigures.Of([
            Entry(LedgerEntryKind.Sale, 5000, tickets: 2),
            Entry(LedgerEntryKind.Sale, 700, "jpy", tickets: 1),
            Entry(LedgerEntryKind.Sale, 1250, "kwd", tickets: 1),
        ]);
        Assert.Equal([("eur", 5000L), ("jpy", 700L), ("kwd", 1250L)], figures.Select(each => (each.Currency, each.Net)));
    }

    [Fact]
    public void What_comes_back_is_taken_off_and_money_without_tickets_is_no_order()
    {
        var figures = Assert.Single(
            CurrencyFigures.Of([
                Entry(LedgerEntryKind.Sale, 5000, tickets: 2),
                Entry(LedgerEntryKind.Sale, 4000),
                Entry(LedgerEntryKind.Refund, 4000),
                Entry(LedgerEntryKind.Refund, 1000),
                Entry(LedgerEntryKind.RefundFailed, 1000),
                Entry(LedgerEntryKind.Dispute, 5000),
                Entry(LedgerEntryKind.DisputeWon, 5000),
                Entry(LedgerEntryKind.Cancelled, 0, tickets: 2),
            ])
        );
        Assert.Equal(new SalesFigures(Count: 1, Tickets: 2, Gross: 9000, Tax: 0), figures.Sales);
        Assert.Equal((new ReturnFigures(2, 4000), new ReturnFigures(1, 0), 5000L), (figures.Refunds, figures.Disputes, figures.Net));
    }

    [Fact]
    public void An_entry_belongs_to_the_day_of_the_zone()
    {
        var days = DayMoney.Of(
            [
                Entry(LedgerEntryKind.Sale, 1, at: "2026-10-24T21:59Z"),
                Entry(LedgerEntryKind.Sale, 2, at: "2026-10-24T22:00Z"),
                Entry(LedgerEntryKind.Sale, 4, at: "2026-10-25T22:59Z"),
                Entry(LedgerEntryKind.Sale, 8, at: "2026-10-25T23:00Z"),
            ],
            Berlin
        );
        Assert.Equal([(24, 1L), (25, 6L), (26, 8L)], days.Select(day => (day.Date.Day, day.Currencies[0].Net)));
    }

    [Fact]
    public void A_line_has_the_digits_of_its_currency_and_the_clock_of_the_zone()
    {
        var line = TransactionReport.Line(Entry(LedgerEntryKind.Sale, 1250, "kwd", tickets: 2), Berlin).Texts();
        Assert.Equal(TransactionReport.Titles("Europe/Berlin").Count, line.Count);
        Assert.Equal(
            ["2026-06-01 14:00:00", "sale", "=Summer", "evt_1", "reg_1", "2 × Standing", "2", "KWD", "1.250", "0.000", "0.000", "1.250"],
            line.Take(12)
        );
        var back = TransactionReport.Line(Entry(LedgerEntryKind.Refund, 700, "jpy"), Berlin).Texts();
        Assert.Equal(["refund", "0", "0", "700", "-700"], [back[1], .. back.Skip(8).Take(4)]);
    }
}
