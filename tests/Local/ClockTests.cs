using System.Net;
using System.Text;
using System.Text.Json;

namespace EventTicketing.Local.Tests;

/// <summary>The clock of a whole local cloud.</summary>
public sealed class ClockTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private LocalCloud _cloud = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cloud = await LocalCloud.Start(new LocalOptions { Schedules = false });

    public async ValueTask DisposeAsync()
    {
        await _cloud.DisposeAsync();
        _http.Dispose();
    }

    [Fact]
    public async Task Everything_that_tells_the_time_follows_the_clock()
    {
        var before = DateTimeOffset.UtcNow;
        Assert.Equal(HttpStatusCode.OK, (await PutForward("""{"seconds":900}""")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PutForward("""{"seconds":86400}""")).StatusCode);
        using var answer = await _http.GetAsync(new Uri(_cloud.Web, "/local/clock"), Stop);
        using var clock = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal(87_300, clock.RootElement.GetProperty("aheadSeconds").GetInt64());
        DateTimeOffset[] told = [clock.RootElement.GetProperty("now").GetDateTimeOffset(), answer.Headers.Date!.Value, _cloud.Host.App.Now];
        Assert.All(told, now => Assert.InRange(now - before, TimeSpan.FromSeconds(87_298), TimeSpan.FromSeconds(87_360)));
    }

    [Theory]
    [InlineData("""{"seconds":-1}""")]
    [InlineData("""{"seconds":86400001}""")]
    [InlineData("""{"seconds":1.5}""")]
    [InlineData("""{"seconds":"9"}""")]
    [InlineData("{}")]
    [InlineData("[900]")]
    [InlineData("900,")]
    [InlineData("")]
    public async Task Other_bodies_leave_it_as_it_is(string body)
    {
        using var answer = await PutForward(body);
        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "application/problem+json"),
            (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType)
        );
        Assert.Equal(TimeSpan.Zero, _cloud.Clock.Ahead);
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_put_it_forward()
    {
        // The types that a page may send to another site unasked.
        foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data" })
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PutForward("""{"seconds":900}""", type)).StatusCode);
        Assert.Equal(TimeSpan.Zero, _cloud.Clock.Ahead);
    }

    private Task<HttpResponseMessage> PutForward(string body, string type = "application/json") =>
        _http.PostAsync(new Uri(_cloud.Web, "/local/clock"), new StringContent(body, Encoding.UTF8, type), Stop);
}
