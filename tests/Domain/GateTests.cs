namespace EventTicketing.Tests.Domain;

public sealed class GateTests
{
    private static readonly Event At = Valid.PublishedEvent;
    private static readonly DateTimeOffset InTime = At.StartsAt;
    private static readonly Presented Good = new("tkt_1", Genuine: true, OfThisEvent: true, ticket => ticket.Issue == 1);

    /// <summary>Each entry makes exactly one refusal apply, in the order in which the gate checks them.</summary>
    private static readonly (ScanRefusal Refusal, Func<Scan, Scan> Because)[] InOrder =
    [
        (ScanRefusal.Unknown, scan => scan with { Ticket = null }),
        (ScanRefusal.WrongEvent, scan => scan with { Presented = scan.Presented with { OfThisEvent = false } }),
        (ScanRefusal.Void, scan => scan with { Ticket = scan.Ticket! with { Issue = 2 } }),
        (ScanRefusal.NotPaid, scan => scan with { Ticket = scan.Ticket! with { Paid = false } }),
        (ScanRefusal.EventNotOpen, scan => scan with { Now = At.GateOpens - Valid.Tick }),
        (ScanRefusal.AlreadyUsed, scan => scan with { Ticket = scan.Ticket! with { Status = TicketStatus.Used, UsedAt = Valid.Now } }),
    ];

    private sealed record Scan(Presented Presented, Ticket? Ticket, DateTimeOffset Now)
    {
        public ScanRefusal? Verdict => Gate.Decide(Presented, Ticket, At, Now);
    }

    private static readonly Scan Welcome = new(Good, Valid.Ticket, InTime);

    [Fact]
    public void A_good_ticket_lets_in() => Assert.Null(Welcome.Verdict);

    [Fact]
    public void Each_reason_alone_refuses() => Assert.All(InOrder, reason => Assert.Equal(reason.Refusal, reason.Because(Welcome).Verdict));

    [Fact]
    public void Of_any_two_reasons_the_earlier_is_given()
    {
        for (var later = 1; later < InOrder.Length; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
                Assert.Equal(InOrder[earlier].Refusal, InOrder[earlier].Because(InOrder[later].Because(Welcome)).Verdict);
        }
    }

    [Fact]
    public void A_broken_seal_is_forged_whatever_else_is_wrong()
    {
        var forged = Welcome with { Presented = new(null, Genuine: false, OfThisEvent: true, _ => false), Ticket = null };
        Assert.Equal(ScanRefusal.Forged, forged.Verdict);
        Assert.All(
            InOrder,
            reason =>
                Assert.Equal(
                    ScanRefusal.Forged,
                    (reason.Because(Welcome) with { Presented = forged.Presented with { OfThisEvent = false } }).Verdict
                )
        );
    }

    [Fact]
    public void After_the_gate_has_closed_a_used_ticket_is_expired_and_an_unpaid_one_not_paid()
    {
        Assert.Equal(ScanRefusal.Expired, (Welcome with { Now = At.GateCloses, Ticket = Valid.UsedTicket }).Verdict);
        Assert.Equal(ScanRefusal.NotPaid, (Welcome with { Now = At.GateCloses, Ticket = Valid.Ticket with { Paid = false } }).Verdict);
    }

    [Fact]
    public void The_gate_is_open_from_its_first_instant_to_before_its_last()
    {
        Assert.Equal(ScanRefusal.EventNotOpen, (Welcome with { Now = At.GateOpens - Valid.Tick }).Verdict);
        Assert.Null((Welcome with { Now = At.GateOpens }).Verdict);
        Assert.Null((Welcome with { Now = At.GateCloses - Valid.Tick }).Verdict);
        Assert.Equal(ScanRefusal.Expired, (Welcome with { Now = At.GateCloses }).Verdict);
    }

    [Fact]
    public void A_ticket_of_another_event_is_refused_even_if_its_seal_says_this_one() =>
        Assert.Equal(ScanRefusal.WrongEvent, (Welcome with { Ticket = Valid.Ticket with { EventId = "evt_2" } }).Verdict);

    [Fact]
    public void A_voided_ticket_is_void_even_with_its_latest_code() =>
        Assert.Equal(ScanRefusal.Void, (Welcome with { Ticket = Valid.Ticket.Voided(Valid.Now) }).Verdict);

