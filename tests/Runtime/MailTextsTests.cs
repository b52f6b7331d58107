using EventTicketing.Flows;

namespace EventTicketing.Tests.Runtime;

public sealed class MailTextsTests
{
    private static readonly DateTimeOffset NewYearsEve = new(2026, 12, 31, 19, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, "Thursday, 31 December 2026, 20:00 (Europe/Berlin)")]
    [InlineData("en-GB", "Thursday, 31 December 2026, 20:00 (Europe/Berlin)")]
    [InlineData("de", "Donnerstag, 31. Dezember 2026, 20:00 (Europe/Berlin)")]
    [InlineData("es", "jueves, 31 de diciembre de 2026, 20:00 (Europe/Berlin)")]
    public void A_time_is_written_as_in_the_language(string? language, string written) =>
        Assert.Equal(written, MailTexts.In(language).When(NewYearsEve, "Europe/Berlin"));

    [Theory]
    [InlineData("en", 123_450, "eur", "€1,234.50")]
    [InlineData("en", 2500, "chf", "CHF\u00A025.00")]
    [InlineData("en", 2500, "jpy", "¥2,500")]
    [InlineData("en", 5000, "kwd", "KWD\u00A05.000")]
    [InlineData("de", 123_450, "eur", "1.234,50\u00A0€")]
    [InlineData("de", 2500, "chf", "25,00\u00A0CHF")]
    [InlineData("es", 123_450, "eur", "1.234,50\u00A0€")]
    public void An_amount_is_written_as_in_the_language(string language, long amount, string currency, string written) =>
        Assert.Equal(written, MailTexts.In(language).Amount(amount, currency));

    [Theory]
    [InlineData("en", "incl. 19% VAT", "plus 6.5% sales tax", "no tax")]
    [InlineData("de", "inkl. 19\u00A0% MwSt.", "zzgl. 6,5\u00A0% Steuer", "ohne Steuer")]
    [InlineData("es", "IVA del 19\u00A0% incluido", "impuestos del 6,5\u00A0% no incluidos", "sin impuestos")]
    public void A_tax_is_named_as_in_the_language(string language, string included, string added, string none)
    {
        var texts = MailTexts.In(language);
        Assert.Equal(included, texts.Tax(new(19, TaxName.Vat), included: true));
        Assert.Equal(added, texts.Tax(new(6.5m, TaxName.SalesTax), included: false));
        Assert.Equal(none, texts.Tax(new(0, TaxName.Tax), included: true));
    }

    /// <summary>Every text without parameters, and the subjects.</summary>
    [Fact]
    public void No_text_is_left_in_English()
    {
        var english = Texts("en");
        Assert.Equal(english.Keys, Texts("de").Keys);
        foreach (var language in new[] { "de", "es" })
            Assert.All(
                Texts(language).Where(text => text.Key != nameof(MailTexts.Total)),
                text => Assert.NotEqual(english[text.Key], text.Value)
            );

        static SortedDictionary<string, string> Texts(string language)
        {
            var texts = MailTexts.In(language);
            var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var property in typeof(MailTexts).GetProperties().Where(property => property.PropertyType == typeof(string)))
                all[property.Name] = (string)property.GetValue(texts)!;
            foreach (
                var method in typeof(MailTexts)
                    .GetMethods()
                    .Where(method => method.IsAbstract && method.GetParameters() is [{ } only] && only.ParameterType == typeof(string))
            )
                all[method.Name] = (string)method.Invoke(texts, ["Hafenfest"])!;
            return all;
        }
    }
}
