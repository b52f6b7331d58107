using System.Globalization;

namespace EventTicketing.Domain;

/// <summary>
/// An amount in the currency's minor units (cents; yen have none, dinars have a thousandth) and its ISO 4217 code in lower case.
/// </summary>
public readonly record struct Money(long Amount, string Currency)
{
    /// <summary>The largest amount in any currency. The limit of one charge is <see cref="Currencies.MostOf"/>.</summary>
    public const long MaxAmount = 999_999_999_999;

    /// <summary>Null when the amount is 0 or can be paid in one charge; otherwise the reason, for people.</summary>
    public string? WhyNotPayable() =>
        Amount switch
        {
            0 => null,
            _ when Amount % Currencies.StepOf(Currency) != 0 => "The amount must be a multiple of 10 in this currency.",
            _ when Amount < Currencies.LeastOf(Currency) =>
                $"The amount must be at least {Currencies.Format(Currencies.LeastOf(Currency), Currency)}.",
            _ when Amount > Currencies.MostOf(Currency) =>
                $"The amount must be at most {Currencies.Format(Currencies.MostOf(Currency), Currency)}.",
            _ => null,
        };

    public override string ToString() => Currencies.Format(Amount, Currency);
}

/// <summary>
/// The currencies that tickets can be sold in. Those in which the payment provider counts other minor units than ISO 4217, such as ISK and
/// UGX, are left out: only a hundredth of the amount would be charged.
/// </summary>
public static class Currencies
{
    private static readonly Dictionary<string, int> Exponents = Table();

    /// <summary>From docs.stripe.com/currencies, "Minimum charge amount by currency".</summary>
    private static readonly Dictionary<string, long> Least = new(StringComparer.Ordinal)
    {
        ["aed"] = 200,
        ["ars"] = 50,
        ["aud"] = 50,
        ["bgn"] = 100,
        ["brl"] = 50,
        ["cad"] = 50,
        ["chf"] = 50,
        ["cop"] = 50,
        ["czk"] = 1500,
        ["dkk"] = 250,
        ["eur"] = 50,
        ["gbp"] = 30,
        ["hkd"] = 400,
        ["huf"] = 17_500,
        ["idr"] = 50,
        ["ils"] = 50,
        ["inr"] = 50,
        ["jpy"] = 50,
        ["krw"] = 50,
        ["mxn"] = 1000,
        ["myr"] = 200,
        ["nok"] = 300,
        ["nzd"] = 50,
        ["php"] = 50,
        ["pln"] = 200,
        ["ron"] = 200,
        ["sek"] = 300,
        ["sgd"] = 50,
        ["thb"] = 1000,
        ["usd"] = 50,
        ["zar"] = 50,
    };

    /// <summary>
    /// From docs.stripe.com/currencies, "Maximum charge amounts": the limits of all payment methods, which are eight digits in currencies
    /// not listed here; and the nine digits that all cards accept, where eight are worth little.
    /// </summary>
    private static readonly Dictionary<string, long> Most = new(StringComparer.Ordinal)
    {
        ["idr"] = 999_999_999_999,
        ["cop"] = 9_999_999_999,
        ["inr"] = 999_999_999,
        ["ars"] = 999_999_999,
        ["clp"] = 999_999_999,
        ["crc"] = 999_999_999,
        ["huf"] = 999_999_999,
        ["krw"] = 999_999_999,
        ["kzt"] = 999_999_999,
        ["lkr"] = 999_999_999,
        ["ngn"] = 999_999_999,
        ["pkr"] = 999_999_999,
        ["pyg"] = 999_999_999,
        ["tzs"] = 999_999_999,
        ["vnd"] = 999_999_999,
    };

    public static bool IsKnown(string currency) => Exponents.ContainsKey(currency);

    /// <summary>Number of decimals of the currency, from ISO 4217.</summary>
    public static int ExponentOf(string currency) => Exponents[currency];

    /// <summary>
    /// The smallest charge, in minor units. Where no minimum is documented, the provider applies one by the exchange rate of the day.
    /// </summary>
    public static long LeastOf(string currency) => Least.GetValueOrDefault(currency, StepOf(currency));

    /// <summary>The largest charge, in minor units.</summary>
    public static long MostOf(string currency) => Most.GetValueOrDefault(currency, 99_999_999);

    /// <summary>Charges and refunds must be multiples of this, in minor units: cards do not support thousandths.</summary>
    public static int StepOf(string currency) => ExponentOf(currency) == 3 ? 10 : 1;

    /// <summary>For people: <c>25.00 USD</c>, <c>2500 JPY</c>.</summary>
    public static string Format(long amount, string currency) => $"{Decimal(amount, currency)} {currency.ToUpperInvariant()}";

    /// <summary>In the currency's major unit, with a point: <c>25.00</c>.</summary>
    public static string Decimal(long amount, string currency) => Major(amount, currency).ToString(CultureInfo.InvariantCulture);

    /// <summary>In the currency's major unit, with as many digits as it has: 25.00.</summary>
    public static decimal Major(long amount, string currency)
    {
        var size = (ulong)Math.Abs(amount);
        return new((int)(size & uint.MaxValue), (int)(size >> 32), 0, amount < 0, (byte)ExponentOf(currency));
    }

    /// <summary>
    /// Splits an amount in proportion to weights, so that the parts add up to it: units left over go to the largest remainders, the first
    /// of equal ones. Splits evenly when all weights are 0.
    /// </summary>
    public static long[] Split(long amount, IReadOnlyList<long> weights)
    {
        var total = weights.Sum();
        if (total == 0)
            return weights.Count == 0 ? [] : Split(amount, [.. weights.Select(_ => 1L)]);
        var parts = weights.Select(weight => (long)((Int128)amount * weight / total)).ToArray();
        var first = Enumerable.Range(0, parts.Length).OrderByDescending(index => (Int128)amount * weights[index] % total);
        foreach (var index in first.Take((int)(amount - parts.Sum())))
            parts[index]++;
        return parts;
    }

    private static Dictionary<string, int> Table()
    {
        const string two =
            "aed ars aud bam bgn bob brl cad chf cny cop crc czk dkk dop egp eur gbp gel gtq hkd hnl huf idr ils inr kes kzt lkr "
            + "mad mdl mkd mxn myr ngn nok nzd pen php pkr pln qar ron rsd sar sek sgd thb try twd tzs uah usd uyu zar";
        const string zero = "clp jpy krw pyg rwf vnd xaf xof";
        const string three = "bhd jod kwd omr tnd";
        var exponents = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (currencies, exponent) in new[] { (two, 2), (zero, 0), (three, 3) })
        {
            foreach (var currency in currencies.Split(' '))
                exponents[currency] = exponent;
        }

        return exponents;
    }
}
