namespace EventTicketing.Tests.Data;

/// <summary>Concurrent devices at the gate, while people change their tickets.</summary>
public sealed class GateRaceTests(LongHolds shop)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_devices_that_scan_one_ticket_let_one_person_in()
    {
        var (sale, tickets) = await FreeTickets(10);
        foreach (var ticket in tickets)
        {
            var verdicts = await Shop.AtOnce(
                2,
                i => shop.Scan(sale, ticket.Qr, $"{ticket.TicketId}-{i}", i == 0 ? shop.Staff : shop.Organizer)
            );
            Assert.Equal(["invalid", "valid"], verdicts.Select(verdict => (string)verdict.Ok()["result"]!).Order());
            Assert.Single(verdicts.Select(verdict => (string)verdict["firstUsedAt"]!).Distinct());
        }
    }

    [Fact]
    public async Task Of_many_scans_of_one_ticket_exactly_one_is_valid_and_all_are_kept()
    {
        var (sale, tickets) = await FreeTickets(1);
        var verdicts = await Shop.AtOnce(32, i => shop.Scan(sale, tickets[0].Qr, $"scan-{i}"));
        Assert.Single(verdicts, verdict => (string)verdict.Ok()["result"]! == "valid");
        Assert.All(
            verdicts.Where(verdict => (string)verdict["result"]! != "valid"),
            verdict => Assert.Equal("already_used", (string)verdict["reason"]!)
        );
        var kept = (await shop.Staff.Get($"/events/{sale.EventId}/check-ins?limit=100")).Ok()["items"].AsArray();
        Assert.Equal(32, kept.Count);
        Assert.Single(kept, entry => (string)entry!["result"]! == "valid");
    }

    [Fact]
    public async Task The_same_scan_many_times_at_once_is_one_verdict_and_one_entry()
    {
        var (sale, tickets) = await FreeTickets(2);
        var verdicts = await Shop.AtOnce(16, _ => shop.Scan(sale, tickets[0].Qr, "scan"));
        Assert.All(verdicts, verdict => Assert.Equal("valid", (string)verdict.Ok()["result"]!));
        Assert.Single(verdicts.Distinct());
        Assert.Single((await shop.Staff.Get($"/events/{sale.EventId}/check-ins")).Ok()["items"].AsArray());
        (await shop.Scan(sale, tickets[1].Qr, "scan")).Refused(409, "scan_id_reused");
    }

    [Fact]
    public async Task A_ticket_that_is_re_issued_while_it_is_scanned_lets_one_person_in()
    {
        var (sale, tickets) = await FreeTickets(12);
        var outcomes = await Shop.AtOnce(
            tickets.Count,
            async i =>
            {
                var scanning = shop.Scan(sale, tickets[i].Qr, $"old-{i}");
                var reissued = await shop.Buyers[0].Post($"/tickets/{tickets[i].TicketId}/regenerate-qr");
                var scanned = (await scanning).Ok();
                if (!reissued.IsOk)
                    reissued.Refused(409, "already_checked_in");
                Assert.Equal(reissued.IsOk ? "void" : "valid", (string?)scanned["reason"] ?? (string)scanned["result"]!);
                if (reissued.IsOk)
                    Assert.Equal("valid", (string)(await shop.Scan(sale, (string)reissued["qr"]!, $"new-{i}")).Ok()["result"]!);
                return reissued.IsOk;
            }
        );
        Assert.Equal(12, outcomes.Length);
    }

    [Fact]
    public async Task A_registration_that_is_cancelled_while_it_is_scanned_is_either_in_or_out()
    {
        var sale = await shop.Event(16, (0, 16));
        var went = await Shop.AtOnce(
            16,
            async i =>
            {
                var id = (string)(await Shop.Register(shop.Buyers[i], sale)).Ok()["registrationId"]!;
                var ticket = (await shop.Tickets(id))[0];
                var scanning = shop.Scan(sale, ticket.Qr, $"scan-{i}");
                var cancelled = await shop.Buyers[i].Post($"/registrations/{id}/cancel");
                var scanned = (await scanning).Ok();
                if (!cancelled.IsOk)
                    cancelled.Refused(409, "already_checked_in");
                Assert.Equal(cancelled.IsOk ? "invalid" : "valid", (string)scanned["result"]!);
                return cancelled.IsOk ? 0 : 1;
            }
        );
        await shop.AddsUp(sale, sold: went.Sum());
    }

    private async Task<(Sale Sale, IReadOnlyList<Ticket> Tickets)> FreeTickets(int quantity)
    {
        var sale = await shop.Event(50, (0, 50));
        return (sale, await shop.Tickets((string)(await Shop.Register(shop.Buyers[0], sale, quantity)).Ok()["registrationId"]!));
    }
}
