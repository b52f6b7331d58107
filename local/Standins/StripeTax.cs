using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EventTicketing.Local.Standins;

/// <summary>Tax calculations from a fixed table of rates. Not tax advice.</summary>
internal static partial class StripeTax
{
    private const int LineLimit = 1000;
    private const int ExpandedLines = 10;
    private const long LineAmountLimit = 999_999_999_999;
    private const string NonTaxable = "txcd_00000000";
    private static readonly TimeSpan Valid = TimeSpan.FromDays(90);

    private static readonly Dictionary<string, Rate> Countries = new()
    {
        ["AT"] = new(20m),
        ["CH"] = new(8.1m),
        ["DE"] = new(19m),
        ["DK"] = new(25m),
        ["ES"] = new(21m),
        ["FR"] = new(20m),
        ["GB"] = new(20m),
        ["IE"] = new(23m),
        ["IT"] = new(22m),
        ["JP"] = new(10m, "jct"),
        ["NL"] = new(21m),
        ["SE"] = new(25m),
    };

    private static readonly Dictionary<string, Rate> States = new()
    {
        ["CA"] = new(7.25m, "sales_tax"),
        ["FL"] = new(6m, "sales_tax"),
        ["IL"] = new(6.25m, "sales_tax"),
        ["NY"] = new(4m, "sales_tax"),
        ["TX"] = new(6.25m, "sales_tax"),
        ["WA"] = new(6.5m, "sales_tax"),
    };

    public static void Map(StripeApi api)
    {
        api.Post("/tax/calculations", Calculate);
        api.Get("/tax/calculations/{id}", call => Show(call, call.Get<TaxCalculation>("tax calculation")));
        api.Get("/tax/calculations/{id}/line_items", call => call.Page(call.Get<TaxCalculation>("tax calculation").LineItems.Data));
        api.Post("/tax/transactions/create_from_calculation", Record);
        api.Get("/tax/transactions/{id}", call => call.Show(call.Get<TaxTransaction>("tax transaction")));
    }

    private static JsonNode Calculate(StripeCall call)
    {
        var form = call.Form;
        form.Ignore("ship_from_details", "customer", "tax_date");
        var customer = Customer(form);
        var rate = RateOf(customer.Address);
        var id = call.NewId("taxcalc");
        var lines = Lines(call, rate);
        var exclusive = lines.Where(line => line.TaxBehavior is "exclusive").Sum(line => line.AmountTax);
        return Show(
            call,
            call.Save(
                new TaxCalculation
                {
                    Id = id,
                    Created = call.Now,
                    Currency = StripePayments.Currency(form),
                    AmountTotal = lines.Sum(line => line.Amount) + exclusive,
                    TaxAmountExclusive = exclusive,
                    TaxAmountInclusive = lines.Sum(line => line.AmountTax) - exclusive,
                    TaxDate = call.Now,
                    ExpiresAt = call.Now + (long)Valid.TotalSeconds,
                    CustomerDetails = customer,
                    LineItems = new($"/v1/tax/calculations/{id}/line_items", lines),
                    TaxBreakdown =
                    [
                        .. lines
                            .GroupBy(line => (line.TaxBehavior, IsTaxable(line)))
                            .Select(group => Breakdown([.. group], customer.Address, rate)),
                    ],
                }
            )
        );
    }

    /// <summary>Like Stripe, includes line items only when expanded, and then only the first ten.</summary>
    private static JsonNode Show(StripeCall call, TaxCalculation calculation)
    {
        var shown = call.Show(calculation);
        if (!call.Form.List("expand").Contains("line_items"))
            shown.AsObject().Remove("line_items");
        else if (shown["line_items"]!["data"] is JsonArray { Count: > ExpandedLines } lines)
        {
            lines.RemoveRange(ExpandedLines, lines.Count - ExpandedLines);
            shown["line_items"]!["has_more"] = true;
        }

        return shown;
    }

    private static JsonNode Record(StripeCall call)
    {
        var calculation = call.Get<TaxCalculation>("tax calculation", call.Form.Required("calculation"), "calculation");
        var reference = call.Form.Required("reference");
        if (calculation.ExpiresAt <= call.Now)
            throw StripeRefusal.Invalid("The calculation has expired.", "calculation");
        if (call.All<TaxTransaction>().Any(earlier => earlier.Reference == reference))
            throw StripeRefusal.Invalid("A transaction has this reference already.", "reference", "resource_already_exists");
        return call.Show(
            call.Save(
                new TaxTransaction
                {
                    Id = call.NewId("tax"),
                    Created = call.Now,
                    Reference = reference,
                    Currency = calculation.Currency,
                    TaxDate = calculation.TaxDate,
                    PostedAt = call.Form.Integer("posted_at") ?? call.Now,
                    CustomerDetails = calculation.CustomerDetails,
                    LineItems = calculation.LineItems,
                    Metadata = call.Form.Metadata(),
                }
            )
        );
    }