    [Fact]
    public void What_was_cancelled_after_an_offline_scan_was_good_then_and_lets_in_nobody_now()
    {
        var ticket = Valid.Ticket.Voided(InTime);
        var cancelled = At with { Status = EventStatus.Cancelled, CancelledAt = InTime };
        Assert.Null(Gate.Decide(Good, ticket, At, InTime - Valid.Tick, past: true));
        Assert.Null(Gate.Decide(Good, Valid.Ticket, cancelled, InTime - Valid.Tick, past: true));
        Assert.Equal(ScanRefusal.Void, Gate.Decide(Good, ticket, At, InTime, past: true));
        Assert.Equal(ScanRefusal.Void, Gate.Decide(Good, Valid.Ticket, cancelled, InTime, past: true));
        // A live scan is void whatever its time: the caller's clock may be slow.
        Assert.Equal(ScanRefusal.Void, Gate.Decide(Good, ticket, At, InTime - Valid.Tick));
        Assert.Equal(ScanRefusal.Void, Gate.Decide(Good, Valid.Ticket, cancelled, InTime - Valid.Tick));
    }

    [Fact]
    public void A_void_ticket_keeps_the_use_from_before_and_lets_in_one_only()
    {
        var (first, late) = (InTime.AddMinutes(-9), InTime.AddMinutes(-5));
        var used = Gate.Admit(Valid.Ticket.Voided(InTime), null, late, "North", InTime.AddHours(1))!;
        Assert.Equal((TicketStatus.Void, late, "North", InTime), (used.Status, used.UsedAt, used.UsedGate, used.VoidedAt));
        Assert.Equal(ScanRefusal.AlreadyUsed, Gate.Decide(Good, used, At, first, past: true));
        Assert.Equal(first, Gate.Admit(used, ScanRefusal.AlreadyUsed, first, "South", InTime.AddHours(1))!.UsedAt);
        Assert.True(Gate.Admit(used, ScanRefusal.AlreadyUsed, late.AddMinutes(1), "South", InTime.AddHours(1))!.UsedAgain);
        Assert.Null(Gate.Admit(Valid.Ticket.Voided(InTime), ScanRefusal.Void, InTime, "North", InTime.AddHours(1)));
        Assert.Null(Gate.Admit(Valid.Ticket.Voided(InTime), ScanRefusal.NotPaid, late, "North", InTime.AddHours(1)));
    }

    [Fact]
    public void The_code_before_the_reissue_is_void_and_the_new_one_lets_in()
    {
        var reissued = Valid.Ticket.Reissued(new("AAAABBBB", "DDDD"), "QR 2", Valid.Now).Value;
        Assert.Equal(ScanRefusal.Void, (Welcome with { Ticket = reissued }).Verdict);
        Assert.Null((Welcome with { Ticket = reissued, Presented = Good with { Current = ticket => ticket.Issue == 2 } }).Verdict);
    }

    [Fact]
    public void After_an_undone_check_in_the_ticket_lets_in_again() =>
        Assert.Null((Welcome with { Ticket = Valid.UsedTicket.CheckInUndone(Valid.Now).Value }).Verdict);

    [Fact]
    public void Of_scans_that_let_in_the_earliest_is_the_first_use_whatever_their_order()
    {
        var (early, late) = (Valid.At("2026-06-20T17:00Z"), Valid.At("2026-06-20T17:05Z"));
        var used = Gate.Admit(Valid.Ticket, null, late, "South", InTime)!;
        Assert.Equal((TicketStatus.Used, late, "South", InTime), (used.Status, used.UsedAt, used.UsedGate, used.ChangedAt));
        var earlier = Gate.Admit(used, ScanRefusal.AlreadyUsed, early, "North", InTime)!;
        Assert.Equal((early, "North"), (earlier.UsedAt, earlier.UsedGate));
        var again = Gate.Admit(earlier, ScanRefusal.AlreadyUsed, late, "South", InTime)!;
        Assert.Equal(earlier with { UsedAgain = true }, again);
        Assert.Null(Gate.Admit(again, ScanRefusal.AlreadyUsed, early, "South", InTime));
    }

    [Fact]
    public void Whom_a_device_turned_away_without_our_answer_has_not_used_the_ticket()
    {
        var used = Gate.Admit(Valid.Ticket, null, Valid.Now, "North", Valid.Now)!;
        var asked = new CheckIn(used.EventId, "scan", CheckInKind.Scan, ScanResult.Valid, null, "", Valid.Now, "usr")
        {
            FirstUsedAt = Valid.Now,
            FirstUsedGate = "North",
        };
        Assert.Equal(Valid.Ticket with { ChangedAt = InTime }, Gate.TurnedAway(used, asked, InTime));
        Assert.Null(Gate.TurnedAway(used, asked with { FirstUsedAt = Valid.Now + Valid.Tick }, InTime));
        Assert.Null(Gate.TurnedAway(used, asked with { FirstUsedGate = "South" }, InTime));
        Assert.Null(Gate.TurnedAway(Valid.Ticket, asked, InTime));
        Assert.Equal(Valid.Ticket.Voided(InTime), Gate.TurnedAway(used.Voided(InTime), asked, InTime));
        // Somebody else was admitted with the ticket.
        Assert.Null(Gate.TurnedAway(Gate.Admit(used, ScanRefusal.AlreadyUsed, InTime, "South", InTime), asked, InTime));
        Assert.Null(Gate.TurnedAway(Gate.Admit(used, ScanRefusal.NotPaid, InTime, "South", InTime), asked, InTime));
    }

