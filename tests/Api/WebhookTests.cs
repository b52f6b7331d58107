using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using EventTicketing.Domain;
using EventTicketing.Local.Standins;
using Hooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

/// <summary>Other systems are told what happens, at least once, signed, and nobody else is.</summary>
public sealed class WebhookTests(Cloud cloud)
{
    [Fact]
    public async Task A_receiver_is_told_what_it_wants_to_know()
    {
        await using var receiver = await Receiver.Start();
        var organizer = await cloud.NewPerson("Organizers");
        var before = await organizer.FreeEvent();
        await cloud.Attendee.Tickets(await Order(cloud.Attendee, before));
        var hook = await organizer.Post("/webhook-endpoints", Body(receiver, "*"));
        Assert.Equal(201, hook.Status);

        var ev = await organizer.PublishedEvent();
        var (registrationId, ticketIds) = await cloud.Attendee.PaidRegistration(ev, 2);
        var code = (await cloud.Attendee.Get($"/tickets/{ticketIds[0]}")).Text("code");
        Assert.Equal("valid", (await organizer.Scan(ev.Id, code: code)).Text("result"));
        Assert.Equal(200, (await organizer.Post($"/tickets/{ticketIds[0]}/undo-check-in", new JsonObject())).Status);
        Assert.Equal(200, (await organizer.Post($"/tickets/{ticketIds[1]}/regenerate-qr")).Status);
        Assert.Equal(200, (await organizer.Patch($"/events/{ev.Id}", new JsonObject { ["title"] = "Later set" })).Status);
        Assert.Equal(200, (await organizer.Post($"/events/{ev.Id}/cancel")).Status);

        var expected = new[]
        {
            "event.published",
            "registration.confirmed",
            "ticket.issued",
            "ticket.issued",
            "ticket.checked_in",
            "ticket.check_in_undone",
            "ticket.reissued",
            "event.updated",
            "event.cancelled",
            "registration.cancelled",
            "refund.succeeded",
        };
        var told = await receiver.Until(expected.Length);
        Assert.Equal(expected.Order(), told.Select(message => message.Type).Order());
        foreach (var message in told)
        {
            Assert.True(message.IsSignedWith(hook.Text("secret")));
            Assert.Equal((message.Id, hook.Text("organizationId")), (message.Text("id"), message.Text("organizationId")));
            Assert.DoesNotContain(code, message.Body);
            Assert.DoesNotContain("\"qr\"", message.Body);
        }

        Assert.Equal(registrationId, (string?)told.First(message => message.Type == "registration.confirmed").Data["registrationId"]);
        Assert.Equal(ev.Id, (string?)told.First(message => message.Type == "event.updated").Data["eventId"]);
        Assert.Equal(
            ticketIds.Order(),
            told.Where(message => message.Type == "ticket.issued").Select(message => (string)message.Data["ticketId"]!).Order()
        );
        // Of the event before nothing is told, although it changes now.
        Assert.Equal(200, (await organizer.Post($"/events/{before.Id}/cancel")).Status);
        var after = await receiver.Until(expected.Length + 2);
        Assert.Equal(["event.cancelled", "registration.cancelled"], after[expected.Length..].Select(message => message.Type).Order());

        var listed = await Cloud.Eventually(async () =>
            (await organizer.Get($"/webhook-endpoints/{hook.Text("endpointId")}/deliveries?status=delivered"))["items"].AsArray()
                is { Count: 13 } items
                ? items
                : null
        );
        var newest = listed[0]!;
        var attempt = Assert.Single(newest["attempts"]!.AsArray())!;
        Assert.Equal((200, null, "thanks"), ((int)attempt["status"]!, (string?)attempt["error"], (string?)attempt["answer"]));
        Assert.Equal((string?)newest["deliveryId"], (string?)JsonNode.Parse((string)newest["body"]!)!["id"]);
        var state = await organizer.Get($"/webhook-endpoints/{hook.Text("endpointId")}");
        Assert.NotNull(state.Body!["lastSuccessAt"]);
        Assert.Equal((0, true), ((int)state["failuresInARow"], (bool)state["enabled"]));
    }

