namespace EventTicketing.Tests.Domain;

public sealed class AttendeeTests
{
    private static readonly Ticket Zoe = Valid.Ticket with { HolderName = "Zoë Łukasz-Müller", HolderEmail = "zoe.m@example.com" };

    [Theory]
    [InlineData(null, true)]
    [InlineData(" ", true)]
    [InlineData("zoe", true)]
    [InlineData("LUKASZ zoë", true)]
    [InlineData("muller", true)]
    [InlineData("Mu\u0308ller", true)]
    [InlineData("ukas", true)]
    [InlineData("@EXAMPLE.com", true)]
    [InlineData("tkt_1", true)]
    [InlineData("zoe tkt_1", true)]
    [InlineData("zoe tkt_2", false)]
    [InlineData("zoes", false)]
    public void A_text_is_looked_for_in_name_address_and_id(string? text, bool found) =>
        Assert.Equal(found, new AttendeeFilter(null, null, text).Passes(Zoe));

    [Fact]
    public void A_holder_without_an_address_is_found_by_name() =>
        Assert.True(new AttendeeFilter(null, null, "zoe").Passes(Zoe with { HolderEmail = null }));

    [Theory]
    [InlineData(TicketStatus.Valid, null, "valid")]
    [InlineData(TicketStatus.Used, null, "used")]
    [InlineData(TicketStatus.Void, null, "void, entered and void")]
    [InlineData(null, true, "used, entered and void")]
    [InlineData(null, false, "valid, void")]
    [InlineData(TicketStatus.Void, true, "entered and void")]
    [InlineData(TicketStatus.Valid, true, "")]
    public void A_ticket_that_was_voided_after_its_use_keeps_both(TicketStatus? status, bool? checkedIn, string passing)
    {
        var filter = new AttendeeFilter(status, checkedIn, null);
        (string Name, Ticket Ticket)[] tickets =
        [
            ("valid", Valid.Ticket),
            ("used", Valid.UsedTicket),
            ("void", Valid.Ticket.Voided(Valid.Now)),
            ("entered and void", Valid.UsedTicket.Voided(Valid.Now)),
        ];
        Assert.Equal(passing, string.Join(", ", tickets.Where(ticket => filter.Passes(ticket.Ticket)).Select(ticket => ticket.Name)));
    }

    [Fact]
    public void A_line_shows_the_time_of_entry_as_clocks_at_the_event_did()
    {
        var used = Zoe.Used(Valid.At("2026-06-20T17:30Z"), "North", Valid.Now);
        Assert.Equal(
            [
                "tkt_1",
                "Zoë Łukasz-Müller",
                "zoe.m@example.com",
                "Summer concert",
                "evt_1",
                "Standard",
                "used",
                "2026-06-20 19:30:00",
                "Europe/Berlin",
                "reg_1",
            ],
            AttendeeReport.Line(used, Valid.PublishedEvent).Texts()
        );
        Assert.Equal(
            AttendeeReport.Titles.Count,
            AttendeeReport.Line(Valid.Ticket with { HolderEmail = null }, Valid.PublishedEvent).Count
        );
    }

    [Fact]
    public void No_line_has_a_code() =>
        Assert.DoesNotContain(
            AttendeeReport.Line(Zoe, Valid.PublishedEvent).Texts(),
            cell => cell.Contains(Zoe.Code.Secret, StringComparison.Ordinal) || cell == Zoe.Qr
        );
}
