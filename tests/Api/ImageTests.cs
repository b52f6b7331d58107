using System.Net;
using System.Text.Json.Nodes;
using EventTicketing.Data;
using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

/// <summary>Images of events, uploaded as browsers do: with the form, directly to the store.</summary>
public sealed class ImageTests(Cloud cloud)
{
    private const int Megabyte = 1024 * 1024;
    private static readonly byte[] Picture = [0x89, .. "PNG\r\n\u001a\n"u8, .. new byte[100]];
    private static readonly byte[] Photo = [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[100]];

    private Task<Answer> Image(MadeEvent ev, string type = "image/png", string? key = null) =>
        cloud.Organizer.Post($"/events/{ev.Id}/images", new JsonObject { ["contentType"] = type }, key);

    private Task<Answer> Publish(MadeEvent ev, Answer image) => cloud.Organizer.Post($"/events/{ev.Id}/images/{image.Text("imageId")}");

    private Task<Answer> Delete(MadeEvent ev, Answer image) => cloud.Organizer.Delete($"/events/{ev.Id}/images/{image.Text("imageId")}");

    private async Task<IEnumerable<string>> Listed(MadeEvent ev) =>
        (await cloud.Organizer.Get($"/events/{ev.Id}"))["images"].AsArray().Select(image => (string)image!["imageId"]!);

    /// <summary>Requests an upload form, uploads an image and publishes it.</summary>
    private async Task<Answer> Added(MadeEvent ev)
    {
        var image = await Image(ev);
        Assert.Equal(HttpStatusCode.NoContent, (await Upload(image, Picture)).Status);
        Assert.Equal(200, (await Publish(ev, image)).Status);
        return image;
    }

    private async Task<(HttpStatusCode Status, string? Type, byte[] Bytes)> Shown(string url)
    {
        using var answer = await cloud.Anonymous.Http.GetAsync(url);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("image/png", ".png")]
    [InlineData("image/jpeg", ".jpg")]
    public async Task An_image_is_uploaded_by_its_form_and_everybody_sees_it(string type, string ending)
    {
        var ev = await cloud.Organizer.PublishedEvent();
        var image = await Image(ev, type);
        Assert.Equal((201, 5 * Megabyte), (image.Status, (int)image["maxBytes"]));
        Assert.Equal($"/images/{ev.Id}/{image.Text("imageId")}{ending}", image.Text("url"));
        Assert.InRange(
            DateTimeOffset.Parse(image.Text("expiresAt")) - DateTimeOffset.UtcNow,
            TimeSpan.FromMinutes(14),
            TimeSpan.FromMinutes(15)
        );
        var file = type == "image/png" ? Picture : Photo;
        Assert.Equal((409, "image_not_uploaded"), (await Publish(ev, image)) is var early ? (early.Status, early.Code) : default);
        Assert.Equal(HttpStatusCode.NoContent, (await Upload(image, file)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Shown(image.Text("url"))).Status);
        Assert.Empty((await cloud.Anonymous.Get($"/events/{ev.Id}"))["images"].AsArray());
        Assert.Equal(200, (await Publish(ev, image)).Status);
        var shown = await Shown(image.Text("url"));
        Assert.Equal((HttpStatusCode.OK, type), (shown.Status, shown.Type));
        Assert.Equal(file, shown.Bytes);
        var listed = Assert.Single((await cloud.Anonymous.Get($"/events/{ev.Id}"))["images"].AsArray())!;
        Assert.Equal((image.Text("imageId"), image.Text("url")), ((string)listed["imageId"]!, (string)listed["url"]!));
    }

