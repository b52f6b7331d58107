using System.Text.Json.Nodes;
using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

/// <summary>Nobody can hold all places without paying.</summary>
public sealed class QuotaTests(Cloud cloud)
{
    [Fact]
    public async Task A_person_holds_two_orders_of_an_event_at_once_and_a_third_when_one_is_paid()
    {
        var buyer = await cloud.NewAttendee();
        var ev = await cloud.Organizer.PublishedEvent();
        var (first, _) = (await buyer.Held(ev), await buyer.Held(ev));
        var third = await buyer.Post("/registrations", Basket(ev));
        Assert.Equal((409, "too_many_holds"), (third.Status, third.Code));
        Assert.Equal(48, await Available(ev));
        await buyer.Held(await cloud.Organizer.PublishedEvent());
        await (await cloud.NewAttendee()).Held(ev);

        Assert.Equal(200, await cloud.Confirm(await buyer.Intent(first)));
        await buyer.Tickets(first);
        await buyer.Held(ev);
    }

    [Fact]
    public async Task However_many_ask_at_once_two_orders_are_open()
    {
        var buyer = await cloud.NewAttendee();
        var ev = await cloud.Organizer.PublishedEvent();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => buyer.Post("/registrations", Basket(ev, 10))));
        Assert.Equal(2, answers.Count(answer => answer.Status == 201));
        Assert.All(
            answers.Where(answer => answer.Status != 201),
            answer => Assert.Equal((409, "too_many_holds"), (answer.Status, answer.Code))
        );
        Assert.Equal(30, await Available(ev));
    }

    [Fact]
    public async Task A_payment_at_the_bank_is_an_open_order()
    {
        var buyer = await cloud.NewAttendee();
        var ev = await cloud.Organizer.PublishedEvent();
        var registrationId = await buyer.Held(ev);
        Assert.Equal(200, await cloud.Confirm(await buyer.Intent(registrationId), "pm_usBankAccount"));
        await buyer.Held(ev);
        Assert.Equal("too_many_holds", (await buyer.Post("/registrations", Basket(ev))).Code);
    }

    [Fact]
    public async Task Whoever_holds_and_does_not_pay_has_to_wait()
    {
        var buyer = await cloud.NewAttendee();
        var ev = await cloud.Organizer.PublishedEvent(EventBody(50, Type(), Type("Free", 0)));
        for (var times = 0; times < 3; times++)
            Assert.Equal(200, (await buyer.Post($"/registrations/{await buyer.Held(ev, 10)}/cancel")).Status);
        var refused = await buyer.Post("/registrations", Basket(ev));
        Assert.Equal((429, "hold_limit"), (refused.Status, refused.Code));
        Assert.InRange(refused.Response.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(4.5), TimeSpan.FromMinutes(5));
        Assert.Equal(201, (await buyer.Post("/registrations", Basket(ev with { TypeIds = [ev.TypeIds[1]] }))).Status);
        await buyer.Held(await cloud.Organizer.PublishedEvent());
        await (await cloud.NewAttendee()).Held(ev);
    }

    [Fact]
    public async Task Of_a_free_event_one_person_gets_so_many_places_and_no_more()
    {
        var buyer = await cloud.NewAttendee();
        var ev = await cloud.Organizer.FreeEvent(100);
        for (var orders = 0; orders < 4; orders++)
            await buyer.Held(ev, 10);
        var fifth = await buyer.Post("/registrations", Basket(ev));
        Assert.Equal((409, "person_limit_exceeded"), (fifth.Status, fifth.Code));
        Assert.Equal(60, await Available(ev));
    }

    [Fact]
    public async Task The_organizer_says_how_many_places_a_person_may_have()
    {
        var buyer = await cloud.NewAttendee();
        var body = EventBody();
        body["maxPerPerson"] = 3;
        var ev = await cloud.Organizer.PublishedEvent(body);
        Assert.Equal(3, (int)(await cloud.Anonymous.Get($"/events/{ev.Id}"))["maxPerPerson"]!);
        var (registrationId, _) = await buyer.PaidRegistration(ev, 2);
        Assert.Equal("person_limit_exceeded", (await buyer.Post("/registrations", Basket(ev, 2))).Code);
        await buyer.Held(ev);

        Assert.Equal(5, (int)(await cloud.Organizer.Patch($"/events/{ev.Id}", new JsonObject { ["maxPerPerson"] = 5 }))["maxPerPerson"]!);
        await buyer.Held(ev, 2);
        Assert.Equal(200, (await buyer.Post($"/registrations/{registrationId}/cancel")).Status);
        Assert.Equal(
            40,
            (int)(await cloud.Organizer.Patch($"/events/{ev.Id}", new JsonObject { ["maxPerPerson"] = null }))["maxPerPerson"]!
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_001)]
    public async Task It_is_a_number_of_places(int most)
    {
        var body = EventBody();
        body["maxPerPerson"] = most;
        Assert.Equal(["maxPerPerson out_of_range"], (await cloud.Organizer.Post("/events", body)).Fields);
    }

    [Fact]
    public async Task The_same_order_again_is_the_same_whatever_has_filled_up()
    {
        var buyer = await cloud.NewAttendee();
        var ev = await cloud.Organizer.FreeEvent(100);
        var key = Guid.NewGuid().ToString();
        var first = await buyer.Post("/registrations", Basket(ev, 10), key);
        for (var orders = 0; orders < 3; orders++)
            await buyer.Held(ev, 10);
        Assert.Equal(
            (201, first.Text("registrationId")),
            (await buyer.Post("/registrations", Basket(ev, 10), key)) is var again ? (again.Status, again.Text("registrationId")) : default
        );
    }

    private async Task<int> Available(MadeEvent ev) => (int)(await cloud.Anonymous.Get($"/events/{ev.Id}"))["available"]!;
}