    [Fact]
    public async Task What_fails_comes_again_under_the_same_id()
    {
        await using var receiver = await Receiver.Start(503);
        var (organizer, hook) = await Hooked(receiver);
        var ev = await organizer.FreeEvent();
        await Order(cloud.Attendee, ev);
        await receiver.Until(1);
        var failing = await Delivery(organizer, hook, item => item["attempts"]!.AsArray() is [var made] && (int?)made!["status"] == 503);
        Assert.Equal("queued", (string?)failing["status"]);
        Assert.Equal(1, (int)(await organizer.Get($"/webhook-endpoints/{hook}"))["failuresInARow"]);

        receiver.Status = 200;
        await Due(hook, (string)failing["deliveryId"]!);
        await cloud.Local.Scheduler.RunOnce();
        var delivered = await Delivery(organizer, hook, item => (string?)item["status"] == "delivered");
        Assert.Equal(2, delivered["attempts"]!.AsArray().Count);
        Assert.Single(receiver.Got.Select(message => message.Id).Distinct());
        Assert.Equal(0, (int)(await organizer.Get($"/webhook-endpoints/{hook}"))["failuresInARow"]);

        var path = $"/webhook-endpoints/{hook}/deliveries/{delivered["deliveryId"]}/redeliver";
        var again = await organizer.Post(path);
        Assert.Equal((200, (string?)delivered["deliveryId"]), (again.Status, again.Text("deliveryId")));
        var all = await receiver.Until(3);
        Assert.Single(all.Select(message => (message.Id, message.Body)).Distinct());
    }

    [Fact]
    public async Task A_message_whose_sender_died_comes_again_under_the_same_id()
    {
        await using var receiver = await Receiver.Start();
        var (organizer, hook) = await Hooked(receiver);
        await Order(cloud.Attendee, await organizer.FreeEvent());
        var first = (await receiver.Until(1))[0];
        // As it is stored when the process dies after the message was counted: before or after it was posted.
        var db = cloud.Local.Host.App.Db;
        var stored = (await db.WebhookDeliveries.Find(hook, first.Id, default))!;
        await Delivery(organizer, hook, item => (string?)item["status"] == "delivered");
        stored = (await db.WebhookDeliveries.Find(hook, first.Id, default))!;
        var dead = (stored with { Status = WebhookStatus.Queued, Attempts = [], Tries = 0 }).Attempt(stored.CreatedAt.AddHours(-1));
        Assert.NotNull(await db.WebhookDeliveries.TrySave(dead, default));
        var all = await receiver.Until(2);
        Assert.Single(all.Select(message => (message.Id, message.Body)).Distinct());
        var delivered = await Delivery(
            organizer,
            hook,
            item => (string?)item["status"] == "delivered" && item["attempts"]!.AsArray().Count == 2
        );
        Assert.Equal("interrupted", (string?)delivered["attempts"]![0]!["error"]);
    }

    [Fact]
    public async Task Whoever_answers_410_gets_no_more_until_somebody_enables_it()
    {
        await using var receiver = await Receiver.Start(410);
        var (organizer, hook) = await Hooked(receiver);
        var ev = await organizer.FreeEvent();
        await Order(cloud.Attendee, ev);
        var off = await Cloud.Eventually(async () =>
            (await organizer.Get($"/webhook-endpoints/{hook}")) is var state && !(bool)state["enabled"] ? state : null
        );
        Assert.Equal("gone", off.Text("disabledBecause"));
        var failed = await Delivery(organizer, hook, item => (string?)item["status"] == "failed");
        var path = $"/webhook-endpoints/{hook}/deliveries/{failed["deliveryId"]}/redeliver";
        Assert.Equal("endpoint_disabled", (await organizer.Post(path)).Code);
        await cloud.Mail(organizer.Email, mail => (string?)mail["subject"] == "A webhook is switched off");
        Assert.Contains(
            "webhookSwitchedOff",
            (await organizer.Get($"/organizations/{off.Text("organizationId")}/activity"))["items"]
                .AsArray()
                .Select(act => (string?)act!["action"])
        );

        // What happens while it is off is not told later.
        await Order(await cloud.NewAttendee(), ev);
        receiver.Status = 200;
        var on = await organizer.Patch($"/webhook-endpoints/{hook}", new JsonObject { ["enabled"] = true });
        Assert.Equal((true, null, 0), ((bool)on["enabled"], (string?)on.Body!["disabledBecause"], (int)on["failuresInARow"]));
        var last = await Order(await cloud.NewAttendee(), ev);
        var all = await receiver.Until(2);
        Assert.Equal(last, (string?)all[1].Data["registrationId"]);
        Assert.Equal(200, (await organizer.Post(path)).Status);
        Assert.Equal((string?)failed["deliveryId"], (await receiver.Until(3))[2].Id);
    }

    [Fact]
    public async Task A_deleted_endpoint_gets_nothing_that_was_queued()
    {
        await using var receiver = await Receiver.Start(500);
        var (organizer, hook) = await Hooked(receiver);
        await Order(cloud.Attendee, await organizer.FreeEvent());
        var queued = await Delivery(organizer, hook, item => item["attempts"]!.AsArray() is [{ } made] && (int?)made["status"] == 500);
        receiver.Status = 200;
        Assert.Equal(204, (await organizer.Delete($"/webhook-endpoints/{hook}")).Status);
        await Due(hook, (string)queued["deliveryId"]!);
        await cloud.Local.Scheduler.RunOnce();
        await Cloud.Eventually(async () =>
            await cloud.Local.Host.App.Db.WebhookDeliveries.Find(hook, (string)queued["deliveryId"]!, default) is null ? "dropped" : null
        );
        Assert.Single(receiver.Got);
        Assert.Equal(404, (await organizer.Get($"/webhook-endpoints/{hook}/deliveries")).Status);
    }

