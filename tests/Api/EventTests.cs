using System.Text;
using System.Text.Json.Nodes;
using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

public sealed class EventTests(Cloud cloud)
{
    [Fact]
    public async Task A_new_event_is_a_draft_with_all_its_places_free()
    {
        var made = await cloud.Organizer.Post("/events", EventBody(500, Type(quantity: 400), Type("Reduced", 1500, 100)));
        Assert.Equal((201, "draft"), (made.Status, made.Text("status")));
        Assert.StartsWith("evt_", made.Text("eventId"));
        Assert.Equal([400, 100], made["ticketTypes"].AsArray().Select(type => (int)type!["available"]!));
        Assert.All(made["ticketTypes"].AsArray(), type => Assert.Equal("notOnSale", (string?)type!["availability"]));
        Assert.Equal(
            1,
            (int)
                (
                    await cloud.Organizer.Patch(
                        $"/events/{made.Text("eventId")}",
                        new JsonObject { ["title"] = "Later set" },
                        (int)made["version"]
                    )
                )["version"]
        );
    }

    [Fact]
    public async Task An_event_names_its_organizer_as_of_the_last_edit()
    {
        var (ev, db, stop) = (await cloud.Organizer.DraftEvent(), cloud.Local.Host.App.Db, TestContext.Current.CancellationToken);
        var made = (await db.Events.Find(ev.Id, stop))!;
        Assert.Equal(cloud.Organizer.Email, made.ReplyTo);
        await db.Write([db.Events.Save(made with { OrganizerName = "An earlier name", ReplyTo = "earlier@example.com" })], stop);
        Assert.Equal(200, (await cloud.Organizer.Patch($"/events/{ev.Id}", new JsonObject { ["title"] = "Later set" })).Status);
        var edited = (await db.Events.Find(ev.Id, stop))!;
        Assert.Equal((made.OrganizerName, made.ReplyTo), (edited.OrganizerName, edited.ReplyTo));
    }

    [Fact]
    public async Task Instants_come_back_as_they_were_given_and_in_UTC()
    {
        var body = EventBody();
        body["startsAt"] = "2031-06-01T20:00:00+02:00";
        body["endsAt"] = "2031-06-01T23:00:00+02:00";
        var made = await cloud.Organizer.Post("/events", body);
        Assert.Equal("2031-06-01T18:00:00Z", made.Text("startsAt"));
        Assert.Equal("2031-05-31T22:00:00Z", made.Text("gateOpensAt"));
    }

    [Fact]
    public async Task A_draft_sent_back_as_it_came_does_not_fix_its_gate()
    {
        var made = await cloud.Organizer.Post("/events", EventBody());
        Assert.False((bool)made["gateOpensAtSet"]);
        var path = $"/events/{made.Text("eventId")}";
        var (startsAt, endsAt) = (
            DateTimeOffset.Parse(made.Text("startsAt")).AddDays(35),
            DateTimeOffset.Parse(made.Text("endsAt")).AddDays(35)
        );
        var moved = new JsonObject
        {
            ["gateOpensAt"] = made.Text("gateOpensAt"),
            ["startsAt"] = startsAt,
            ["endsAt"] = endsAt,
        };
        var back = await cloud.Organizer.Patch(path, moved, (int)made["version"]);
        Assert.Equal((200, false), (back.Status, (bool)back["gateOpensAtSet"]));
        Assert.True(DateTimeOffset.Parse(back.Text("gateOpensAt")) > startsAt.AddDays(-1));

        var stated = startsAt.AddHours(-1);
        var set = await cloud.Organizer.Patch(path, new JsonObject { ["gateOpensAt"] = stated }, (int)back["version"]);
        Assert.Equal((true, stated), ((bool)set["gateOpensAtSet"], DateTimeOffset.Parse(set.Text("gateOpensAt"))));
        // The organizer has now set the time; sending the same value again keeps it set.
        Assert.True(
            (bool)(await cloud.Organizer.Patch(path, new JsonObject { ["gateOpensAt"] = stated }, (int)set["version"]))["gateOpensAtSet"]
        );
        Assert.False((bool)(await cloud.Organizer.Patch(path, new JsonObject { ["gateOpensAt"] = null }))["gateOpensAtSet"]);
    }

