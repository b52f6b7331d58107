using System.Globalization;

namespace EventTicketing.Domain;

/// <summary>The name of a tax: its own where it is widely known, otherwise just tax.</summary>
public enum TaxName
{
    Tax,
    Vat,
    Gst,
    SalesTax,
}

/// <summary>The one rate at which admission to an event is taxed, as the payment provider reports it.</summary>
/// <param name="Percent">0 where no tax is charged.</param>
public sealed record TaxRate(decimal Percent, TaxName Name)
{
    /// <summary>
    /// The note beside a price, in the words of the shop: <c>incl. 19% VAT</c>, <c>plus 6.5% sales tax</c>, <c>no tax</c>; without a
    /// percentage when the rate is not known.
    /// </summary>
    public static string Describe(TaxRate? rate, bool included) =>
        (rate, included) switch
        {
            (null, true) => "incl. VAT",
            (null, false) => "plus tax",
            ({ Percent: 0 }, _) => "no tax",
            _ => $"{(included ? "incl." : "plus")} {rate.Percent.ToString("0.####", CultureInfo.InvariantCulture)}% {Word(rate.Name)}",
        };

    private static string Word(TaxName name) =>
        name switch
        {
            TaxName.Vat => "VAT",
            TaxName.Gst => "GST",
            TaxName.SalesTax => "sales tax",
            _ => "tax",
        };
}
