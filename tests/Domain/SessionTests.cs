namespace EventTicketing.Tests.Domain;

public sealed class SessionTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux")]
    [InlineData(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
        "Edge, Windows"
    )]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
        "Chrome, Android"
    )]
    [InlineData(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/604.1",
        "Safari, iPhone"
    )]
    [InlineData(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15",
        "Safari, macOS"
    )]
    [InlineData("curl/8.5.0", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_device_is_called_by_its_browser_and_system(string? userAgent, string? expected) =>
        Assert.Equal(expected, Session.DeviceOf(userAgent));

    [Fact]
    public void That_it_was_seen_is_noted_every_ten_minutes()
    {
        var session = new Session("user-1", "session-1", "Firefox, Linux", Valid.Now, Valid.Now);
        Assert.Same(session, session.Seen("Chrome, Linux", Valid.Now.AddMinutes(10) - Valid.Tick));
        var later = Valid.Now.AddMinutes(10);
        Assert.Equal(new Session("user-1", "session-1", "Chrome, Linux", Valid.Now, later), session.Seen("Chrome, Linux", later));
    }
}