    [Fact]
    public async Task Every_wrong_field_is_named()
    {
        var body = EventBody();
        body.Remove("title");
        body["capacity"] = "many";
        body["surprise"] = 1;
        body["venue"]!["country"] = "Germany";
        body["ticketTypes"]![0]!["price"]!["amount"] = -1;
        var refused = await cloud.Organizer.Post("/events", body);
        Assert.Equal(422, refused.Status);
        Assert.Equal(
            [
                "capacity invalid_type",
                "surprise unknown_field",
                "ticketTypes[0].price.amount out_of_range",
                "title required",
                "venue.country invalid_format",
            ],
            refused.Fields.Select(field => field.Replace("venue.country too_long", "venue.country invalid_format")).Order()
        );
    }

    [Theory]
    [InlineData("timeZone", "Mars/Olympus", "unknown_time_zone")]
    [InlineData("startsAt", "2020-01-01T00:00:00Z", "in_the_past")]
    [InlineData("endsAt", "2020-01-01T00:00:00Z", "ends_before_start")]
    [InlineData("startsAt", "2031-01-01T00:00:00", "invalid_instant")]
    [InlineData("gateOpensAt", "2050-01-01T00:00:00Z", "opens_after_end")]
    public async Task What_cannot_be_is_refused(string field, string value, string code)
    {
        var body = EventBody();
        body[field] = value;
        var refused = await cloud.Organizer.Post("/events", body);
        Assert.Equal(422, refused.Status);
        Assert.Contains($"{field} {code}", refused.Fields);
    }

    [Fact]
    public async Task A_draft_is_there_for_its_organization_only()
    {
        var draft = await cloud.Organizer.DraftEvent();
        Assert.Equal(200, (await cloud.Organizer.Get($"/events/{draft.Id}")).Status);
        foreach (var other in new[] { cloud.Anonymous, cloud.Attendee, cloud.Stranger })
        {
            var answer = await other.Get($"/events/{draft.Id}");
            Assert.Equal((404, "event_not_found"), (answer.Status, answer.Code));
        }
    }

    [Fact]
    public async Task Once_published_everybody_sees_it_and_it_is_listed()
    {
        var word = $"zither{Guid.NewGuid():N}";
        var body = EventBody();
        body["title"] = $"An evening of {word}";
        body["category"] = word[..20];
        var published = await cloud.Organizer.PublishedEvent(body);
        Assert.Equal("published", (await cloud.Anonymous.Get($"/events/{published.Id}")).Text("status"));
        foreach (
            var filter in new[]
            {
                $"text={word.ToUpperInvariant()}",
                $"category={word[..20].ToUpperInvariant()}",
                $"text={word} evening",
                $"text={word}&status=published",
                $"text={word}&from={At(1)}&to={At(3)}",
            }
        )
            Assert.Equal(
                published.Id,
                (string?)Assert.Single((await cloud.Anonymous.Get($"/events?{filter}"))["items"].AsArray())!["eventId"]
            );
        foreach (
            var filter in new[]
            {
                $"text={word}&status=completed",
                $"text={word}&category=other",
                $"text={word}&from={At(3)}",
                $"text={word}&date=2040-01-01",
            }
        )
            Assert.Empty((await cloud.Anonymous.Get($"/events?{filter}"))["items"].AsArray());
    }

    [Fact]
    public async Task The_day_of_an_event_is_in_its_own_zone()
    {
        var word = $"koto{Guid.NewGuid():N}";
        var body = EventBody();
        (body["title"], body["timeZone"]) = (word, "Asia/Tokyo");
        // Half past midnight of 2 March in Tokyo; still 1 March in UTC.
        (body["startsAt"], body["endsAt"]) = ("2032-03-01T15:30:00Z", "2032-03-01T17:00:00Z");
        await cloud.Organizer.PublishedEvent(body);
        Assert.Single((await cloud.Anonymous.Get($"/events?text={word}&date=2032-03-02"))["items"].AsArray());
        Assert.Empty((await cloud.Anonymous.Get($"/events?text={word}&date=2032-03-01"))["items"].AsArray());
        foreach (var day in new[] { "0001-01-01", "1969-12-31", "2101-01-01", "9999-12-31" })
            Assert.Equal(["date out_of_range"], (await cloud.Anonymous.Get($"/events?date={day}")).Fields);
        foreach (var day in new[] { "1970-01-01", "2100-12-31" })
            Assert.Equal(200, (await cloud.Anonymous.Get($"/events?date={day}")).Status);
    }

