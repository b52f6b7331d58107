using System.Text.Json.Nodes;
using Amazon.Runtime;
using EventTicketing.Documents;
using EventTicketing.Local.Standins;
using EventTicketing.Ports;
using Microsoft.AspNetCore.Builder;

namespace EventTicketing.Local.Tests;

/// <summary>Text messages from our port to the stand-in.</summary>
public sealed class SmsTests : IAsyncLifetime
{
    private const string Phone = "+4915112345678";
    private readonly string _directory = Directory.CreateTempSubdirectory("sms-standin-").FullName;
    private readonly HttpClient _http = new();
    private SmsStandin _standin = null!;
    private WebApplication _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private string Address => Loopback.AddressOf(_server);

    public async ValueTask InitializeAsync()
    {
        _standin = new(_directory, LocalAccount.AccessKeyId, LocalAccount.SecretAccessKey, LocalAccount.Region);
        _server = await Loopback.Start(0, _standin.Map);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _standin.Dispose();
        _http.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_message_is_on_the_page_and_in_the_list_as_it_was_sent()
    {
        const string Text = "Dein Code ist 493817 & <gilt> 10 Minuten: +äöü";
        await Port().Send(Phone, Text, Stop);
        await Port().Send("+34600000000", "Otro", Stop);
        var message = Assert.Single(
            JsonNode.Parse(await _http.GetStringAsync($"{Address}/sms?to={Uri.EscapeDataString(Phone)}", Stop))!.AsArray()
        )!;
        Assert.Equal((Phone, "Tickets", Text), ((string?)message["to"], (string?)message["from"], (string?)message["text"]));
        using var asked = new HttpRequestMessage(HttpMethod.Get, $"{Address}/sms") { Headers = { { "Accept", "text/html" } } };
        using var page = await _http.SendAsync(asked, Stop);
        Assert.Contains("493817 &amp; &lt;gilt&gt;", await page.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_sent_is_refused_and_what_may_be_later_is_not()
    {
        await Assert.ThrowsAsync<SmsRefusedException>(() => Port().Send("+0123", "Text", Stop));
        await Assert.ThrowsAsync<SmsUnavailableException>(() => Port(secret: "wrong").Send(Phone, "Text", Stop));
        using var asked = await _http.PostAsync($"{Address}/sms/fail?times=1", null, Stop);
        await Assert.ThrowsAsync<SmsUnavailableException>(() => Port().Send(Phone, "Text", Stop));
        await Port().Send(Phone, "Text", Stop);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("de-AT")]
    [InlineData("es")]
    [InlineData("fr")]
    public void Every_text_fits_one_message(string? language) => Assert.True(SmsTexts.Fits(SmsTexts.In(language).Code("493817")));

    [Fact]
    public void A_text_with_other_letters_than_those_of_phones_does_not() => Assert.False(SmsTexts.Fits("Código"));

    private SnsSms Port(string secret = LocalAccount.SecretAccessKey) =>
        new(
            _http,
            new(Address),
            LocalAccount.Region,
            new BasicAWSCredentials(LocalAccount.AccessKeyId, secret),
            "Tickets",
            TimeProvider.System
        );
}
