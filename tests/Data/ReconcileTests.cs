namespace EventTicketing.Tests.Data;

/// <summary>Reconciliation must report exactly the existing inconsistencies.</summary>
public sealed class ReconcileTests(LongHolds shop)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_counter_that_was_tampered_with_is_named_with_both_figures()
    {
        var (sale, _) = await Sold();
        await Change(sale, 0, (Inventory.Capacity, 1));
        Assert.Equal(
            [new Difference(sale.EventId, Inventory.Capacity, 496, 497)],
            await Reconciling.Reconcile(shop.Db, sale.EventId, Stop)
        );
        await Change(sale, 1, (Inventory.Capacity, -1), (sale.Types[0], -2), ("unheard-of", 3));
        Assert.Equal(
            [new Difference(sale.EventId, sale.Types[0], 498, 496), new Difference(sale.EventId, "unheard-of", 0, 3)],
            (await Reconciling.Reconcile(shop.Db, sale.EventId, Stop)).OrderByDescending(difference => difference.Expected)
        );
        await Change(sale, 1, (sale.Types[0], 2), ("unheard-of", -3));
        Assert.Empty(await Reconciling.Reconcile(shop.Db, sale.EventId, Stop));
    }

    [Fact]
    public async Task A_counter_below_nothing_is_named_though_the_others_make_up_for_it()
    {
        var (sale, _) = await Sold();
        var shards = await shop.Db.Counters.Snapshot((await shop.Db.Events.Find(sale.EventId, Stop))!, Stop);
        var free = shards.Single(shard => shard.Index == 0).In(Inventory.Capacity);
        await Change(sale, 0, (Inventory.Capacity, -free - 5));
        await Change(sale, 1, (Inventory.Capacity, free + 5));
        Assert.Equal(
            [new Difference(sale.EventId, "capacity in shard 0", 0, -5)],
            await Reconciling.Reconcile(shop.Db, sale.EventId, Stop)
        );
        await Change(sale, 0, (Inventory.Capacity, free + 5));
        await Change(sale, 1, (Inventory.Capacity, -free - 5));
    }

    [Fact]
    public async Task What_is_counted_as_held_is_what_holds_have()
    {
        var (sale, _) = await Sold();
        await Change(sale, 0, ("held:capacity", 1));
        Assert.Equal([new Difference(sale.EventId, "capacity held", 2, 3)], await Reconciling.Reconcile(shop.Db, sale.EventId, Stop));
        await Change(sale, 0, ("held:capacity", -1));
    }

    [Fact]
    public async Task Every_ticket_belongs_to_a_confirmed_registration_and_none_is_missing()
    {
        var (sale, tickets) = await Sold();
        var stray = tickets[0] with { TicketId = $"{tickets[0].TicketId}-stray", RegistrationId = "reg_stray" };
        await shop.Db.Write([shop.Db.Tickets.Create(stray)], Stop);
        Assert.Equal([new Difference(sale.EventId, "reg_stray", 0, 1)], await Reconciling.Reconcile(shop.Db, sale.EventId, Stop));
        await shop.Db.Write([shop.Db.Tickets.Delete(stray), shop.Db.Tickets.Delete(tickets[0])], Stop);
        Assert.Equal(
            [new Difference(sale.EventId, tickets[0].RegistrationId, 2, 1)],
            await Reconciling.Reconcile(shop.Db, sale.EventId, Stop)
        );
        await shop.Db.Write([shop.Db.Tickets.Create(tickets[0])], Stop);
        Assert.Empty(await Reconciling.Reconcile(shop.Db, sale.EventId, Stop));
    }

    [Fact]
    public async Task The_command_line_prints_each_difference_and_says_so_by_its_exit_code()
    {
        var (sale, _) = await Sold();
        var services = new Uri(shop.Cloud.Web, "/local/services").AbsoluteUri;
        await Prints((0, "Everything adds up.\n"));
        await Change(sale, 0, (Inventory.Capacity, 1));
        var difference = $"{sale.EventId}: capacity: expected 496, found 497\n";
        await Prints((1, difference));
        Assert.Equal((1, difference), await Local.Cli("reconcile", "--services", services, "--event", sale.EventId));
        await Change(sale, 0, (Inventory.Capacity, -1));
        Assert.Equal((0, "Everything adds up.\n"), await Local.Cli("reconcile", "--services", services, "--event", sale.EventId));
        Assert.Equal(1, (await Local.Cli("reconcile", "--services", services, "--event", "evt_unheard_of")).ExitCode);
        Assert.Equal(2, (await Local.Cli("reconcile", "--services", "http://127.0.0.1:9/local/services")).ExitCode);

        // Of all events: workers may not have written yet what follows from the last sales of other tests.
        async Task Prints((int ExitCode, string Output) expected)
        {
            (int ExitCode, string Output) printed = default;
            for (var tries = 0; tries < 10 && printed != expected; tries++)
                printed = await Local.Cli("reconcile", "--services", services);
            Assert.Equal(expected, printed);
        }
    }

    /// <summary>500 places in two counter shards: two free tickets and two held.</summary>
    private async Task<(Sale Sale, IReadOnlyList<Ticket> Tickets)> Sold()
    {
        var sale = await shop.Event(500, (0, 500), (100, 500));
        (await Shop.Register(shop.Buyers[1], sale, 2, type: 1)).Ok();
        var tickets = await shop.Tickets((string)(await Shop.Register(shop.Buyers[0], sale, 2)).Ok()["registrationId"]!);
        return (sale with { Types = [sale.Types[0]] }, tickets);
    }

    private Task<Outcome> Change(Sale sale, long shard, params IEnumerable<(string Pool, long Units)> by) =>
        shop.Db.Write(
            [new Change.Add(new(Tables.Inventory, sale.EventId, shard), by.ToDictionary(part => part.Pool, part => part.Units))],
            Stop
        );
}