    [Fact]
    public async Task What_lasts_for_months_is_listed_as_long_as_it_is_on()
    {
        var word = $"dulcimer{Guid.NewGuid():N}";
        var db = cloud.Local.Host.App.Db;
        var today = DateTimeOffset.UtcNow.Date;
        async Task<string> Lasting(int from, int to)
        {
            var body = EventBody();
            (body["title"], body["category"]) = (word, word[..20]);
            var made = await cloud.Organizer.PublishedEvent(body);
            var found = (await db.Events.Find(made.Id, TestContext.Current.CancellationToken))!;
            await db.Write(
                [db.Events.Save(found with { StartsAt = new(today.AddDays(from)), EndsAt = new(today.AddDays(to)) })],
                TestContext.Current.CancellationToken
            );
            return made.Id;
        }

        string[] on = [await Lasting(-340, 10), await Lasting(-40, 60), await Lasting(-31, 40), await Lasting(-20, 5)];
        var (over, soon) = (await Lasting(-200, -100), await Lasting(3, 50));
        foreach (var limit in (int[])[1, 2, 3, 100])
        {
            Assert.Equal([.. on, soon], await Ids($"limit={limit}"));
            Assert.Equal([.. on, soon], await Ids($"limit={limit}&category={word[..20]}"));
            Assert.Equal(on, await Ids($"limit={limit}&status=active"));
        }

        Assert.Equal([over], await Ids("status=completed"));
        Assert.Equal(on[1..], await Ids($"from={today.AddDays(-40):yyyy-MM-dd}T00:00:00Z&status=active"));
        Assert.Equal(on[..2], await Ids($"to={today.AddDays(-40):yyyy-MM-dd}T00:00:00Z"));
        Assert.Empty(await Ids("category=other"));

        async Task<List<string>> Ids(string filter)
        {
            List<string> ids = [];
            for (string? next = ""; next is not null; )
            {
                var page = await cloud.Anonymous.Get($"/events?text={word}&{filter}{(next.Length == 0 ? "" : $"&cursor={next}")}");
                ids.AddRange(page["items"].AsArray().Select(item => (string)item!["eventId"]!));
                next = (string?)page.Body!["next"];
            }

            return ids;
        }
    }

    [Fact]
    public async Task A_list_comes_in_pages_that_nobody_can_redirect()
    {
        var word = $"harp{Guid.NewGuid():N}";
        for (var i = 0; i < 5; i++)
        {
            var body = EventBody();
            (body["title"], body["startsAt"], body["endsAt"]) = (word, At(10 + i), At(20 + i));
            await cloud.Organizer.PublishedEvent(body);
        }

        List<string> seen = [];
        string? next = null;
        for (var page = 0; page < 3; page++)
        {
            var answer = await cloud.Anonymous.Get($"/events?text={word}&limit=2{(next is null ? "" : $"&cursor={next}")}");
            Assert.Equal(page == 2 ? 1 : 2, answer["items"].AsArray().Count);
            seen.AddRange(answer["items"].AsArray().Select(item => (string)item!["startsAt"]!));
            next = (string?)answer.Body!["next"];
        }

        Assert.Null(next);
        Assert.Equal(seen.Order().Distinct(), seen);
        var first = await cloud.Organizer.Get("/my-events?limit=1");
        var cursor = (string)first["next"]!;
        Assert.Equal(200, (await cloud.Organizer.Get($"/my-events?limit=1&cursor={cursor}")).Status);
        Assert.Equal("invalid_cursor", (await cloud.Stranger.Get($"/my-events?limit=1&cursor={cursor}")).Code);
        Assert.Equal("invalid_cursor", (await cloud.Organizer.Get($"/my-events?limit=1&status=draft&cursor={cursor}")).Code);
    }

