using System.Security.Cryptography;
using System.Text;
using EventTicketing.Ports;

namespace EventTicketing.Tests.Domain;

/// <summary>Webhooks of the payment provider: docs.stripe.com/webhooks/signature.</summary>
public sealed class StripeSignatureTests
{
    private const string Secret = "whsec_right";
    private const string Body =
        """{"type":"payment_intent.succeeded","livemode":false,"data":{"object":{"object":"payment_intent","id":"pi_1"}}}""";
    private static readonly StripePayments Payments = With("sk_test_1");
    private static readonly long Second = Valid.Now.ToUnixTimeSeconds();

    [Fact]
    public async Task Without_keys_nothing_can_be_paid_yet_and_no_message_is_believed()
    {
        using var http = new HttpClient();
        var payments = new StripePayments(http, new("https://stripe.example"), new("", "", ""));
        await Assert.ThrowsAsync<PaymentsUnavailableException>(() => payments.Get("pi_1", TestContext.Current.CancellationToken));
        Assert.Null(
            payments.Open(
                "{}",
                $"t=0,v1={Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData([], "0.{}"u8))}",
                DateTimeOffset.UnixEpoch
            )
        );
    }

    [Fact]
    public void A_message_with_the_right_signature_is_read() =>
        Assert.Equal(new PaymentEvent("payment_intent.succeeded", "pi_1", Live: false), Open($"t={Second},v1={Sign()}"));

    [Fact]
    public void The_wrong_secret_is_refused() => Assert.Null(Open($"t={Second},v1={Sign(secret: "whsec_wrong")}"));

    [Fact]
    public void An_altered_body_is_refused() => Assert.Null(Open($"t={Second},v1={Sign()}", Body.Replace("pi_1", "pi_2")));

    [Fact]
    public void A_signature_is_good_for_300_seconds_either_way()
    {
        Assert.NotNull(Open(Signed(Second - 300)));
        Assert.Null(Open(Signed(Second - 301)));
        Assert.NotNull(Open(Signed(Second + 300)));
        Assert.Null(Open(Signed(Second + 301)));
    }

    [Fact]
    public void The_time_is_part_of_what_is_signed() => Assert.Null(Open($"t={Second + 1},v1={Sign()}"));

    [Fact]
    public void One_right_signature_among_several_is_enough()
    {
        Assert.NotNull(Open($"t={Second},v1={Sign(secret: "whsec_old")},v1={Sign()},v0=abc"));
        Assert.Null(Open($"t={Second},v1={Sign(secret: "whsec_old")},v1={Sign(secret: "whsec_older")}"));
    }

    [Fact]
    public void A_signature_of_another_scheme_does_not_count() => Assert.Null(Open($"t={Second},v0={Sign()}"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(",,,")]
    [InlineData("t,v1")]
    [InlineData("t=,v1=")]
    [InlineData("t=now,v1=abc")]
    [InlineData("t=-1,v1=abc")]
    [InlineData("t=99999999999999999999,v1=abc")]
    [InlineData("t=9223372036854775807,v1=abc")]
    [InlineData("v1=abc")]
    [InlineData("no signature at all")]
    public void A_garbled_header_is_refused(string? header) => Assert.Null(Open(header));

    [Fact]
    public void A_header_without_a_signature_is_refused()
    {
        Assert.Null(Open($"t={Second}"));
        Assert.Null(Open($"t={Second},v1="));
        Assert.Null(Open($"t={Second},v1={Sign()[..^1]}"));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("not json", null)]
    [InlineData(
        """{"type":"payment_intent.succeeded","data":{"object":{"object":"payment_intent","id":""}}}""",
        "payment_intent.succeeded  False"
    )]
    [InlineData("[]", null)]
    [InlineData("{}", null)]
    [InlineData("""{"type":"x","data":{"object":7}}""", null)]
    [InlineData(
        """{"type":"charge.refunded","livemode":true,"data":{"object":{"object":"charge","payment_intent":"pi_9"}}}""",
        "charge.refunded pi_9 True"
    )]
    [InlineData("""{"type":"refund.failed","data":{"object":{"object":"refund","payment_intent":"pi_9"}}}""", "refund.failed pi_9 False")]
    [InlineData("""{"type":"payout.paid","livemode":true,"data":{"object":{"object":"payout","id":"po_1"}}}""", "payout.paid  True")]
    [InlineData("""{"type":"charge.updated","data":{"object":{"object":"charge","payment_intent":null}}}""", "charge.updated  False")]
    public void A_signed_message_says_its_type_and_its_payment(string body, string? read)
    {
        var message = Open($"t={Second},v1={Sign(body: body)}", body);
        Assert.Equal(read, message is null ? null : $"{message.Type} {message.PaymentIntentId} {message.Live}");
    }

    [Theory]
    [InlineData("sk_test_1", false)]
    [InlineData("rk_test_1", false)]
    [InlineData("sk_live_1", true)]
    [InlineData("rk_live_1", true)]
    public void The_key_says_whether_money_is_real(string key, bool live) => Assert.Equal(live, With(key).Live);

    /// <summary>Makes no requests in these tests.</summary>
    private static StripePayments With(string key) => new(new HttpClient(), new Uri("http://127.0.0.1:1"), new(key, "pk_test_1", Secret));

    private static PaymentEvent? Open(string? header, string body = Body) => Payments.Open(body, header, Valid.Now);

    private static string Signed(long second) => $"t={second},v1={Sign(second)}";

    private static string Sign(long? second = null, string body = Body, string secret = Secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{second ?? Second}.{body}")));
}
