using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

/// <summary>What visitors are answered about events may be kept for a moment; what anybody is answered by name may not.</summary>
public sealed class CacheTests(Cloud cloud)
{
    private const string ForAMoment = "public, max-age=0, s-maxage=1, stale-while-revalidate=1";

    [Fact]
    public async Task A_visitor_s_answer_may_be_kept_for_a_second_and_shown_for_one_more()
    {
        var of = await cloud.Organizer.PublishedEvent();
        foreach (var path in new[] { "/events", $"/events/{of.Id}" })
        {
            var answer = await cloud.Anonymous.Get(path);
            Assert.Equal((ForAMoment, "Authorization, Origin"), (Header(answer, "cache-control"), Header(answer, "vary")));
            Assert.Matches("^\"[0-9a-f]{32}\"$", Header(answer, "etag"));
        }
    }

    [Fact]
    public async Task With_a_token_nothing_is_kept()
    {
        var of = await cloud.Organizer.PublishedEvent();
        foreach (var path in new[] { "/events", $"/events/{of.Id}" })
        {
            var known = Header(await cloud.Anonymous.Get(path), "etag");
            var answer = await cloud.Attendee.Send(HttpMethod.Get, path, null, ("If-None-Match", known));
            Assert.Equal((200, "no-store", null), (answer.Status, Header(answer, "cache-control"), Header(answer, "etag")));
        }
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
        var answer = await cloud.Anonymous.Send(HttpMethod.Get, path, null, ("If-None-Match", condition.Replace("{0}", known, StringComparison.Ordinal)));
        Assert.Equal((status, status == 304), (answer.Status, answer.Body is null));
        Assert.Equal((ForAMoment, known), (Header(answer, "cache-control"), Header(answer, "etag")));
    }

    [Fact]
    public async Task Whatever_is_sold_is_another_answer()
    {
        var of = await cloud.Organizer.FreeEvent(1);
        var known = Header(await cloud.Anonymous.Get($"/events/{of.Id}"), "etag");
        await cloud.Attendee.Held(of);
        var sold = await cloud.Anonymous.Send(HttpMethod.Get, $"/events/{of.Id}", null, ("If-None-Match", known));
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

    private static string? Header(Answer answer, string name) => answer.Response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
