using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Data;

/// <summary>Many concurrent requests for the same places.</summary>
public sealed class RaceTests(LongHolds shop)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 2500)]
    public async Task Sixty_four_buyers_with_mixed_baskets_take_exactly_the_fifty_places_there_are(int seed, long amount)
    {
        var sale = await shop.Event(50, (amount, 50));
        var random = new Random(seed);
        var baskets = Enumerable.Range(0, 64).Select(_ => random.Next(1, 5)).ToList();
        var bought = await Shop.AtOnce(64, i => BuyWhatIsLeft(i, sale, baskets[i]));
        Assert.Equal(50, bought.Sum());
        Assert.Equal(0, await shop.Available(sale));
        Assert.Equal(50, (await shop.Registrations(sale)).Sum(item => item.Quantity));
        await shop.AddsUp(sale, sold: 50);
    }

    [Fact]
    public async Task The_capacity_limits_the_sum_of_the_ticket_types_and_each_type_itself()
    {
        var sale = await shop.Event(30, (0, 20), (0, 20), (1000, 8));
        var bought = await Shop.AtOnce(64, async i => (Type: i % 3, Quantity: await BuyWhatIsLeft(i, sale, 1 + i % 2, i % 3)));
        Assert.Equal(30, bought.Sum(item => item.Quantity));
        foreach (var type in bought.GroupBy(item => item.Type))
            Assert.InRange(type.Sum(item => item.Quantity), 0, type.Key == 2 ? 8 : 20);
        await shop.AddsUp(sale, sold: 30);
    }

    [Fact]
    public async Task Two_thousand_places_in_eight_counters_sell_to_the_very_last()
    {
        var sale = await shop.Event(2_000, (100, 1_500), (100, 2_000));
        Assert.Equal(8, (await shop.Db.Events.Find(sale.EventId, Stop))!.InventoryShards);
        var random = new Random(3);
        var sizes = Enumerable.Range(0, 64).Select(_ => random.Next(30, 51)).ToList();
        var bought = await Shop.AtOnce(64, i => BuyWhatIsLeft(i, sale, sizes[i], i % 2));
        Assert.Equal(2_000, bought.Sum());
        Assert.Equal(0, await shop.Available(sale));
        await shop.AddsUp(sale, sold: 2_000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2500)]
    public async Task The_same_key_many_times_at_once_is_one_registration_and_one_answer(long amount)
    {
        var sale = await shop.Event(50, (amount, 50));
        var answers = await Shop.AtOnce(32, _ => Shop.Register(shop.Buyers[0], sale, 3, key: sale.EventId));
        Assert.Equal(201, answers[0].Status);
        Assert.Single(answers.Distinct());
        await shop.AddsUp(sale, sold: 3);
        if (amount == 0)
            await shop.Tickets((string)answers[0]["registrationId"]!);
        Assert.Equal(answers[0], await Shop.Register(shop.Buyers[0], sale, 3, key: sale.EventId));
        (await Shop.Register(shop.Buyers[0], sale, 2, key: sale.EventId)).Refused(422, "idempotency_mismatch");
        Assert.True((await Shop.Register(shop.Buyers[1], sale, 2, key: sale.EventId)).IsOk);
        await shop.AddsUp(sale, sold: 5);
    }

    [Fact]
    public async Task The_same_key_many_times_for_the_last_place_is_never_told_that_it_is_sold_out()
    {
        // Two counter shards: a request that reads the empty one first learns late that a concurrent retry already got the last place.
        for (var round = 0; round < 4; round++)
        {
            var sale = await shop.Event(500, (2500, 500));
            for (var full = 1; full <= 10; full++)
                (await Shop.Register(shop.Buyers[^full], sale, full == 10 ? 49 : 50)).Ok();
            var answers = await Shop.AtOnce(32, _ => Shop.Register(shop.Buyers[round], sale, key: sale.EventId));
            Assert.All(answers, answer => answer.Ok());
            Assert.Single(answers.Distinct());
            await shop.AddsUp(sale, sold: 500);
        }
    }

    [Fact]
    public async Task Places_that_are_given_back_while_others_buy_are_sold_once_each()
    {
        var sale = await shop.Event(12, (0, 12));
        var held = await Shop.AtOnce(12, async i => (string)(await Shop.Register(shop.Buyers[i], sale)).Ok()["registrationId"]!);
        var leaving = Shop.AtOnce(12, i => shop.Buyers[i].Post($"/registrations/{held[i]}/cancel"));
        var coming = Shop.AtOnce(
            24,
            async i =>
            {
                for (var tries = 0; tries < 200; tries++)
                {
                    var answer = await Shop.Register(shop.Buyers[20 + i], sale);
                    if (answer.IsOk)
                        return 1;
                    answer.Refused(409, "sold_out");
                    if (leaving.IsCompleted && await shop.Available(sale) == 0)
                        return 0;
                }

                return 0;
            }
        );
        Assert.All(await leaving, answer => answer.Ok());
        Assert.Equal(12, (await coming).Sum());
        await Shop.Eventually(
            () => shop.Registrations(sale),
            all => all.Where(item => item.Status == RegistrationStatus.Confirmed).All(item => item.TicketIds.Count == 1)
        );
        await shop.AddsUp(sale, sold: 12);
    }

    [Fact]
    public async Task A_registration_that_is_cancelled_many_times_at_once_gives_its_places_back_once()
    {
        var sale = await shop.Event(5, (2000, 5));
        var (registration, _, _) = await shop.Paid(shop.Buyers[0], sale, 3);
        Assert.All(await Shop.AtOnce(16, _ => shop.Buyers[0].Post($"/registrations/{registration}/cancel")), answer => answer.Ok());
        Assert.Equal(5, await shop.Available(sale));
        Assert.Equal(0, await shop.Stripe.Kept(registration));
        await shop.AddsUp(sale, sold: 0);
    }

    [Fact]
    public async Task While_the_capacity_goes_up_and_down_never_more_is_sold_than_there_is()
    {
        var sale = await shop.Event(20, (0, 200));
        var buying = Shop.AtOnce(40, i => BuyWhatIsLeft(i, sale, 1 + i % 3));
        var capacity = 20;
        foreach (var wanted in new[] { 35, 25, 45, 10, 60, 40, 5, 48 })
        {
            var answer = await shop.Organizer.Patch($"/events/{sale.EventId}", new JsonObject { ["capacity"] = wanted });
            if (answer.IsOk)
                capacity = wanted;
            else
                answer.Refused(409, "below_sold");
        }

        var bought = (await buying).Sum();
        Assert.InRange(bought, 1, capacity);
        Assert.Equal(capacity - bought, await shop.Available(sale));
        // The places that were added can be bought, and no more than those.
        bought += (await Shop.AtOnce(40, i => BuyWhatIsLeft(i, sale, 3))).Sum();
        Assert.Equal(capacity, bought);
        (await shop.Organizer.Patch($"/events/{sale.EventId}", new JsonObject { ["capacity"] = capacity - 1 })).Refused(409, "below_sold");
        await shop.AddsUp(sale, sold: capacity);
    }

    [Fact]
    public async Task An_event_that_is_cancelled_mid_sale_ends_with_every_place_back_and_every_cent_returned()
    {
        var sale = await shop.Event(40, (1500, 40));
        var free = 0;
        var buying = Shop.AtOnce(
            32,
            async i =>
            {
                var registered = await Shop.Register(shop.Buyers[i], sale, 1 + i % 2);
                if (!registered.IsOk)
                    return registered.Code;
                if (Interlocked.Increment(ref free) == 16)
                    _ = Task.Run(() => Cancel(sale), Stop);
                var id = (string)registered["registrationId"]!;
                var started = await Shop.StartPayment(shop.Buyers[i], id);
                if (started.IsOk)
                    await shop.Stripe.Confirm((string)started["paymentIntentId"]!);
                return null;
            }
        );
        var refusals = (await buying).OfType<string>();
        Assert.All(refusals, code => Assert.Contains(code, new[] { "event_not_published", "sold_out" }));
        await shop.Webhooks();
        await Shop.Eventually(
            async () =>
            {
                await shop.Cloud.Scheduler.RunOnce();
                return (await shop.Db.Events.Find(sale.EventId, Stop))!;
            },
            of => of is { CancelledAt: not null, RefundsDue: false }
        );

        Assert.True(free >= 16);
        foreach (var registration in await shop.Registrations(sale))
        {
            Assert.Equal(RegistrationStatus.Cancelled, registration.Status);
            Assert.Equal(registration.Ledger.Captured, registration.Ledger.Refunded);
            Assert.Equal(0, await shop.Stripe.Kept(registration.RegistrationId));
            Assert.All(
                await shop.Db.Tickets.FindAll(registration.TicketIds, Stop),
                ticket => Assert.Equal(TicketStatus.Void, ticket.Status)
            );
        }

        Assert.Equal(
            40,
            (await shop.Db.Counters.Places([(await shop.Db.Events.Find(sale.EventId, Stop))!], Stop))[sale.EventId].Free[Inventory.Capacity]
        );
        await shop.AddsUp(sale, sold: 0);
    }

    private async Task Cancel(Sale sale) =>
        (await shop.Organizer.Post($"/events/{sale.EventId}/cancel", new JsonObject { ["reason"] = "storm" })).Ok();

    /// <summary>Buys the basket, or the largest smaller one available; gives up only when no ticket is left.</summary>
    private async Task<int> BuyWhatIsLeft(int buyer, Sale sale, int basket, int type = 0)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var answer = await Shop.Register(shop.Buyers[buyer], sale, basket, type);
            if (answer.IsOk)
                return basket;
            answer.Refused(409, "sold_out");
            if (basket == 1)
                return 0;
            basket = Math.Clamp((int)answer["available"][sale.Types[type]]!, 1, basket - 1);
        }

        throw new InvalidOperationException("There was always less left than was said.");
    }
}
