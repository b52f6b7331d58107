namespace EventTicketing.Tests.Domain;

public sealed class TicketTests
{
    private static readonly byte[] Key = new byte[32];

    [Fact]
    public void Issuing_again_issues_the_same_tickets() => Assert.Equal(Issued(Valid.PaidRegistration), Issued(Valid.PaidRegistration));

    [Fact]
    public void There_is_one_ticket_for_each_place()
    {
        var tickets = Issued(Valid.Hold([("tty_standard", 2), ("tty_student", 3)]).Value);
        Assert.Equal(["Standard", "Standard", "Student", "Student", "Student"], tickets.Select(ticket => ticket.TicketTypeName));
        Assert.Equal(
            ["tty_standard", "tty_standard", "tty_student", "tty_student", "tty_student"],
            tickets.Select(ticket => ticket.TicketTypeId)
        );
        Assert.Equal(5, tickets.Select(ticket => ticket.TicketId).Distinct().Count());
        Assert.All(
            tickets,
            ticket => Assert.Equal(("reg_1", "evt_1", "usr_buyer"), (ticket.RegistrationId, ticket.EventId, ticket.UserId))
        );
        Assert.All(tickets, ticket => Assert.Equal((1, Valid.Now, TicketStatus.Valid), (ticket.Issue, ticket.IssuedAt, ticket.Status)));
    }

    [Fact]
    public void Attendees_hold_the_tickets_in_their_order_and_the_buyer_holds_the_rest()
    {
        Attendee[] attendees = [new("Grace", "grace@example.com"), new("Edsger", null)];
        var tickets = Issued(Valid.Hold([("tty_standard", 1), ("tty_student", 2)], attendees: attendees).Value);
        Assert.Equal(
            [("Grace", "grace@example.com"), ("Edsger", null), ("Ada Lovelace", "ada@example.com")],
            tickets.Select(ticket => (ticket.HolderName, ticket.HolderEmail))
        );
    }

    [Fact]
    public void Each_ticket_carries_its_own_codes()
    {
        var tickets = Issued(Valid.PaidRegistration);
        Assert.All(
            tickets,
            ticket => Assert.Equal((TicketCode.Of(Key, ticket.TicketId, 1), $"{ticket.TicketId}/1"), (ticket.Code, ticket.Qr))
        );
    }

    [Fact]
    public void Another_registration_has_other_tickets()
    {
        var both = Issued(Valid.PaidRegistration).Concat(Issued(Valid.PaidRegistration with { RegistrationId = "reg_2" }));
        Assert.Equal(4, both.Select(ticket => ticket.TicketId).Distinct().Count());
    }

    [Fact]
    public void Reissuing_replaces_both_codes_and_nothing_else()
    {
        var code = new TicketCode("AAAABBBB", "DDDD");
        var reissued = Valid.Ticket.Reissued(code, "QR 2", Valid.Now.AddDays(1)).Value;
        Assert.Equal(
            Valid.Ticket with
            {
                Issue = 2,
                Code = code,
                Qr = "QR 2",
                IssuedAt = Valid.Now.AddDays(1),
                ChangedAt = Valid.Now.AddDays(1),
            },
            reissued
        );
    }

    [Fact]
    public void A_disputed_ticket_stays_unpaid_when_it_is_reissued() =>
        Assert.False((Valid.Ticket with { Paid = false }).Reissued(new("AAAABBBB", "DDDD"), "QR 2", Valid.Now).Value.Paid);

    [Fact]
    public void A_ticket_that_was_used_or_voided_is_not_reissued()
    {
        Assert.Equal("already_checked_in", Valid.UsedTicket.Reissued(default, "QR 2", Valid.Now).Problem?.Code);
        Assert.Equal("ticket_void", Valid.Ticket.Voided(Valid.Now).Reissued(default, "QR 2", Valid.Now).Problem?.Code);
    }

    [Fact]
    public void A_ticket_is_voided_once()
    {
        var ticket = Valid.Ticket.Voided(Valid.Now);
        Assert.Equal((TicketStatus.Void, Valid.Now), (ticket.Status, ticket.VoidedAt));
        Assert.Same(ticket, ticket.Voided(Valid.Now.AddDays(1)));
    }

    [Fact]
    public void Undoing_a_check_in_by_a_ticket_that_is_void_now_leaves_it_void() =>
        Assert.Equal(Valid.Ticket.Voided(Valid.Now), Valid.UsedTicket.Voided(Valid.Now).CheckInUndone(Valid.Now).Value);

    [Fact]
    public void Undoing_a_check_in_restores_the_earlier_state() =>
        Assert.Equal(Valid.Ticket with { ChangedAt = Valid.Now.AddDays(1) }, Valid.UsedTicket.CheckInUndone(Valid.Now.AddDays(1)).Value);

    [Fact]
    public void Only_a_check_in_can_be_undone()
    {
        Assert.Equal("not_checked_in", Valid.Ticket.CheckInUndone(Valid.Now).Problem?.Code);
        Assert.Equal("not_checked_in", Valid.Ticket.Voided(Valid.Now).CheckInUndone(Valid.Now).Problem?.Code);
    }

    internal static IReadOnlyList<Ticket> Issued(Registration registration) =>
        Ticket.Issued(
            registration,
            Valid.PublishedEvent,
            (id, issue) => TicketCode.Of(Key, id, issue),
            (id, issue) => $"{id}/{issue}",
            Valid.Now
        );
}
