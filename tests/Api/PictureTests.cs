using System.Net;
using System.Text.Json.Nodes;
using EventTicketing.Data;
using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

/// <summary>The pictures of people and the logos of organizations.</summary>
public sealed class PictureTests(Cloud cloud)
{
    private const int Megabyte = 1024 * 1024;
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\u001a\n"u8, .. new byte[100]];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[100]];

    private static Task<Answer> Announced(User user, string at = "/me/image", string type = "image/png", string? key = null) =>
        user.Post(at, new JsonObject { ["contentType"] = type }, key);

    /// <summary>Requests a form, uploads a picture and publishes it.</summary>
    private static async Task<Answer> Pictured(User user, string at = "/me/image", byte[]? file = null)
    {
        var image = await Announced(user, at);
        Assert.Equal((201, 2 * Megabyte), (image.Status, (int)image["maxBytes"]));
        Assert.Equal(HttpStatusCode.NoContent, (await Upload(image, file ?? Png)).Status);
        Assert.Equal(200, (await user.Post($"{at}/{image.Text("imageId")}")).Status);
        return image;
    }

    private async Task<HttpStatusCode> Shown(Answer image) => (await cloud.Anonymous.Http.GetAsync(image.Text("url"))).StatusCode;

    private Task<byte[]?> Uploaded(Answer image) =>
        cloud.Local.Host.App.Files(Buckets.Uploads).Get($"{image["fields"]!["key"]}", TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_picture_is_shown_once_its_file_was_looked_at()
    {
        var person = await cloud.NewPerson();
        Assert.Null((string?)(await person.Get("/me"))["imageUrl"]);
        var image = await Announced(person);
        var path = $"/me/image/{image.Text("imageId")}";
        Assert.Equal("image_not_uploaded", (await person.Post(path)).Code);
        await Upload(image, "<svg onload=alert(1)>"u8.ToArray());
        Assert.Equal("not_an_image", (await person.Post(path)).Code);
        await Upload(image, Jpeg);
        Assert.Equal("not_an_image", (await person.Post(path)).Code);
        await Upload(image, Png);
        Assert.Equal(HttpStatusCode.NotFound, await Shown(image));
        Assert.Null((string?)(await person.Get("/me"))["imageUrl"]);
        Assert.Equal(image.Text("url"), (await person.Post(path)).Text("imageUrl"));
        Assert.Equal(image.Text("url"), (await person.Get("/me")).Text("imageUrl"));
        Assert.Equal(HttpStatusCode.OK, await Shown(image));
        Assert.Null(await Uploaded(image));
        Assert.Equal(200, (await person.Post(path)).Status);
    }

    [Fact]
    public async Task The_form_takes_two_megabytes_of_its_own_type_and_no_more()
    {
        var image = await Announced(await cloud.NewPerson());
        Assert.Equal(HttpStatusCode.NoContent, (await Upload(image, new byte[2 * Megabyte])).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Upload(image, new byte[(2 * Megabyte) + 1])).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Upload(image, Png, ("Content-Type", "image/svg+xml"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Upload(image, Png, ("key", "images/people/somebody/x.png"))).Status);
    }

    [Theory]
    [InlineData("image/gif")]
    [InlineData("image/svg+xml")]
    public async Task Only_JPEG_and_PNG_are_taken(string type) =>
        Assert.Equal("unknown_value", (await Announced(await cloud.NewPerson(), type: type)).Code);

    [Fact]
    public async Task A_new_picture_replaces_the_one_before_and_its_file()
    {
        var person = await cloud.NewPerson();
        var first = await Pictured(person);
        var second = await Pictured(person);
        Assert.Equal(second.Text("url"), (await person.Get("/me")).Text("imageUrl"));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (await Shown(first), await Shown(second)));
        Assert.Equal("image_not_found", (await person.Post($"/me/image/{first.Text("imageId")}")).Code);
    }

