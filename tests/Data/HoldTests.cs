namespace EventTicketing.Tests.Data;

/// <summary>Holds expire by the clock alone: this cloud runs no sweeps.</summary>
public sealed class HoldTests(EndingHolds shop) : IClassFixture<EndingHolds>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Places_are_shown_free_and_sold_again_the_moment_their_hold_has_ended()
    {
        var sale = await shop.Event(6, (2000, 6));
        var held = await Shop.AtOnce(3, async i => (await Shop.Register(shop.Buyers[i], sale, 2)).Ok());
        Assert.Equal((0, "held"), await Shown(sale));
        (await Shop.Register(shop.Buyers[5], sale)).Refused(409, "sold_out");

        End(held);
        Assert.Equal((6, "available"), await Shown(sale));
        var listed = (await shop.Buyers[0].Get("/events?category=races&limit=100"))
            .Ok()["items"]
            .AsArray()
            .Single(item => (string)item!["eventId"]! == sale.EventId)!;
        Assert.Equal(6, (long)listed["available"]!);
        Assert.Equal("expired", (string)(await shop.Buyers[0].Get($"/registrations/{held[0]["registrationId"]}")).Ok()["status"]!);
        var bought = await Shop.AtOnce(8, i => Shop.Register(shop.Buyers[i], sale));
        Assert.Equal(6, bought.Count(answer => answer.IsOk));
        Assert.All(bought.Where(answer => !answer.IsOk), answer => answer.Refused(409, "sold_out"));
        await shop.AddsUp(sale, sold: 6);
    }

    [Fact]
    public async Task What_is_shown_free_can_be_bought_at_any_moment_around_the_end_of_a_hold()
    {
        var sale = await shop.Event(1, (2000, 1));
        var held = (await Shop.Register(shop.Buyers[0], sale)).Ok();
        var end = (DateTimeOffset)held["expiresAt"]!;
        PutForwardTo(end - TimeSpan.FromMilliseconds(500));
        await Shop.Eventually(() => shop.Available(sale), available => available == 1);
        (await Shop.Register(shop.Buyers[1], sale)).Ok();
        Assert.True(shop.Cloud.Clock.GetUtcNow() >= end);
    }

    [Fact]
    public async Task The_open_payment_of_an_ended_hold_can_no_longer_be_completed_once_its_place_is_sold()
    {
        var sale = await shop.Event(1, (2000, 1));
        var (id, intent) = await Held(0, sale);
        (await Shop.Register(shop.Buyers[1], sale)).Ok();
        Assert.Equal("canceled", (string)(await shop.Stripe.Get($"/v1/payment_intents/{intent}")).Ok()["status"]!);
        Assert.Equal(RegistrationStatus.Expired, (await shop.Registration(id)).Status);
        (await Shop.StartPayment(shop.Buyers[0], id)).Refused(409, "registration_expired");
        await shop.AddsUp(sale, sold: 1);
    }

    [Fact]
    public async Task A_decline_after_the_end_of_a_hold_leaves_no_payment_that_can_be_completed_for_places_that_are_gone()
    {
        var sale = await shop.Event(1, (2000, 1));
        var (id, intent) = await Held(0, sale);
        Assert.Equal(402, (await shop.Stripe.Confirm(intent, "pm_card_chargeDeclined")).Status);
        await shop.Webhooks();
        (await Shop.Register(shop.Buyers[1], sale)).Ok();
        Assert.NotEqual(200, (await shop.Stripe.Confirm(intent)).Status);
        Assert.Equal(RegistrationStatus.Expired, (await shop.Registration(id)).Status);
        await shop.AddsUp(sale, sold: 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_payment_made_in_time_counts_however_late_its_message_comes(bool wanted)
    {
        var sale = await shop.Event(1, (2000, 1));
        await Switch("/test/webhooks?pause=true");
        var held = (await Shop.Register(shop.Buyers[0], sale)).Ok();
        var id = (string)held["registrationId"]!;
        (await shop.Stripe.Confirm((string)(await Shop.StartPayment(shop.Buyers[0], id)).Ok()["paymentIntentId"]!)).Ok();
        End(held);
        // A request for the place makes the system ask the provider, which knows of the payment.
        if (wanted)
            (await Shop.Register(shop.Buyers[1], sale)).Refused(409, "sold_out");
        await Switch("/test/webhooks?pause=false");
        Assert.Single(await shop.Tickets(id));
        await shop.AddsUp(sale, sold: 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Money_for_an_expired_registration_takes_the_places_again_or_is_returned(bool free)
    {
        var sale = await shop.Event(2, (2000, 2));
        var (id, _) = await Held(0, sale, 2);
        // Another buyer's request for the places expires the hold; that buyer then cancels or pays.
        var other = (string)(await Shop.Register(shop.Buyers[1], sale)).Ok()["registrationId"]!;
        Assert.Equal(RegistrationStatus.Expired, (await shop.Registration(id)).Status);
        if (free)
            (await shop.Buyers[1].Post($"/registrations/{other}/cancel")).Ok();
        else
            await Pay(shop.Buyers[1], other);

        (
            await shop.Stripe.Post(
                $"/v1/payment_intents?amount=4000&currency=eur&metadata[registrationId]={id}&payment_method=pm_card_visa&confirm=true"
            )
        ).Ok();
        await shop.Webhooks();
        var late = await Shop.Eventually(() => shop.Registration(id), item => item.Ledger.Captured == 4000);
        if (free)
        {
            Assert.Equal(RegistrationStatus.Confirmed, late.Status);
            Assert.Equal(2, (await shop.Tickets(id)).Count);
            Assert.Equal(4000, await shop.Stripe.Kept(id));
            await shop.AddsUp(sale, sold: 2);
        }
        else
        {
            Assert.Equal(RegistrationStatus.Expired, late.Status);
            Assert.Equal(RefundReason.LatePayment, Assert.Single(late.Refunds).Reason);
            Assert.Equal(0, await shop.Stripe.Kept(id));
            await shop.AddsUp(sale, sold: 1);
        }
    }

    [Fact]
    public async Task A_bank_that_takes_its_time_keeps_the_places_until_it_is_known()
    {
        var sale = await shop.Event(2, (2000, 2));
        async Task<(string Id, string Intent)> Slow(int buyer)
        {
            var (id, intent) = await Shop.Held(shop.Buyers[buyer], sale);
            (await shop.Stripe.Confirm(intent, "pm_usBankAccount")).Ok();
            await shop.Webhooks();
            return (id, intent);
        }

        var (pays, fails) = (await Slow(0), await Slow(1));
        End((await shop.Buyers[1].Get($"/registrations/{fails.Id}")).Ok());
        Assert.Equal((0, "held"), await Shown(sale));
        (await Shop.Register(shop.Buyers[2], sale)).Refused(409, "sold_out");

        (await shop.Stripe.Post($"/test/payment_intents/{pays.Intent}/complete?outcome=succeeded")).Ok();
        (await shop.Stripe.Post($"/test/payment_intents/{fails.Intent}/complete?outcome=failed")).Ok();
        await shop.Webhooks();
        Assert.Single(await shop.Tickets(pays.Id));
        Assert.Equal((1, "available"), await Shown(sale));
        (await Shop.Register(shop.Buyers[2], sale)).Ok();
        await shop.AddsUp(sale, sold: 2);
    }

    [Fact]
    public async Task The_sweeper_ends_what_nobody_asks_for()
    {
        var sale = await shop.Event(4, (2000, 4));
        var held = await Shop.AtOnce(4, async i => (await Shop.Register(shop.Buyers[i], sale)).Ok());
        End(held);
        await shop.Cloud.Scheduler.RunOnce();
        Assert.All(await shop.Registrations(sale), item => Assert.Equal((RegistrationStatus.Expired, null), (item.Status, item.DueAt)));
        await shop.AddsUp(sale, sold: 0);
    }

    /// <summary>An expired hold with an open payment.</summary>
    private async Task<(string RegistrationId, string Intent)> Held(int buyer, Sale sale, int quantity = 1)
    {
        var held = await Shop.Held(shop.Buyers[buyer], sale, quantity);
        End((await shop.Buyers[buyer].Get($"/registrations/{held.RegistrationId}")).Ok());
        return held;
    }

    private async Task Pay(Client buyer, string registration)
    {
        (await shop.Stripe.Confirm((string)(await Shop.StartPayment(buyer, registration)).Ok()["paymentIntentId"]!)).Ok();
        await shop.Tickets(registration);
    }

    private void End(params IEnumerable<Answer> held) =>
        PutForwardTo(held.Max(answer => (DateTimeOffset?)answer["expiresAt"] ?? shop.Cloud.Host.App.Now));

    private void PutForwardTo(DateTimeOffset moment)
    {
        if (moment - shop.Cloud.Clock.GetUtcNow() is { Ticks: > 0 } left)
            Assert.True(shop.Cloud.Clock.PutForward(left + TimeSpan.FromMilliseconds(5)));
    }

    private async Task<(long Available, string Availability)> Shown(Sale sale)
    {
        var shown = (await shop.Buyers[0].Get($"/events/{sale.EventId}")).Ok();
        return ((long)shown["available"], (string)shown["ticketTypes"][0]!["availability"]!);
    }

    private async Task Switch(string path) => (await shop.Stripe.Post(path)).Ok();
}
