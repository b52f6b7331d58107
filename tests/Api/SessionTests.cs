using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Api;

/// <summary>Where somebody is signed in.</summary>
public sealed class SessionTests(Cloud cloud)
{
    [Fact]
    public async Task Each_sign_in_is_listed_once_the_one_seen_last_first_and_none_after_signing_out_everywhere()
    {
        var laptop = await cloud.NewPerson();
        var phone = await cloud.CreateClient(laptop.Email);
        laptop.Http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        phone.Http.DefaultRequestHeaders.UserAgent.ParseAdd(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1"
        );
        Assert.Equal(200, (await laptop.Get("/me")).Status);
        Assert.Equal(["Firefox, Linux true"], (await Sessions(laptop)).Select(Shown));
        Assert.Equal(200, (await phone.Get("/me")).Status);
        Assert.Equal(["Safari, iPhone false", "Firefox, Linux true"], (await Sessions(laptop)).Select(Shown));
        Assert.Equal(["Safari, iPhone true", "Firefox, Linux false"], (await Sessions(phone)).Select(Shown));
        Assert.Equal(["Safari, iPhone true"], (await Sessions(phone, "?limit=1")).Select(Shown));

        var other = await cloud.NewPerson();
        await other.Get("/me");
        Assert.Single(await Sessions(other));
        Assert.Equal(204, (await laptop.Post("/me/sign-out")).Status);
        Assert.Single(await Sessions(await cloud.CreateClient(laptop.Email)));
        Assert.Single(await Sessions(other));
    }

    private static string Shown(JsonNode? session) => $"{session!["device"]} {session["current"]}";

    private static async Task<JsonArray> Sessions(User person, string query = "") =>
        (await person.Get($"/me/sessions{query}"))["items"].AsArray();
}