    [Fact]
    public async Task A_secret_is_shown_once_and_both_sign_after_a_rotation()
    {
        await using var receiver = await Receiver.Start();
        var organizer = await cloud.NewPerson("Organizers");
        var (body, key) = (Body(receiver, "registration.confirmed"), Guid.NewGuid().ToString());
        var created = await organizer.Post("/webhook-endpoints", body, key);
        var secret = created.Text("secret");
        Assert.Matches("^whsec_[A-Za-z0-9+/]{43}=$", secret);
        Assert.EndsWith($"{created.Text("secretEnd")}=", secret);
        var again = await organizer.Post("/webhook-endpoints", body.DeepClone(), key);
        Assert.Equal((201, created.Text("endpointId")), (again.Status, again.Text("endpointId")));
        Assert.Null(again.Body!["secret"]);
        Assert.True(again.Body.AsObject().ContainsKey("secret"));
        var path = $"/webhook-endpoints/{created.Text("endpointId")}";
        Assert.DoesNotContain("\"secret\"", (await organizer.Get(path)).Body!.ToJsonString());

        var (rotation, twice) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        var rotated = await organizer.Post($"{path}/rotate-secret", key: rotation);
        Assert.NotEqual(secret, rotated.Text("secret"));
        Assert.NotNull(rotated.Body!["formerSecretUntil"]);
        Assert.Null((await organizer.Post($"{path}/rotate-secret", key: rotation)).Body!["secret"]);
        Assert.Equal(200, (await organizer.Post($"{path}/test")).Status);
        var test = (await receiver.Until(1))[0];
        Assert.Equal("webhook.test", test.Type);
        Assert.True(test.IsSignedWith(secret));
        Assert.True(test.IsSignedWith(rotated.Text("secret")));

        Assert.Equal(200, (await organizer.Post($"{path}/rotate-secret", key: twice)).Status);
        await organizer.Post($"{path}/test");
        Assert.False((await receiver.Until(2))[1].IsSignedWith(secret));
        // Nowhere in the store in the clear.
        var stored = (
            await cloud.Local.Host.App.Db.WebhookEndpoints.Find(created.Text("organizationId"), created.Text("endpointId"), default)
        )!;
        Assert.DoesNotContain(secret[6..], $"{stored}");
    }

    [Fact]
    public async Task A_test_says_at_once_what_came_of_it_and_is_no_delivery()
    {
        await using var receiver = await Receiver.Start(418);
        var (organizer, hook) = await Hooked(receiver);
        var off = await organizer.Patch($"/webhook-endpoints/{hook}", new JsonObject { ["enabled"] = false });
        Assert.Equal("manually", off.Text("disabledBecause"));
        var tested = await organizer.Post($"/webhook-endpoints/{hook}/test");
        Assert.Equal((200, 418, "thanks"), (tested.Status, (int)tested["status"], tested.Text("answer")));
        Assert.InRange((long)tested["ms"], 0, 10_000);
        Assert.Equal(hook, (string?)(await receiver.Until(1))[0].Data["endpointId"]);
        Assert.Empty((await organizer.Get($"/webhook-endpoints/{hook}/deliveries"))["items"].AsArray());

        await receiver.DisposeAsync();
        var silent = await organizer.Post($"/webhook-endpoints/{hook}/test");
        Assert.Equal((null, "no_connection"), ((int?)silent.Body!["status"], silent.Text("error")));
    }

