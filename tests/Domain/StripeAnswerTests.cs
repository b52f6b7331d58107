using System.Net;
using EventTicketing.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace EventTicketing.Tests.Domain;

/// <summary>What is made of answers that a test account never gives, served on 127.0.0.1.</summary>
public sealed class StripeAnswerTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private WebApplication _stripe = null!;
    private (int Status, string Body) _answer;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private StripePayments Payments => new(_http, new(_stripe.Urls.Single()), new("sk_test_1", "pk_test_1", "whsec_1"));

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _stripe = builder.Build();
        _stripe.Run(http =>
        {
            http.Response.StatusCode = _answer.Status;
            return http.Response.WriteAsync(_answer.Body);
        });
        await _stripe.StartAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _stripe.DisposeAsync();
        _http.Dispose();
    }

    [Theory]
    [InlineData("needs_response", "[]", true)]
    [InlineData("lost", """[{"amount":-2500},{"amount":0}]""", true)]
    [InlineData("won", """[{"amount":-2500},{"amount":2500}]""", false)]
    [InlineData("warning_needs_response", "[]", false)]
    [InlineData("prevented", "[]", false)]
    [InlineData("prevented", """[{"amount":-2500}]""", true)]
    [InlineData("prevented", """[{"amount":-2500},{"amount":2500}]""", false)]
    [InlineData("of_a_kind_to_come", "[]", true)]
    public async Task A_payment_is_disputed_while_the_bank_has_or_may_take_the_money(string status, string moved, bool disputed)
    {
        _answer = (200, $$"""{"data":[{"status":"{{status}}","balance_transactions":{{moved}}}],"has_more":false}""");
        Assert.Equal(disputed, await Payments.Disputed("pi_1", Stop));
    }

    [Theory]
    [InlineData(200, "<html>Maintenance</html>")]
    [InlineData(200, "")]
    [InlineData(200, "[]")]
    [InlineData(404, "<html>Not here</html>")]
    [InlineData(400, "{}")]
    public async Task What_is_not_the_providers_answer_says_nothing_of_a_payment(int status, string body)
    {
        _answer = (status, body);
        await Assert.ThrowsAsync<PaymentsUnavailableException>(() => Payments.Get("pi_1", Stop));
    }
}