    [Fact]
    public async Task The_store_refuses_another_type_another_place_and_a_file_that_is_too_large_or_empty()
    {
        var image = await Image(await cloud.Organizer.DraftEvent());
        foreach (
            var change in new[]
            {
                ("Content-Type", "text/html"),
                ("Content-Type", "image/svg+xml"),
                ("Content-Type", (string?)null),
                ("key", "images/evt_other/x.png"),
            }
        )
        {
            var refused = await Upload(image, Picture, change);
            Assert.True(refused.Status == HttpStatusCode.Forbidden, $"{change}: {refused}");
        }

        var tooLarge = await Upload(image, new byte[(5 * Megabyte) + 1]);
        Assert.Equal(
            (HttpStatusCode.BadRequest, true),
            (tooLarge.Status, tooLarge.Text.Contains("EntityTooLarge", StringComparison.Ordinal))
        );
        var empty = await Upload(image, []);
        Assert.Equal((HttpStatusCode.BadRequest, true), (empty.Status, empty.Text.Contains("EntityTooSmall", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NotFound, (await Shown(image.Text("url"))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Upload(image, new byte[5 * Megabyte])).Status);
    }

    [Theory]
    [InlineData("image/gif")]
    [InlineData("image/svg+xml")]
    [InlineData("text/html")]
    public async Task Only_JPEG_and_PNG_are_taken(string type) =>
        Assert.Equal("unknown_value", (await Image(await cloud.Organizer.DraftEvent(), type)).Code);

    [Fact]
    public async Task An_event_has_at_most_ten_images_however_many_are_added_at_once()
    {
        var ev = await cloud.Organizer.DraftEvent();
        var added = await Task.WhenAll(Enumerable.Range(0, 14).Select(_ => Image(ev)));
        Assert.All(added.Where(image => image.Status != 201), image => Assert.Equal("too_many_images", image.Code));
        var announced = added.Where(image => image.Status == 201).ToList();
        foreach (var image in announced)
            await Upload(image, Picture);
        Assert.All(await Task.WhenAll(announced.Select(image => Publish(ev, image))), published => Assert.Equal(200, published.Status));
        Assert.Equal(10, (await Listed(ev)).Count());
    }

    [Fact]
    public async Task A_repeated_request_adds_one_image()
    {
        var ev = await cloud.Organizer.DraftEvent();
        var first = await Image(ev, key: "poster");
        Assert.Equal(first.Body!.ToJsonString(), (await Image(ev, key: "poster")).Body!.ToJsonString());
        await Upload(first, Picture);
        Assert.Equal(200, (await Publish(ev, first)).Status);
        Assert.Equal(200, (await Publish(ev, first)).Status);
        Assert.Single(await Listed(ev));
    }

    [Fact]
    public async Task A_file_that_is_no_image_is_not_shown()
    {
        var ev = await cloud.Organizer.PublishedEvent();
        var image = await Image(ev);
        await Upload(image, "<html><script>alert(1)</script></html>"u8.ToArray());
        Assert.Equal("not_an_image", (await Publish(ev, image)).Code);
        await Upload(image, Photo);
        Assert.Equal("not_an_image", (await Publish(ev, image)).Code);
        Assert.Empty(await Listed(ev));
        await Upload(image, Picture);
        Assert.Equal(200, (await Publish(ev, image)).Status);
    }

    [Fact]
    public async Task What_the_form_takes_after_the_image_was_published_or_deleted_is_shown_to_nobody()
    {
        var ev = await cloud.Organizer.PublishedEvent();
        var image = await Added(ev);
        await Upload(image, [.. Picture, 1]);
        Assert.Equal(200, (await Publish(ev, image)).Status);
        Assert.Equal(Picture, (await Shown(image.Text("url"))).Bytes);
        Assert.Equal(204, (await Delete(ev, image)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Upload(image, Picture)).Status);
        Assert.Equal((404, "image_not_found"), (await Publish(ev, image)) is var late ? (late.Status, late.Code) : default);
        Assert.Equal(HttpStatusCode.NotFound, (await Shown(image.Text("url"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Shown($"/incoming/{ev.Id}/{image.Text("imageId")}")).Status);
    }

    [Fact]
    public async Task An_image_that_is_deleted_while_it_is_published_leaves_no_file()
    {
        var ev = await cloud.Organizer.PublishedEvent();
        for (var round = 0; round < 10; round++)
        {
            var image = await Image(ev);
            await Upload(image, Picture);
            var publishing = Publish(ev, image);
            await Task.Delay(round);
            Assert.Equal(204, (await Delete(ev, image)).Status);
            Assert.Contains((await publishing).Status, (int[])[200, 404, 409]);
            Assert.Equal(HttpStatusCode.NotFound, (await Shown(image.Text("url"))).Status);
        }

        Assert.Empty(await Listed(ev));
    }

    [Fact]
    public async Task A_deleted_image_is_gone_with_its_file()
    {
        var ev = await cloud.Organizer.PublishedEvent();
        var (image, other) = (await Added(ev), await Added(ev));
        Assert.Equal(204, (await Delete(ev, image)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Shown(image.Text("url"))).Status);
        Assert.Equal([other.Text("imageId")], await Listed(ev));
        var again = await Delete(ev, image);
        Assert.Equal((404, "image_not_found"), (again.Status, again.Code));
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("cancel", "archive")]
    public async Task The_image_of_a_closed_event_can_be_taken_down(params string[] steps)
    {
        var ev = await cloud.Organizer.PublishedEvent();
        var (image, announced) = (await Added(ev), await Image(ev));
        await Upload(announced, Picture);
        foreach (var step in steps)
            Assert.Equal(200, (await cloud.Organizer.Post($"/events/{ev.Id}/{step}")).Status);
        Assert.Equal("event_closed", (await Image(ev)).Code);
        Assert.Equal("event_closed", (await Publish(ev, announced)).Code);
        Assert.Equal(204, (await Delete(ev, image)).Status);
        Assert.Empty(await Listed(ev));
        Assert.Equal(HttpStatusCode.NotFound, (await Shown(image.Text("url"))).Status);
    }

    [Fact]
    public async Task A_deleted_draft_leaves_no_file()
    {
        var ev = await cloud.Organizer.DraftEvent();
        var (image, announced) = (await Added(ev), await Image(ev));
        await Upload(announced, Picture);
        Assert.Equal(204, (await cloud.Organizer.Delete($"/events/{ev.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Shown(image.Text("url"))).Status);
        Assert.Null(
            await cloud
                .Local.Host.App.Files(Buckets.Uploads)
                .Get($"incoming/{ev.Id}/{announced.Text("imageId")}", TestContext.Current.CancellationToken)
        );
    }
}
