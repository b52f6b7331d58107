using System.Globalization;

namespace EventTicketing.Domain;

/// <summary>What a tax is called: by its own name where everybody knows it, otherwise plainly tax.</summary>
public enum TaxName { Tax, Vat, Gst, SalesTax }

/// <summary>The one rate at which admission to an event is taxed, as the payment provider has told it.</summary>
/// <param name="Percent">0 where no tax is charged.</param>
public sealed record TaxRate(decimal Percent, TaxName Name)
{
    /// <summary>
    /// What stands beside a price, in the words of the shop: <c>incl. 19% VAT</c>, <c>plus 6.5% sales tax</c>, <c>no tax</c>; without a number
    /// where the rate is not known.
    /// </summary>
    public static string Describe(TaxRate? rate, bool included) => (rate, included) switch
    {
        (null, true) => "incl. VAT",
        (null, false) => "plus tax",
        ({ Percent: 0 }, _) => "no tax",
        _ => $"{(included ? "incl." : "plus")} {rate.Percent.ToString("0.####", CultureInfo.InvariantCulture)}% {Word(rate.Name)}",
    };

    private static string Word(TaxName name) => name switch
    {
        TaxName.Vat => "VAT",
        TaxName.Gst => "GST",
        TaxName.SalesTax => "sales tax",
        _ => "tax",
    };
}
