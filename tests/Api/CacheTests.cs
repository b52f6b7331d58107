using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Api;

/// <summary>Anonymous answers about events may be cached for a moment; answers to requests with a token may not.</summary>
public sealed class CacheTests(Cloud cloud)
{
    private const string ForAMoment = "public, max-age=0, s-maxage=1, stale-while-revalidate=1";

    [Fact]
    public async Task A_visitor_s_answer_may_be_kept_for_a_second_and_shown_for_one_more()
    {
        var ev = await cloud.Organizer.PublishedEvent();
        foreach (var path in new[] { "/events", $"/events/{ev.Id}" })
        {
            var answer = await cloud.Anonymous.Get(path);
            Assert.Equal((ForAMoment, "Authorization, Origin"), (Header(answer, "cache-control"), Header(answer, "vary")));
            Assert.Matches("^\"[0-9a-f]{32}\"$", Header(answer, "etag"));
        }
    }

    [Fact]
    public async Task With_a_token_nothing_is_kept()
    {
        var ev = await cloud.Organizer.PublishedEvent();
        foreach (var path in new[] { "/events", $"/events/{ev.Id}" })
        {
            var known = Header(await cloud.Anonymous.Get(path), "etag");
            var answer = await cloud.Attendee.Send(HttpMethod.Get, path, null, ("If-None-Match", known));
            Assert.Equal((200, "no-store", null), (answer.Status, Header(answer, "cache-control"), Header(answer, "etag")));
        }
    }

    [Fact]
    public async Task Whoever_runs_an_event_sees_at_once_what_was_changed()
    {
        var draft = await cloud.Organizer.DraftEvent();
        async Task Sees(string status, string title)
        {
            var answer = await cloud.Organizer.Get($"/events/{draft.Id}");
            Assert.Equal((200, status, title), (answer.Status, (string)answer["status"]!, (string)answer["title"]!));
            Assert.Equal(("no-store", null), (Header(answer, "cache-control"), Header(answer, "etag")));
        }

        await cloud.Organizer.Patch($"/events/{draft.Id}", new JsonObject { ["title"] = "Once" });
        await Sees("draft", "Once");
        Assert.Equal(200, (await cloud.Organizer.Post($"/events/{draft.Id}/publish")).Status);
        await Sees("published", "Once");
        await cloud.Organizer.Patch($"/events/{draft.Id}", new JsonObject { ["title"] = "Twice" });
        await Sees("published", "Twice");
    }

    /// <summary>The answer to a request with a token, valid or not, must not be cached.</summary>
    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("Basic bm9ib2R5Og==")]
    [InlineData("")]
    public async Task Whatever_is_sent_as_a_token_what_it_is_answered_is_kept_by_nobody(string token)
    {
        var ev = await cloud.Organizer.PublishedEvent();
        foreach (var path in new[] { "/events", $"/events/{ev.Id}" })
        {
            var answer = await cloud.Anonymous.Send(HttpMethod.Get, path, null, ("Authorization", token));
            Assert.Equal(("no-store", null), (Header(answer, "cache-control"), Header(answer, "etag")));
        }
    }

    [Fact]
    public async Task HEAD_answers_as_GET_does()
    {
        var path = $"/events/{(await cloud.Organizer.PublishedEvent()).Id}";
        var known = Header(await cloud.Anonymous.Get(path), "etag");
        var asked = await cloud.Anonymous.Send(HttpMethod.Head, path, null);
        Assert.Equal((200, ForAMoment, known), (asked.Status, Header(asked, "cache-control"), Header(asked, "etag")));
        var again = await cloud.Anonymous.Send(HttpMethod.Head, path, null, ("If-None-Match", known));
        Assert.Equal((304, ForAMoment, known), (again.Status, Header(again, "cache-control"), Header(again, "etag")));
    }

    [Theory]
    [InlineData("{0}", 304)]
    [InlineData("W/{0}", 304)]
    [InlineData("\"another\", {0}", 304)]
    [InlineData("*", 304)]
    [InlineData("\"another\"", 200)]
    public async Task What_a_client_still_has_is_not_sent_again(string condition, int status)
    {
        var path = $"/events/{(await cloud.Organizer.PublishedEvent()).Id}";
        var known = Header(await cloud.Anonymous.Get(path), "etag");
        var answer = await cloud.Anonymous.Send(
            HttpMethod.Get,
            path,
            null,
            ("If-None-Match", condition.Replace("{0}", known, StringComparison.Ordinal))
        );
        Assert.Equal((status, status == 304), (answer.Status, answer.Body is null));
        Assert.Equal((ForAMoment, known), (Header(answer, "cache-control"), Header(answer, "etag")));
    }

    [Fact]
    public async Task Whatever_is_sold_is_another_answer()
    {
        var ev = await cloud.Organizer.FreeEvent(1);
        var known = Header(await cloud.Anonymous.Get($"/events/{ev.Id}"), "etag");
        await cloud.Attendee.Held(ev);
        var sold = await cloud.Anonymous.Send(HttpMethod.Get, $"/events/{ev.Id}", null, ("If-None-Match", known));
        Assert.Equal((200, "soldOut"), (sold.Status, (string)sold["ticketTypes"][0]!["availability"]!));
    }

    [Fact]
    public async Task Refusals_and_everything_else_are_kept_by_nobody()
    {
        var draft = await cloud.Organizer.DraftEvent();
        foreach (var path in new[] { $"/events/{draft.Id}", "/events?limit=0", "/health", "/ticket-signing-keys" })
        {
            var answer = await cloud.Anonymous.Get(path);
            Assert.Equal(("no-store", null), (Header(answer, "cache-control"), Header(answer, "etag")));
        }
    }

    private static string? Header(Answer answer, string name) =>
        answer.Response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