    [Theory]
    [InlineData("http://hooks.example.com/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://[fd00:ec2::254]/latest/meta-data")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://user:secret@hooks.example.com/")]
    [InlineData("https://hooks.example.com/#part")]
    [InlineData("https://hooks.example.com:8443/")]
    [InlineData("nonsense")]
    public async Task An_address_that_must_not_be_reached_is_refused(string url)
    {
        var organizer = await cloud.NewPerson("Organizers");
        var body = new JsonObject { ["url"] = url, ["events"] = new JsonArray("*") };
        var refused = await organizer.Post("/webhook-endpoints", body);
        Assert.Equal((422, "unreachable_address"), (refused.Status, refused.Code));
        Assert.Equal(["url unreachable_address"], refused.Fields);
        body["url"] = "https://hooks.example.com/";
        var created = await organizer.Post("/webhook-endpoints", body);
        var patched = await organizer.Patch($"/webhook-endpoints/{created.Text("endpointId")}", new JsonObject { ["url"] = url });
        Assert.Equal((422, "unreachable_address"), (patched.Status, patched.Code));
    }

    [Fact]
    public async Task An_organization_has_ten_endpoints_also_when_they_are_made_at_once()
    {
        var organizer = await cloud.NewPerson("Organizers");
        var body = new JsonObject
        {
            ["url"] = "https://hooks.example.com/",
            ["events"] = new JsonArray("event.published", "event.published"),
        };
        var made = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => organizer.Post("/webhook-endpoints", body.DeepClone())));
        Assert.Equal(2, made.Count(answer => answer.Code == "too_many_endpoints"));
        var listed = (await organizer.Get("/webhook-endpoints?limit=100"))["items"].AsArray();
        Assert.Equal(10, listed.Count);
        Assert.Equal(["event.published"], listed[0]!["events"]!.AsArray().Select(type => (string?)type));

        var path = $"/webhook-endpoints/{listed[0]!["endpointId"]}";
        Assert.Equal(409, (await organizer.Patch(path, new JsonObject { ["description"] = "Crew" }, version: 7)).Status);
        var described = await organizer.Patch(path, new JsonObject { ["description"] = "Crew" });
        Assert.Equal("Crew", described.Text("description"));
        Assert.Null((await organizer.Patch(path, new JsonObject { ["description"] = null })).Body!["description"]);
        Assert.Equal("unknown_value", (await organizer.Patch(path, new JsonObject { ["events"] = new JsonArray("nothing") })).Code);
    }

    private async Task<(User Organizer, string EndpointId)> Hooked(Receiver receiver)
    {
        var organizer = await cloud.NewPerson("Organizers");
        var created = await organizer.Post("/webhook-endpoints", Body(receiver, "registration.confirmed"));
        Assert.Equal(201, created.Status);
        return (organizer, created.Text("endpointId"));
    }

    private static JsonObject Body(Receiver receiver, string type) => new() { ["url"] = receiver.Url, ["events"] = new JsonArray(type) };

    private static async Task<string> Order(User buyer, MadeEvent ev)
    {
        var ordered = await buyer.Post("/registrations", Basket(ev));
        Assert.Equal(201, ordered.Status);
        return ordered.Text("registrationId");
    }

    private static Task<JsonNode> Delivery(User organizer, string endpointId, Func<JsonNode, bool> wanted) =>
        Cloud.Eventually(async () =>
            (await organizer.Get($"/webhook-endpoints/{endpointId}/deliveries"))["items"].AsArray().FirstOrDefault(item => wanted(item!))
        );

    /// <summary>Makes the next attempt due, as if its pause were over.</summary>
    private async Task Due(string endpointId, string deliveryId)
    {
        var db = cloud.Local.Host.App.Db;
        var queued = (await db.WebhookDeliveries.Find(endpointId, deliveryId, default))!;
        await db.WebhookDeliveries.TrySave(queued with { NextAttemptAt = queued.CreatedAt }, default);
    }

    private sealed record Message(string Id, string Timestamp, string Signature, string Body)
    {
        public string Type => Text("type");
        public JsonNode Data => JsonNode.Parse(Body)!["data"]!;

        public string Text(string name) => (string)JsonNode.Parse(Body)![name]!;

        public bool IsSignedWith(string secret) => Webhook.Verify(secret, Id, Timestamp, Signature, Body, DateTimeOffset.UtcNow);
    }

    /// <summary>A system that is told.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private readonly ConcurrentQueue<Message> _got = [];
        private WebApplication _app = null!;

        public int Status { get; set; }
        public string Url => $"{Loopback.AddressOf(_app)}/tickets";
        public IReadOnlyList<Message> Got => [.. _got];

        public static async Task<Receiver> Start(int status = 200)
        {
            var receiver = new Receiver { Status = status };
            receiver._app = await Loopback.Start(0, app => app.Run(receiver.Answer));
            return receiver;
        }

        /// <summary>The messages, once there are so many; fails when there are more.</summary>
        public async Task<Message[]> Until(int count)
        {
            await Cloud.Eventually(() => Task.FromResult(_got.Count >= count ? "all" : null));
            Assert.Equal(count, _got.Count);
            return [.. _got];
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();

        private async Task Answer(HttpContext context)
        {
            using var reader = new StreamReader(context.Request.Body);
            string Header(string name) => context.Request.Headers[name].ToString();
            _got.Enqueue(
                new(Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature"), await reader.ReadToEndAsync())
            );
            context.Response.StatusCode = Status;
            await context.Response.WriteAsync("thanks");
        }
    }
}