    [Theory]
    [InlineData(ScanRefusal.NotPaid)]
    [InlineData(ScanRefusal.EventNotOpen)]
    [InlineData(ScanRefusal.Expired)]
    public void Whoever_was_let_in_with_a_good_ticket_against_the_rules_has_used_it(ScanRefusal refusal)
    {
        var used = Gate.Admit(Valid.Ticket, refusal, Valid.Now.AddHours(1), "North", InTime)!;
        Assert.Equal((TicketStatus.Used, Valid.Now.AddHours(1), "North"), (used.Status, used.UsedAt, used.UsedGate));
    }

    [Fact]
    public void A_code_that_was_replaced_after_it_let_in_has_used_the_ticket_and_one_that_was_dead_already_has_not()
    {
        var reissuedAt = Valid.Now.AddHours(1);
        var reissued = Valid.Ticket.Reissued(new("AAAABBBB", "DDDD"), "QR 2", reissuedAt).Value;
        Assert.Equal(TicketStatus.Used, Gate.Admit(reissued, ScanRefusal.Void, reissuedAt - Valid.Tick, "North", InTime)!.Status);
        Assert.Null(Gate.Admit(reissued, ScanRefusal.Void, reissuedAt, "North", InTime));
        Assert.Null(Gate.Admit(reissued.Voided(InTime), ScanRefusal.Void, reissuedAt - Valid.Tick, "North", InTime));
    }

    [Fact]
    public void Whoever_was_let_in_with_what_is_no_good_ticket_of_the_event_uses_none()
    {
        Assert.All(
            [ScanRefusal.Forged, ScanRefusal.Unknown, ScanRefusal.WrongEvent],
            refusal => Assert.Null(Gate.Admit(Valid.UsedTicket, refusal, Valid.Now.AddHours(-1), "North", InTime))
        );
        Assert.All(
            [ScanRefusal.Forged, ScanRefusal.Unknown, ScanRefusal.WrongEvent],
            refusal => Assert.Null(Gate.Admit(Valid.Ticket, refusal, Valid.Now.AddHours(-1), "North", InTime))
        );
    }

    [Theory]
    [InlineData(null, ScanResult.Valid, null, null)]
    [InlineData(null, ScanResult.Invalid, ScanRefusal.AlreadyUsed, null)]
    [InlineData(ScanResult.Valid, ScanResult.Valid, null, null)]
    [InlineData(ScanResult.Valid, ScanResult.Invalid, ScanRefusal.AlreadyUsed, ScanConflict.LetInTwice)]
    [InlineData(ScanResult.Valid, ScanResult.Invalid, ScanRefusal.Void, ScanConflict.LetInRefused)]
    [InlineData(ScanResult.Valid, ScanResult.Invalid, ScanRefusal.Unknown, ScanConflict.LetInRefused)]
    [InlineData(ScanResult.Invalid, ScanResult.Valid, null, ScanConflict.TurnedAwayValid)]
    [InlineData(ScanResult.Invalid, ScanResult.Invalid, ScanRefusal.AlreadyUsed, null)]
    [InlineData(ScanResult.Invalid, ScanResult.Invalid, ScanRefusal.Void, null)]
    public void A_device_and_the_server_disagree_where_one_lets_in_and_the_other_does_not(
        ScanResult? device,
        ScanResult result,
        ScanRefusal? reason,
        ScanConflict? conflict
    ) =>
        Assert.Equal(
            conflict,
            new CheckIn("evt_1", "scan", CheckInKind.Scan, result, reason, "hash", Valid.Now, "usr_staff") { Device = device }.Conflict
        );

    [Fact]
    public void The_tickets_of_a_cancelled_event_are_void_before_any_worker_has_run() =>
        Assert.Equal(
            ScanRefusal.Void,
            Gate.Decide(Good, Valid.Ticket, At with { Status = EventStatus.Cancelled, CancelledAt = Valid.Now }, InTime)
        );
}
