namespace EventTicketing.Tests.Domain;

public sealed class TaxRateTests
{
    [Theory]
    [InlineData("19", TaxName.Vat, true, "incl. 19% VAT")]
    [InlineData("6.5", TaxName.SalesTax, false, "plus 6.5% sales tax")]
    [InlineData("10", TaxName.Gst, true, "incl. 10% GST")]
    [InlineData("9.9750", TaxName.Tax, false, "plus 9.975% tax")]
    [InlineData("0", TaxName.Vat, true, "no tax")]
    [InlineData("0", TaxName.SalesTax, false, "no tax")]
    [InlineData(null, TaxName.Tax, true, "incl. VAT")]
    [InlineData(null, TaxName.Tax, false, "plus tax")]
    public void A_price_says_which_tax_it_includes_or_lacks(string? percent, TaxName name, bool included, string note) =>
        Assert.Equal(
            note,
            TaxRate.Describe(
                percent is null ? null : new(decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture), name),
                included
            )
        );
}
