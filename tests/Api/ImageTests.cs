using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Api;

/// <summary>Images of events, uploaded as a browser does it: by the form, to the store itself.</summary>
public sealed class ImageTests(Cloud cloud)
{
    private const int Megabyte = 1024 * 1024;
    private static readonly byte[] Picture = [0x89, .. "PNG\r\n\u001a\n"u8, .. new byte[100]];

    private Task<Answer> Image(MadeEvent of, string type = "image/png", string? key = null) =>
        cloud.Organizer.Post($"/events/{of.Id}/images", new JsonObject { ["contentType"] = type }, key);

    /// <summary>The fields of the form, changed where given, then the file.</summary>
    private static async Task<(HttpStatusCode Status, string Text)> Upload(Answer image, byte[] file, params (string Name, string? Value)[] changes)
    {
        using var form = new MultipartFormDataContent();
        var fields = image["fields"].AsObject().ToDictionary(field => field.Key, field => (string?)field.Value);
        foreach (var (name, value) in changes) fields[name] = value;
        foreach (var (name, value) in fields.Where(field => field.Value is not null)) form.Add(new StringContent(value!), $"\"{name}\"");
        form.Add(new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "\"file\"", "\"photo.png\"");
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Origin", "https://shop.example.com");
        using var answer = await http.PostAsync(image.Text("uploadUrl"), form);
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
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
        var of = await cloud.Organizer.PublishedEvent();
        var image = await Image(of, type);
        Assert.Equal((201, 5 * Megabyte), (image.Status, (int)image["maxBytes"]));
        Assert.Equal($"/images/{of.Id}/{image.Text("imageId")}{ending}", image.Text("url"));
        Assert.InRange(DateTimeOffset.Parse(image.Text("expiresAt")) - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.NotFound, (await Shown(image.Text("url"))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Upload(image, Picture)).Status);
        var shown = await Shown(image.Text("url"));
        Assert.Equal((HttpStatusCode.OK, type), (shown.Status, shown.Type));
        Assert.Equal(Picture, shown.Bytes);
        var listed = Assert.Single((await cloud.Anonymous.Get($"/events/{of.Id}"))["images"].AsArray())!;
        Assert.Equal((image.Text("imageId"), image.Text("url")), ((string)listed["imageId"]!, (string)listed["url"]!));
    }

    [Fact]
    public async Task The_store_refuses_another_type_another_place_and_a_file_that_is_too_large_or_empty()
    {
        var image = await Image(await cloud.Organizer.DraftEvent());
        foreach (var change in new[] { ("Content-Type", "text/html"), ("Content-Type", "image/svg+xml"), ("Content-Type", (string?)null), ("key", "images/evt_other/x.png") })
        {
            var refused = await Upload(image, Picture, change);
            Assert.True(refused.Status == HttpStatusCode.Forbidden, $"{change}: {refused}");
        }

        var tooLarge = await Upload(image, new byte[(5 * Megabyte) + 1]);
        Assert.Equal((HttpStatusCode.BadRequest, true), (tooLarge.Status, tooLarge.Text.Contains("EntityTooLarge", StringComparison.Ordinal)));
        var empty = await Upload(image, []);
        Assert.Equal((HttpStatusCode.BadRequest, true), (empty.Status, empty.Text.Contains("EntityTooSmall", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NotFound, (await Shown(image.Text("url"))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Upload(image, new byte[5 * Megabyte])).Status);
    }

    [Theory]
    [InlineData("image/gif")]
    [InlineData("image/svg+xml")]
    [InlineData("text/html")]
    public async Task Only_JPEG_and_PNG_are_taken(string type) => Assert.Equal("unknown_value", (await Image(await cloud.Organizer.DraftEvent(), type)).Code);

    [Fact]
    public async Task An_event_has_at_most_ten_images_however_many_are_added_at_once()
    {
        var of = await cloud.Organizer.DraftEvent();
        var added = await Task.WhenAll(Enumerable.Range(0, 14).Select(_ => Image(of)));
        Assert.Equal(10, added.Count(image => image.Status == 201));
        Assert.All(added.Where(image => image.Status != 201), image => Assert.Equal("too_many_images", image.Code));
        Assert.Equal(10, (await cloud.Organizer.Get($"/events/{of.Id}"))["images"].AsArray().Count);
    }

    [Fact]
    public async Task A_repeated_request_adds_one_image()
    {
        var of = await cloud.Organizer.DraftEvent();
        var first = await Image(of, key: "poster");
        Assert.Equal(first.Body!.ToJsonString(), (await Image(of, key: "poster")).Body!.ToJsonString());
        Assert.Single((await cloud.Organizer.Get($"/events/{of.Id}"))["images"].AsArray());
    }

    [Fact]
    public async Task A_deleted_image_is_gone_with_its_file()
    {
        var of = await cloud.Organizer.PublishedEvent();
        var (image, other) = (await Image(of), await Image(of));
        await Upload(image, Picture);
        Assert.Equal(204, (await cloud.Organizer.Delete($"/events/{of.Id}/images/{image.Text("imageId")}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Shown(image.Text("url"))).Status);
        Assert.Equal([other.Text("imageId")], (await cloud.Anonymous.Get($"/events/{of.Id}"))["images"].AsArray().Select(left => (string)left!["imageId"]!));
        var again = await cloud.Organizer.Delete($"/events/{of.Id}/images/{image.Text("imageId")}");
        Assert.Equal((404, "image_not_found"), (again.Status, again.Code));
    }

    [Fact]
    public async Task The_images_of_a_cancelled_event_stay_as_they_are()
    {
        var of = await cloud.Organizer.PublishedEvent();
        var image = await Image(of);
        Assert.Equal(200, (await cloud.Organizer.Post($"/events/{of.Id}/cancel")).Status);
        Assert.Equal("event_closed", (await Image(of)).Code);
        Assert.Equal("event_closed", (await cloud.Organizer.Delete($"/events/{of.Id}/images/{image.Text("imageId")}")).Code);
    }
}
