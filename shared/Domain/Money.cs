namespace EventTicketing.Domain;

/// <summary>An amount in the currency's minor units (cents; yen have none, dinars have a thousandth) and its ISO 4217 code in lower case.</summary>
public readonly record struct Money(long Amount, string Currency)
{
    /// <summary>The largest amount that the payment provider takes in one charge.</summary>
    public const long MaxAmount = 99_999_999;

    public override string ToString() => Currencies.Format(Amount, Currency);
}

/// <summary>
/// The currencies that tickets can be sold in. Not those in which the payment provider counts other minor units than ISO 4217 does, such
/// as ISK and UGX: an amount would be charged a hundredfold too small.
/// </summary>
public static class Currencies
{
    private static readonly Dictionary<string, int> Exponents = Table();

    public static bool IsKnown(string currency) => Exponents.ContainsKey(currency);

    /// <summary>Number of decimals of the currency, from ISO 4217.</summary>
    public static int ExponentOf(string currency) => Exponents[currency];

    /// <summary>For people: <c>25.00 USD</c>, <c>2500 JPY</c>.</summary>
    public static string Format(long amount, string currency) => $"{Decimal(amount, currency)} {currency.ToUpperInvariant()}";

    /// <summary>In the currency's major unit, with a point: <c>25.00</c>.</summary>
    public static string Decimal(long amount, string currency)
    {
        var exponent = ExponentOf(currency);
        var divisor = (long)Math.Pow(10, exponent);
        var (sign, whole, part) = (amount < 0 ? "-" : "", Math.Abs(amount) / divisor, Math.Abs(amount) % divisor);
        return exponent == 0 ? $"{sign}{whole}" : $"{sign}{whole}.{part.ToString().PadLeft(exponent, '0')}";
    }

    /// <summary>
    /// Deals an amount out by weight, so that the parts add up to it: what is left over goes to the largest remainders, the first ones of equal
    /// ones. Evenly where nothing weighs anything.
    /// </summary>
    public static long[] Split(long amount, IReadOnlyList<long> weights)
    {
        var total = weights.Sum();
        if (total == 0) return weights.Count == 0 ? [] : Split(amount, [.. weights.Select(_ => 1L)]);
        var parts = weights.Select(weight => (long)((Int128)amount * weight / total)).ToArray();
        var first = Enumerable.Range(0, parts.Length).OrderByDescending(index => (Int128)amount * weights[index] % total);
        foreach (var index in first.Take((int)(amount - parts.Sum()))) parts[index]++;
        return parts;
    }

    private static Dictionary<string, int> Table()
    {
        const string two = "aed ars aud bam bgn bob brl cad chf cny cop crc czk dkk dop egp eur gbp gel gtq hkd hnl huf idr ils inr kes kzt lkr "
            + "mad mdl mkd mxn myr ngn nok nzd pen php pkr pln qar ron rsd sar sek sgd thb try twd tzs uah usd uyu zar";
        const string zero = "clp jpy krw pyg rwf vnd xaf xof";
        const string three = "bhd jod kwd omr tnd";
        var exponents = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (currencies, exponent) in new[] { (two, 2), (zero, 0), (three, 3) })
        {
            foreach (var currency in currencies.Split(' ')) exponents[currency] = exponent;
        }

        return exponents;
    }
}
