namespace EventTicketing.Tests.Domain;

public sealed class EventReportTests
{
    private static readonly Event Of = Valid.PublishedEvent;

    private static List<IReadOnlyList<string>> Lines(Registration registration, params Ticket[] tickets) =>
        [.. EventReport.Lines(Of, registration, tickets.ToDictionary(ticket => ticket.TicketId), Valid.Now).Select(line => line.Texts())];

    private static int Column(string title) =>
        EventReport.Titles(Of).ToList().FindIndex(other => other.StartsWith(title, StringComparison.Ordinal));

    [Fact]
    public void There_is_a_line_for_each_place_with_its_ticket()
    {
        var lines = Lines(
            Valid.IssuedRegistration,
            Valid.Ticket with
            {
                HolderName = "Grace",
                HolderEmail = "grace@example.com",
            },
            Valid.UsedTicket with
            {
                TicketId = "tkt_2",
            }
        );
        Assert.Equal(
            [
                "reg_1",
                "confirmed",
                "2026-06-01 14:00:00",
                "Ada Lovelace",
                "ada@example.com",
                "Grace",
                "grace@example.com",
                "Standard",
                "USD",
                "25.00",
                "0.00",
                "0.00",
                "tkt_1",
                "valid",
                "",
                "",
            ],
            lines[0]
        );
        Assert.Equal(["tkt_2", "used", "2026-06-01 14:00:00", "North"], lines[1].Skip(Column("Ticket status") - 1));
        Assert.All(lines, line => Assert.Equal(EventReport.Titles(Of).Count, line.Count));
    }

    [Fact]
    public void A_registration_without_tickets_has_its_lines_all_the_same()
    {
        var lines = Lines(Valid.PendingRegistration with { Attendees = [new("Grace", null)] });
        Assert.Equal(["Grace", "Ada Lovelace"], lines.Select(line => line[Column("Attendee")]));
        Assert.Equal(["", "ada@example.com"], lines.Select(line => line[Column("Attendee's e-mail")]));
        Assert.All(lines, line => Assert.Equal(("pending", ""), (line[Column("Status")], line[Column("Ticket status")])));
    }

    [Fact]
    public void Tax_and_refunds_of_the_lines_add_up_to_those_of_the_registration()
    {
        var registration = Valid.Hold([("tty_standard", 2), ("tty_student", 1)]).Value with
        {
            Tax = 1001,
            Refunds = [new("ref_1", "pi_1", 500, RefundReason.Organizer, Valid.Now)],
        };
        var lines = Lines(registration);
        Assert.Equal(["4.17", "4.17", "1.67"], lines.Select(line => line[Column("Tax")]));
        Assert.Equal(["2.09", "2.08", "0.83"], lines.Select(line => line[Column("Refunded")]));
    }

    [Fact]
    public void No_code_that_opens_the_gate_is_in_it() =>
        Assert.DoesNotContain(
            Lines(Valid.IssuedRegistration, Valid.Ticket)[0],
            cell =>
                cell.Contains(Valid.Ticket.Code.Secret, StringComparison.Ordinal)
                || cell.Contains(Valid.Ticket.Qr, StringComparison.Ordinal)
        );
}