    [Fact]
    public async Task Only_the_picture_that_was_announced_last_can_be_published()
    {
        var person = await cloud.NewPerson();
        var (first, second) = (await Announced(person), await Announced(person));
        await Upload(first, Png);
        await Upload(second, Png);
        Assert.Equal("image_not_found", (await person.Post($"/me/image/{first.Text("imageId")}")).Code);
        Assert.Equal(200, (await person.Post($"/me/image/{second.Text("imageId")}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, await Shown(first));
    }

    [Fact]
    public async Task A_repeated_request_announces_one_picture()
    {
        var person = await cloud.NewPerson();
        var first = await Announced(person, key: "portrait");
        Assert.Equal(first.Body!.ToJsonString(), (await Announced(person, key: "portrait")).Body!.ToJsonString());
        Assert.Equal("idempotency_mismatch", (await Announced(person, type: "image/jpeg", key: "portrait")).Code);
    }

    [Fact]
    public async Task A_deleted_picture_is_gone_with_its_files_and_deleting_again_changes_nothing()
    {
        var person = await cloud.NewPerson();
        Assert.Equal(204, (await person.Delete("/me/image")).Status);
        var image = await Pictured(person);
        var announced = await Announced(person);
        await Upload(announced, Png);
        Assert.Equal(204, (await person.Delete("/me/image")).Status);
        var version = (int)(await person.Get("/me"))["version"];
        Assert.Null((string?)(await person.Get("/me"))["imageUrl"]);
        Assert.Equal(HttpStatusCode.NotFound, await Shown(image));
        Assert.Null(await Uploaded(announced));
        Assert.Equal("image_not_found", (await person.Post($"/me/image/{announced.Text("imageId")}")).Code);
        Assert.Equal(204, (await person.Delete("/me/image")).Status);
        Assert.Equal(version, (int)(await person.Get("/me"))["version"]);
        // A late upload through the form becomes public for nobody.
        Assert.Equal(HttpStatusCode.NoContent, (await Upload(announced, Png)).Status);
        Assert.Equal(HttpStatusCode.NotFound, await Shown(announced));
    }

    [Fact]
    public async Task A_picture_that_is_deleted_or_replaced_while_it_is_published_leaves_no_file()
    {
        var person = await cloud.NewPerson();
        for (var round = 0; round < 10; round++)
        {
            var image = await Announced(person);
            await Upload(image, Png);
            var publishing = person.Post($"/me/image/{image.Text("imageId")}");
            await Task.Delay(round);
            if (round % 2 == 0)
                Assert.Equal(204, (await person.Delete("/me/image")).Status);
            else
                await Pictured(person);
            Assert.Contains((await publishing).Status, (int[])[200, 404, 409]);
            Assert.Equal(HttpStatusCode.NotFound, await Shown(image));
        }
    }

    [Fact]
    public async Task Editing_the_profile_keeps_the_picture()
    {
        var person = await cloud.NewPerson();
        var image = await Pictured(person);
        Assert.Equal(image.Text("url"), (await person.Patch("/me", new JsonObject { ["name"] = "Ada" })).Text("imageUrl"));
    }

    [Fact]
    public async Task Members_are_listed_with_their_pictures()
    {
        var (owner, member) = (await cloud.NewPerson("Organizers"), await cloud.NewPerson());
        var organizationId = await owner.Founded();
        await member.Join(owner, organizationId, "staff");
        var image = await Pictured(member);
        var listed = (await owner.Get($"/organizations/{organizationId}/members"))["items"].AsArray();
        Assert.Equal([null, image.Text("url")], listed.Select(item => (string?)item!["imageUrl"]));
    }

    [Fact]
    public async Task A_logo_is_shown_on_the_events_of_its_organization_and_recorded()
    {
        var owner = await cloud.NewPerson("Organizers");
        var ev = await owner.PublishedEvent();
        var organizationId = (await owner.Get($"/events/{ev.Id}")).Text("organizationId");
        var at = $"/organizations/{organizationId}/logo";
        Assert.Null((string?)(await cloud.Anonymous.Get($"/events/{ev.Id}"))["organization"]!["logoUrl"]);
        var logo = await Pictured(owner, at);
        Assert.Equal(logo.Text("url"), (await owner.Get($"/organizations/{organizationId}")).Text("logoUrl"));
        var shown = (await cloud.Anonymous.Get($"/events/{ev.Id}"))["organization"]!;
        Assert.Equal((organizationId, logo.Text("url")), ((string)shown["organizationId"]!, (string)shown["logoUrl"]!));
        var other = await Pictured(owner, at);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (await Shown(logo), await Shown(other)));
        Assert.Equal(204, (await owner.Delete(at)).Status);
        Assert.Equal(204, (await owner.Delete(at)).Status);
        Assert.Equal(HttpStatusCode.NotFound, await Shown(other));
        var acts = (await owner.Get($"/organizations/{organizationId}/activity"))["items"].AsArray().Select(act => (string)act!["action"]!);
        Assert.Equal(["deleteLogo", "publishLogo", "createLogoUpload", "publishLogo", "createLogoUpload"], acts.Take(5));
    }

    [Fact]
    public async Task A_closed_organization_gets_no_logo_and_loses_the_one_it_has()
    {
        var owner = await cloud.NewPerson("Organizers");
        var organizationId = await owner.Founded();
        var at = $"/organizations/{organizationId}/logo";
        var logo = await Pictured(owner, at);
        var announced = await Announced(owner, at);
        await Upload(announced, Png);
        Assert.Equal(200, (await owner.Post($"/organizations/{organizationId}/close")).Status);
        Assert.Equal("organization_closed", (await Announced(owner, at)).Code);
        Assert.Equal("organization_closed", (await owner.Post($"{at}/{announced.Text("imageId")}")).Code);
        Assert.Equal(HttpStatusCode.NotFound, await Shown(announced));
        Assert.Equal(204, (await owner.Delete(at)).Status);
        Assert.Equal(HttpStatusCode.NotFound, await Shown(logo));
    }
}
