using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using EventTicketing.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace EventTicketing.Tests.Runtime;

/// <summary>How answers are interpreted that a test account never gives; they are served on 127.0.0.1.</summary>
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
    [InlineData(false, 950, "5000 19.0 vat", "plus 19% VAT")]
    [InlineData(true, 798, "4202 19.0 vat", "incl. 19% VAT")]
    // Taxes of a state, a county and a city; of Canada and Quebec; of Japan.
    [InlineData(false, 513, "5000 6.25 sales_tax,5000 1.0 sales_tax,5000 3.0 sales_tax", "plus 10.25% sales tax")]
    [InlineData(false, 749, "5000 5.0 gst,5000 9.975 qst", "plus 14.975% tax")]
    [InlineData(true, 455, "4545 10.0 jct", "incl. 10% tax")]
    // Exempt, not collected there, zero-rated: the price contains no tax.
    [InlineData(true, 0, "0 19.0 vat", "no tax")]
    [InlineData(false, 0, "0 0.0 sales_tax", "no tax")]
    [InlineData(true, 0, "5000 0.0 vat", "no tax")]
    [InlineData(false, 0, "", "no tax")]
    // Half of the amount at another rate; a fixed amount; no details.
    [InlineData(false, 650, "2500 19.0 vat,2500 7.0 vat", "plus tax")]
    [InlineData(true, 798, "4202 flat vat", "incl. VAT")]
    [InlineData(true, 798, null, "incl. VAT")]
    public async Task A_rate_is_told_where_all_is_taxed_at_it(bool included, long tax, string? parts, string said)
    {
        var answer = new JsonObject
        {
            ["id"] = "taxcalc_1",
            ["line_items"] = new JsonObject
            {
                ["has_more"] = false,
                ["data"] = new JsonArray(new JsonObject { ["reference"] = "tty_1", ["amount_tax"] = tax }),
            },
        };
        if (parts is not null)
            answer["tax_breakdown"] = new JsonArray([.. parts.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Part)]);
        _answer = (200, answer.ToJsonString());
        var calculation = await Payments.Tax("eur", [new("tty_1", 5000, 2)], included, new("DE"), "key", Stop);
        Assert.Equal((tax, said), (calculation.Taxes["tty_1"], TaxRate.Describe(calculation.Rate, included)));

        static JsonNode Part(string part) =>
            part.Split(' ') is var fields
                ? new JsonObject
                {
                    ["taxable_amount"] = long.Parse(fields[0], CultureInfo.InvariantCulture),
                    ["tax_rate_details"] = new JsonObject
                    {
                        ["percentage_decimal"] = fields[1] == "flat" ? null : fields[1],
                        ["tax_type"] = fields[2],
                    },
                }
                : throw new ArgumentException(part);
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
