using EventTicketing.Ports;

namespace EventTicketing.Tests.Runtime;

public sealed class SecretsTests
{
    [Fact]
    public void Secrets_are_read_as_they_are_kept()
    {
        var secrets = Secrets.Read(
            """
            {"stripe":{"secretKey":"sk_test_1","publishableKey":"pk_test_1","webhookSecret":"whsec_1"},
             "ticketKeys":[{"keyId":2,"encryption":"AAAA","signing":"BBBB"},{"keyId":1,"encryption":"CCCC","signing":"DDDD"}],
             "codes":"EEEE","cursors":"FFFF"}
            """u8
        );
        Assert.Equal(new StripeKeys("sk_test_1", "pk_test_1", "whsec_1"), secrets.Stripe);
        Assert.Equal([new TicketKey(2, "AAAA", "BBBB"), new TicketKey(1, "CCCC", "DDDD")], secrets.TicketKeys);
        Assert.Equal(("EEEE", "FFFF"), (secrets.Codes, secrets.Cursors));
    }

    [Fact]
    public void Empty_secrets_are_refused() => Assert.Throws<InvalidOperationException>(() => Secrets.Read("null"u8));
}
