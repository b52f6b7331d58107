namespace EventTicketing.Tests.Domain;

public sealed class MoneyTests
{
    [Theory]
    [InlineData(2500, "usd", "25.00 USD")]
    [InlineData(5, "eur", "0.05 EUR")]
    [InlineData(0, "eur", "0.00 EUR")]
    [InlineData(-1999, "eur", "-19.99 EUR")]
    [InlineData(-5, "eur", "-0.05 EUR")]
    [InlineData(2500, "jpy", "2500 JPY")]
    [InlineData(-1, "krw", "-1 KRW")]
    [InlineData(1, "kwd", "0.001 KWD")]
    [InlineData(12_340, "kwd", "12.340 KWD")]
    [InlineData(99_999_999, "usd", "999999.99 USD")]
    [InlineData(Money.MaxAmount, "idr", "9999999999.99 IDR")]
    public void An_amount_is_shown_with_the_decimals_of_its_currency(long amount, string currency, string shown) =>
        Assert.Equal(shown, new Money(amount, currency).ToString());

    /// <summary>A second copy of Stripe's two tables, so that no slip of a key changes what can be charged.</summary>
    [Fact]
    public void Each_currency_has_the_limits_of_Stripe()
    {
        const string Least = """
            aed 200 ars 50 aud 50 bgn 100 brl 50 cad 50 chf 50 cop 50 czk 1500 dkk 250 eur 50 gbp 30 hkd 400 huf 17500 idr 50 ils 50 inr 50
            jpy 50 krw 50 mxn 1000 myr 200 nok 300 nzd 50 php 50 pln 200 ron 200 sek 300 sgd 50 thb 1000 usd 50 zar 50 vnd 1 kwd 10
            """;
        const string Most = """
            idr 999999999999 cop 9999999999 inr 999999999 ars 999999999 clp 999999999 crc 999999999 huf 999999999 krw 999999999
            kzt 999999999 lkr 999999999 ngn 999999999 pkr 999999999 pyg 999999999 tzs 999999999 vnd 999999999 eur 99999999 jpy 99999999
            """;
        Assert.All(Table(Least), row => Assert.Equal((row.Key, row.Value), (row.Key, Currencies.LeastOf(row.Key))));
        Assert.All(Table(Most), row => Assert.Equal((row.Key, row.Value), (row.Key, Currencies.MostOf(row.Key))));

        static Dictionary<string, long> Table(string text) =>
            text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
                .Chunk(2)
                .ToDictionary(row => row[0], row => long.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(0, "eur", null)]
    [InlineData(50, "eur", null)]
    [InlineData(49, "eur", "The amount must be at least 0.50 EUR.")]
    [InlineData(99_999_999, "eur", null)]
    [InlineData(100_000_000, "eur", "The amount must be at most 999999.99 EUR.")]
    [InlineData(12_345, "kwd", "The amount must be a multiple of 10 in this currency.")]
    public void Whoever_may_not_charge_an_amount_hears_why(long amount, string currency, string? why) =>
        Assert.Equal(why, new Money(amount, currency).WhyNotPayable());

    [Theory]
    [InlineData(10, new long[] { 1, 1, 1 }, new long[] { 4, 3, 3 })]
    [InlineData(1, new long[] { 1, 2 }, new long[] { 0, 1 })]
    [InlineData(350, new long[] { 2500, 0, 2500 }, new long[] { 175, 0, 175 })]
    [InlineData(5, new long[] { 0, 0 }, new long[] { 3, 2 })]
    [InlineData(0, new long[] { 1, 2 }, new long[] { 0, 0 })]
    [InlineData(7, new long[0], new long[0])]
    [InlineData(Money.MaxAmount, new[] { Money.MaxAmount, Money.MaxAmount }, new long[] { 500_000_000_000, 499_999_999_999 })]
    public void An_amount_is_dealt_out_whole(long amount, long[] weights, long[] parts) =>
        Assert.Equal(parts, Currencies.Split(amount, weights));

    [Theory]
    [InlineData("usd", 2)]
    [InlineData("eur", 2)]
    [InlineData("huf", 2)]
    [InlineData("jpy", 0)]
    [InlineData("krw", 0)]
    [InlineData("xof", 0)]
    [InlineData("kwd", 3)]
    [InlineData("bhd", 3)]
    [InlineData("tnd", 3)]
    public void A_currency_has_its_own_minor_unit(string currency, int exponent) => Assert.Equal(exponent, Currencies.ExponentOf(currency));

    [Theory]
    [InlineData("USD")]
    [InlineData("xxx")]
    [InlineData("")]
    [InlineData("us")]
    public void Anything_but_a_currency_code_in_lower_case_is_unknown(string currency) => Assert.False(Currencies.IsKnown(currency));

    /// <summary>See docs.stripe.com/currencies, "Minimum and maximum charge amounts".</summary>
    [Theory]
    [InlineData("eur", 50, 99_999_999)]
    [InlineData("usd", 50, 99_999_999)]
    [InlineData("gbp", 30, 99_999_999)]
    [InlineData("czk", 1500, 99_999_999)]
    [InlineData("huf", 17_500, 999_999_999)]
    [InlineData("mxn", 1000, 99_999_999)]
    [InlineData("jpy", 50, 99_999_999)]
    [InlineData("krw", 50, 999_999_999)]
    [InlineData("vnd", 1, 999_999_999)]
    [InlineData("inr", 50, 999_999_999)]
    [InlineData("cop", 50, 9_999_999_999)]
    [InlineData("idr", 50, 999_999_999_999)]
    [InlineData("kwd", 10, 99_999_990)]
    public void A_price_is_nothing_or_what_one_charge_in_its_currency_takes(string currency, long least, long most)
    {
        var step = Currencies.StepOf(currency);
        Assert.All((long[])[0, least, most], amount => Assert.Null(new Money(amount, currency).WhyNotPayable()));
        Assert.All(
            ((long[])[least - step, most + step]).Where(amount => amount != 0),
            amount => Assert.NotNull(new Money(amount, currency).WhyNotPayable())
        );
    }

    [Theory]
    [InlineData("bhd")]
    [InlineData("jod")]
    [InlineData("kwd")]
    [InlineData("omr")]
    [InlineData("tnd")]
    public void Amounts_in_thousandths_end_in_0(string currency)
    {
        Assert.Null(new Money(1230, currency).WhyNotPayable());
        Assert.NotNull(new Money(1234, currency).WhyNotPayable());
    }

    /// <summary>See docs.stripe.com/currencies, "Special cases": both have no minor unit, but are charged in hundredths.</summary>
    [Theory]
    [InlineData("isk")]
    [InlineData("ugx")]
    public void Nothing_is_sold_in_a_currency_that_the_provider_counts_otherwise_than_we_do(string currency) =>
        Assert.False(Currencies.IsKnown(currency));
}