    [Fact]
    public async Task A_moved_event_is_told_once_to_everybody_with_tickets_and_all_follows()
    {
        var ev = await cloud.Organizer.PublishedEvent();
        var (first, second, third) = (await cloud.NewAttendee(), await cloud.NewAttendee(), await cloud.NewAttendee());
        var friend = $"friend-{Guid.NewGuid():N}@example.com";
        var (_, old) = await first.PaidRegistration(ev);
        await first.PaidRegistration(ev);
        var basket = Basket(ev, 2);
        basket["attendees"] = new JsonArray(new JsonObject { ["name"] = "Fay", ["email"] = friend });
        var held = (await second.Post("/registrations", basket)).Text("registrationId");
        await cloud.Confirm(await second.Intent(held));
        await second.Tickets(held);
        Assert.Equal(
            (3, true),
            await cloud.Organizer.Get($"/events/{ev.Id}/audience") is var audience
                ? ((int)audience["people"], (bool)audience["complete"])
                : default
        );
        var ticket = await first.Get($"/tickets/{old[0]}");

        var (before, path) = (await cloud.Anonymous.Get($"/events/{ev.Id}"), $"/events/{ev.Id}");
        var venue = new JsonObject
        {
            ["name"] = "Markthalle",
            ["city"] = "Hamburg",
            ["country"] = "DE",
        };
        Assert.Equal(200, (await cloud.Organizer.Patch(path, new JsonObject { ["startsAt"] = At(300), ["endsAt"] = At(303) })).Status);
        var title = string.Join("; ", Enumerable.Repeat("Grüße, Hafen 🎟", 8));
        var moved = await cloud.Organizer.Patch(
            path,
            new JsonObject
            {
                ["title"] = title,
                ["startsAt"] = At(3),
                ["endsAt"] = At(6),
                ["timeZone"] = "Europe/London",
                ["venue"] = venue,
            }
        );
        Assert.Equal(200, moved.Status);
        await third.PaidRegistration(ev);
        var db = cloud.Local.Host.App.Db;
        Assert.DoesNotContain(await cloud.Mails(first.Email), IsChange);

        // Make the announcement due now instead of in ten minutes.
        var stored = (await db.Events.Find(ev.Id, default))!;
        Assert.InRange(stored.Announcement!.DueAt - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        await db.Write(
            [db.Events.Save(stored with { Announcement = stored.Announcement with { DueAt = DateTimeOffset.UtcNow } })],
            default
        );
        await cloud.Local.Scheduler.RunOnce();
        await cloud.Local.Scheduler.RunOnce();

        foreach (var address in new[] { first.Email, second.Email, friend })
        {
            var mail = await cloud.Mail(address, IsChange);
            Assert.Single(await cloud.Mails(address), IsChange);
            var text = (string)mail["text"]!;
            Assert.All(
                new[]
                {
                    "Before: Hafenklang, Große Elbstraße 84, Hamburg, DE",
                    "Now: Markthalle, Hamburg, DE",
                    "(Europe/Berlin)",
                    "(Europe/London)",
                },
                part => Assert.Contains(part, text)
            );
            using var http = new HttpClient();
            var calendar = (await http.GetStringAsync((string)mail["attachments"]![0]!["url"]!)).Split("\r\n");
            Assert.All(calendar, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
            var unfolded = string.Join("\r\n", calendar).Replace("\r\n ", "", StringComparison.Ordinal);
            Assert.Contains(
                $"\r\nSUMMARY:{title.Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)}\r\n",
                unfolded
            );
            Assert.Contains($"UID:{ev.Id}@event-ticketing", calendar);
            Assert.Contains($"DTSTART:{DateTimeOffset.Parse(moved.Text("startsAt")).UtcDateTime:yyyyMMdd'T'HHmmss'Z'}", calendar);
            Assert.True(
                int.Parse(calendar.Single(line => line.StartsWith("SEQUENCE:", StringComparison.Ordinal))[9..]) > (int)before["version"]
            );
        }

        Assert.DoesNotContain(await cloud.Mails(third.Email), IsChange);
        var list = await cloud.Organizer.Get($"/events/{ev.Id}/check-in-list");
        Assert.Equal(moved.Text("startsAt"), list.Text("startsAt"));
        Assert.Equal(DateTimeOffset.Parse(moved.Text("endsAt")).AddHours(6), DateTimeOffset.Parse(list.Text("gateClosesAt")));
        // The code that people already have is valid on the new day.
        Assert.Equal("valid", (await cloud.Organizer.Scan(ev.Id, qr: ticket.Text("qr"))).Text("result"));
        // The ticket's PDF is rendered again with the new times.
        Assert.NotEqual(FileOf(ticket), FileOf(await first.Get($"/tickets/{old[0]}")));

        static string FileOf(Answer ticket) => new Uri(ticket.Text("downloadUrl")).AbsolutePath;

        static bool IsChange(JsonNode? mail) => ((string)mail!["subject"]!).StartsWith("Changed: ", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buyers_give_tickets_back_until_the_day_that_the_organizer_offers()
    {
        var body = EventBody();
        body["refundsUntil"] = At(-1);
        var ev = await cloud.Organizer.PublishedEvent(body);
        var buyer = await cloud.NewAttendee();
        var (registrationId, _) = await buyer.PaidRegistration(ev);
        Assert.Equal(
            (409, "refunds_closed"),
            await buyer.Post($"/registrations/{registrationId}/cancel") is var late ? (late.Status, late.Code) : default
        );
        Assert.Equal(
            "locked_when_published",
            (await cloud.Organizer.Patch($"/events/{ev.Id}", new JsonObject { ["refundsUntil"] = At(-2) })).Code
        );
        var offered = await cloud.Organizer.Patch(
            $"/events/{ev.Id}",
            new JsonObject
            {
                ["startsAt"] = At(48),
                ["endsAt"] = At(50),
                ["refundsUntil"] = At(24),
                ["notify"] = false,
            }
        );
        Assert.Equal(200, offered.Status);
        Assert.Equal("cancelled", (await buyer.Post($"/registrations/{registrationId}/cancel")).Text("status"));
        Assert.Null((await cloud.Local.Host.App.Db.Events.Find(ev.Id, default))!.Announcement);
    }

    [Fact]
    public async Task A_published_event_keeps_its_currency()
    {
        var published = await cloud.Organizer.PublishedEvent();
        Assert.Equal(
            200,
            (
                await cloud.Organizer.Patch(
                    $"/events/{published.Id}",
                    new JsonObject { ["description"] = null, ["title"] = "Very late set" }
                )
            ).Status
        );
        var type = $"/events/{published.Id}/ticket-types/{published.TypeId}";
        Assert.Equal(
            200,
            (
                await cloud.Organizer.Patch(
                    type,
                    new JsonObject
                    {
                        ["price"] = new JsonObject { ["amount"] = 3000, ["currency"] = "eur" },
                    }
                )
            ).Status
        );
        Assert.Equal(
            "locked_when_published",
            (
                await cloud.Organizer.Patch(
                    type,
                    new JsonObject
                    {
                        ["price"] = new JsonObject { ["amount"] = 3000, ["currency"] = "usd" },
                    }
                )
            ).Code
        );
        var shown = await cloud.Anonymous.Get($"/events/{published.Id}");
        Assert.Equal(
            ("Very late set", null, 3000),
            (shown.Text("title"), (string?)shown.Body!["description"], (int)shown["ticketTypes"][0]!["price"]!["amount"]!)
        );
    }

    [Fact]
    public async Task Numbers_can_be_raised_but_not_lowered_below_what_is_sold()
    {
        var free = await cloud.Organizer.FreeEvent(10);
        await cloud.Attendee.Held(free, 4);
        Assert.Equal("below_sold", (await cloud.Organizer.Patch($"/events/{free.Id}", new JsonObject { ["capacity"] = 3 })).Code);
        Assert.Equal(
            "below_sold",
            (await cloud.Organizer.Patch($"/events/{free.Id}/ticket-types/{free.TypeId}", new JsonObject { ["quantity"] = 3 })).Code
        );
        Assert.Equal(200, (await cloud.Organizer.Patch($"/events/{free.Id}", new JsonObject { ["capacity"] = 4 })).Status);
        Assert.Equal("sold_out", (await cloud.Attendee.Post("/registrations", Basket(free))).Code);
        Assert.Equal(200, (await cloud.Organizer.Patch($"/events/{free.Id}", new JsonObject { ["capacity"] = 6 })).Status);
        Assert.Equal(2, (int)(await cloud.Anonymous.Get($"/events/{free.Id}"))["ticketTypes"][0]!["available"]!);
    }

    [Fact]
    public async Task A_ticket_type_can_be_added_to_a_published_event_and_sold()
    {
        var published = await cloud.Organizer.PublishedEvent(EventBody(50, Type(quantity: 20)));
        var added = await cloud.Organizer.Post($"/events/{published.Id}/ticket-types", Type("Balcony", 4000, 5));
        Assert.Equal((201, 5), (added.Status, (int)added["ticketTypes"][1]!["available"]!));
        var balcony = (string)added["ticketTypes"][1]!["ticketTypeId"]!;
        Assert.Equal(
            201,
            (
                await cloud.Attendee.Post(
                    "/registrations",
                    new JsonObject
                    {
                        ["eventId"] = published.Id,
                        ["items"] = new JsonArray(new JsonObject { ["ticketTypeId"] = balcony, ["quantity"] = 5 }),
                    }
                )
            ).Status
        );
    }

    [Fact]
    public async Task A_change_meant_for_another_version_is_refused()
    {
        var draft = await cloud.Organizer.DraftEvent();
        Assert.Equal(200, (await cloud.Organizer.Patch($"/events/{draft.Id}", new JsonObject { ["title"] = "One" }, version: 0)).Status);
        var stale = await cloud.Organizer.Patch($"/events/{draft.Id}", new JsonObject { ["title"] = "Two" }, version: 0);
        Assert.Equal((409, "version_mismatch"), (stale.Status, stale.Code));
        Assert.Equal("One", (await cloud.Organizer.Get($"/events/{draft.Id}")).Text("title"));
        foreach (
            var (condition, status) in new[]
            {
                ("\"7\", \"8\"", 409),
                ("\"7\", \"1\"", 200),
                ("W/\"2\" , \"9\"", 200),
                ("\"1\",\"2\"", 409),
                ("*", 200),
            }
        )
            Assert.Equal(
                status,
                (
                    await cloud.Organizer.Send(
                        HttpMethod.Patch,
                        $"/events/{draft.Id}",
                        new JsonObject { ["description"] = condition },
                        ("If-Match", condition)
                    )
                ).Status
            );
    }

    [Fact]
    public async Task A_step_in_the_life_of_an_event_can_be_meant_for_a_version()
    {
        var draft = await cloud.Organizer.DraftEvent();
        Task<Answer> At(int version, HttpMethod method, string step = "") =>
            cloud.Organizer.Send(method, $"/events/{draft.Id}{step}", null, ("If-Match", $"\"{version}\""));
        foreach (
            var answer in new[]
            {
                await At(7, HttpMethod.Post, "/publish"),
                await At(7, HttpMethod.Post, "/cancel"),
                await At(7, HttpMethod.Post, "/archive"),
                await At(7, HttpMethod.Delete),
            }
        )
            Assert.Equal((409, "version_mismatch"), (answer.Status, answer.Code));
        Assert.Equal("published", (await At(0, HttpMethod.Post, "/publish")).Text("status"));
        Assert.Equal("cancelled", (await At(1, HttpMethod.Post, "/cancel")).Text("status"));
        draft = await cloud.Organizer.DraftEvent();
        Assert.Equal(204, (await At(0, HttpMethod.Delete)).Status);
    }

    [Fact]
    public async Task What_an_event_cannot_be_without_cannot_be_cleared()
    {
        var draft = await cloud.Organizer.DraftEvent();
        var refused = await cloud.Organizer.Patch(
            $"/events/{draft.Id}",
            new JsonObject
            {
                ["title"] = null,
                ["venue"] = null,
                ["capacity"] = null,
                ["description"] = null,
            }
        );
        Assert.Equal(422, refused.Status);
        Assert.Equal(["capacity required", "title required", "venue required"], refused.Fields.Order());
        var type = await cloud.Organizer.Patch(
            $"/events/{draft.Id}/ticket-types/{draft.TypeId}",
            new JsonObject { ["price"] = null, ["salesEndAt"] = null }
        );
        Assert.Equal(["price required"], type.Fields);
    }

    [Fact]
    public async Task Only_a_draft_is_deleted_and_only_a_published_event_cancelled()
    {
        var draft = await cloud.Organizer.DraftEvent();
        Assert.Equal("event_not_published", (await cloud.Organizer.Post($"/events/{draft.Id}/cancel")).Code);
        Assert.Equal(204, (await cloud.Organizer.Delete($"/events/{draft.Id}")).Status);
        Assert.Equal(404, (await cloud.Organizer.Get($"/events/{draft.Id}")).Status);
        var published = await cloud.Organizer.PublishedEvent();
        Assert.Equal("event_not_draft", (await cloud.Organizer.Delete($"/events/{published.Id}")).Code);
        Assert.Equal("event_not_over", (await cloud.Organizer.Post($"/events/{published.Id}/archive")).Code);
        Assert.Equal(
            "cancelled",
            (await cloud.Organizer.Post($"/events/{published.Id}/cancel", new JsonObject { ["reason"] = "Flooded." })).Text("status")
        );
        Assert.Equal("cancelled", (await cloud.Organizer.Post($"/events/{published.Id}/cancel")).Text("status"));
        Assert.Equal("event_not_published", (await cloud.Attendee.Post("/registrations", Basket(published))).Code);
        Assert.Equal("archived", (await cloud.Organizer.Post($"/events/{published.Id}/archive")).Text("status"));
    }

    [Fact]
    public async Task An_event_without_ticket_types_cannot_be_published()
    {
        var body = EventBody();
        body["ticketTypes"] = new JsonArray();
        var draft = await cloud.Organizer.DraftEvent(body);
        Assert.Equal("ticket_type_required", (await cloud.Organizer.Post($"/events/{draft.Id}/publish")).Code);
    }

    [Fact]
    public async Task Another_organizer_finds_nothing_to_change()
    {
        var published = await cloud.Organizer.PublishedEvent();
        Answer[] answers =
        [
            await cloud.Stranger.Patch($"/events/{published.Id}", new JsonObject { ["title"] = "Mine" }),
            await cloud.Stranger.Post($"/events/{published.Id}/publish"),
            await cloud.Stranger.Post($"/events/{published.Id}/cancel"),
            await cloud.Stranger.Post($"/events/{published.Id}/archive"),
            await cloud.Stranger.Delete($"/events/{published.Id}"),
            await cloud.Stranger.Post($"/events/{published.Id}/ticket-types", Type()),
            await cloud.Stranger.Patch($"/events/{published.Id}/ticket-types/{published.TypeId}", new JsonObject { ["quantity"] = 1 }),
            await cloud.Stranger.Get($"/events/{published.Id}/registrations"),
            await cloud.Stranger.Get($"/events/{published.Id}/check-ins"),
            await cloud.Stranger.Scan(published.Id, code: "ABCDEFGH-JKLM"),
        ];
        Assert.All(answers, answer => Assert.Equal((404, "event_not_found"), (answer.Status, answer.Code)));
        Assert.Equal("Late set", (await cloud.Anonymous.Get($"/events/{published.Id}")).Text("title"));
    }

    [Fact]
    public async Task The_same_key_makes_one_event_and_one_ticket_type()
    {
        var (key, body) = (Guid.NewGuid().ToString(), EventBody());
        var (first, again) = (
            await cloud.Organizer.Post("/events", body, key),
            await cloud.Organizer.Post("/events", body.DeepClone(), key)
        );
        Assert.Equal((201, first.Body!.ToJsonString()), (again.Status, again.Body!.ToJsonString()));
        body["title"] = "Something else";
        var other = await cloud.Organizer.Post("/events", body, key);
        Assert.Equal((422, "idempotency_mismatch"), (other.Status, other.Code));
        Assert.Equal(201, (await cloud.Stranger.Post("/events", body, key)).Status);

        var types = $"/events/{first.Text("eventId")}/ticket-types";
        await cloud.Organizer.Post(types, Type("Extra"), "extra");
        Assert.Equal(2, (await cloud.Organizer.Post(types, Type("Extra"), "extra"))["ticketTypes"].AsArray().Count);
    }
}