    private static TaxLine[] Lines(StripeCall call, Rate rate)
    {
        var items = call.Form.Items("line_items");
        if (items.Count is 0)
            throw StripeRefusal.Without("line_items");
        if (items.Count > LineLimit)
            throw StripeRefusal.Invalid($"There can be at most {LineLimit} line_items.", "line_items");
        TaxLine[] lines = [.. items.Select((item, index) => Line(call, item, index, rate))];
        return lines.DistinctBy(line => line.Reference).Count() == lines.Length
            ? lines
            : throw StripeRefusal.Invalid("Each line item has a reference of its own.", "line_items");
    }

    private static TaxLine Line(StripeCall call, string item, int index, Rate rate)
    {
        var form = call.Form;
        form.Ignore($"{item}[product]", $"{item}[metadata]", $"{item}[performance_location]");
        form.Required($"{item}[amount]");
        var line = new TaxLine
        {
            Id = call.NewId("tax_li"),
            Created = call.Now,
            Amount = Between(form, $"{item}[amount]", -LineAmountLimit, LineAmountLimit),
            AmountTax = 0,
            Quantity = form.Has($"{item}[quantity]") ? Between(form, $"{item}[quantity]", 1, 1_000_000) : 1,
            Reference = form.Text($"{item}[reference]") ?? $"L{index + 1}",
            TaxBehavior = form.OneOf($"{item}[tax_behavior]", "exclusive", "inclusive") ?? "exclusive",
            TaxCode = form.Text($"{item}[tax_code]") ?? "txcd_10000000",
        };
        return IsTaxable(line) ? line with { AmountTax = rate.TaxIn(line.Amount, line.TaxBehavior is "inclusive") } : line;
    }

    private static long Between(StripeForm form, string name, long least, long most) =>
        form.Integer(name) switch
        {
            { } number when number >= least && number <= most => number,
            _ => throw StripeRefusal.OutOfRange(name, least, most),
        };

    private static bool IsTaxable(TaxLine line) => line.TaxCode != NonTaxable;

    private static TaxBreakdown Breakdown(IReadOnlyList<TaxLine> lines, Address address, Rate rate)
    {
        var isTaxable = IsTaxable(lines[0]);
        var (isInclusive, tax) = (lines[0].TaxBehavior is "inclusive", lines.Sum(line => line.AmountTax));
        var percent = isTaxable ? rate.Percent : 0;
        return new(
            tax,
            isInclusive,
            new(address.Country, address.State, percent.ToString("0.0##", CultureInfo.InvariantCulture), rate.TaxType),
            (isTaxable, percent) switch
            {
                (false, _) => "product_exempt",
                (_, 0) => "not_collecting",
                _ => "standard_rated",
            },
            percent is 0 ? 0 : lines.Sum(line => line.Amount) - (isInclusive ? tax : 0)
        );
    }

    private static CustomerDetails Customer(StripeForm form)
    {
        const string details = "customer_details",
            address = "customer_details[address]";
        form.Ignore($"{details}[ip_address]", $"{details}[tax_ids]");
        form.OneOf($"{details}[taxability_override]", "none");
        return new(
            new(
                form.Required($"{address}[country]").ToUpperInvariant(),
                form.Text($"{address}[state]")?.ToUpperInvariant(),
                form.Text($"{address}[postal_code]"),
                form.Text($"{address}[city]"),
                form.Text($"{address}[line1]"),
                form.Text($"{address}[line2]")
            ),
            form.OneOf($"{details}[address_source]", "billing", "shipping") ?? throw StripeRefusal.Without($"{details}[address_source]")
        );
    }

    private static Rate RateOf(Address address)
    {
        if (!IsPlace(address))
        {
            throw StripeRefusal.Invalid(
                "We could not determine the customer's tax location based on the provided address.",
                "customer_details[address]",
                "customer_tax_location_invalid"
            );
        }
        return address.Country is "US"
            ? States.GetValueOrDefault(address.State ?? "", new(0, "sales_tax"))
            : Countries.GetValueOrDefault(address.Country, new(0));
    }

    /// <summary>
    /// Whether the address determines the tax. US taxes differ by postal code, so a state is not enough; in Canada a province is.
    /// </summary>
    private static bool IsPlace(Address address) =>
        address switch
        {
            { Country: "US" } => address.PostalCode is { } zip && Zip().IsMatch(zip),
            { Country: "CA" } => address is not { State: null, PostalCode: null },
            _ => address.Country.Length is 2,
        };

    [GeneratedRegex("^(?!000)[0-9]{5}(-[0-9]{4})?$")]
    private static partial Regex Zip();

    private sealed record Rate(decimal Percent, string TaxType = "vat")
    {
        /// <summary>Rounds half away from zero, per line.</summary>
        public long TaxIn(long amount, bool inclusive) =>
            (long)Math.Round(amount * Percent / (inclusive ? 100 + Percent : 100), MidpointRounding.AwayFromZero);
    }
}
