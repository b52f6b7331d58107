namespace EventTicketing.Local.Standins;

/// <summary>A Stripe test payment method, and its behavior when charged.</summary>
/// <param name="Name">As in <c>payment_method=pm_card_visa</c>. Stored as the card's fingerprint, instead of a card number.</param>
/// <param name="Delayed">Whether the payment settles days later; the intent is processing until then.</param>
internal sealed record TestMethod(
    string Name,
    string Number,
    string Brand,
    Decline? Decline = null,
    bool Authentication = false,
    bool Delayed = false
)
{
    private static readonly TestMethod[] All =
    [
        new("pm_card_visa", "4242424242424242", "visa"),
        new("pm_card_mastercard", "5555555555554444", "mastercard"),
        new("pm_card_amex", "378282246310005", "amex"),
        new("pm_card_chargeDeclined", "4000000000000002", "visa", Decline.Card("generic_decline")),
        new("pm_card_chargeDeclinedInsufficientFunds", "4000000000009995", "visa", Decline.InsufficientFunds),
        new("pm_card_chargeDeclinedLostCard", "4000000000009987", "visa", Decline.Card("lost_card")),
        new("pm_card_chargeDeclinedExpiredCard", "4000000000000069", "visa", Decline.Expired),
        new("pm_card_chargeDeclinedIncorrectCvc", "4000000000000127", "visa", Decline.IncorrectCvc),
        new("pm_card_chargeDeclinedProcessingError", "4000000000000119", "visa", Decline.ProcessingError),
        new("pm_card_authenticationRequired", "4000002760003184", "visa", Authentication: true),
        new("pm_card_authenticationRequiredOnSetup", "4000002500003155", "visa", Authentication: true),
        new("pm_card_authenticationRequiredChargeDeclined", "4000008260003178", "visa", Decline.InsufficientFunds, Authentication: true),
        new("pm_usBankAccount", "000123456789", "", Delayed: true),
    ];

    public static TestMethod Of(PaymentMethod method) => Named(method.Fingerprint)!;

    /// <summary>
    /// The test payment method with this name; null when there is none. Names with <c>visa</c>, such as
    /// <c>pm_card_visa_chargeDeclined</c>, are aliases.
    /// </summary>
    public static TestMethod? Named(string name) =>
        Array.Find(All, method => method.Name == name.Replace("pm_card_visa_", "pm_card_", StringComparison.Ordinal));

    /// <summary>Creates a payment method from card fields.</summary>
    /// <exception cref="StripeRefusal">402: the number or date is invalid, or the card is not a test card.</exception>
    public static PaymentMethod FromCard(StripeForm form, string prefix, string id, long now)
    {
        var number = form.Required($"{prefix}[number]").Replace(" ", "", StringComparison.Ordinal);
        var month = form.Integer($"{prefix}[exp_month]") ?? 0;
        var year = form.Integer($"{prefix}[exp_year]") ?? 0;
        var cvc = form.Text($"{prefix}[cvc]");
        var today = DateTimeOffset.FromUnixTimeSeconds(now);
        if (year is >= 0 and < 100)
            year += 2000;
        if (!IsCardNumber(number))
            throw StripeRefusal.Card("incorrect_number", "Your card number is incorrect.", $"{prefix}[number]");
        if (month is < 1 or > 12)
            throw StripeRefusal.Card("invalid_expiry_month", "Your card's expiration month is invalid.", $"{prefix}[exp_month]");
        if (year > today.Year + 50 || year * 12 + month < today.Year * 12 + today.Month)
            throw StripeRefusal.Card("invalid_expiry_year", "Your card's expiration year is invalid.", $"{prefix}[exp_year]");
        if (cvc is not null && (cvc.Length is < 3 or > 4 || !cvc.All(char.IsAsciiDigit)))
            throw StripeRefusal.Card("invalid_cvc", "Your card's security code is invalid.", $"{prefix}[cvc]");
        var test =
            Array.Find(All, method => method.Number == number)
            ?? throw StripeRefusal.Card(
                "card_declined",
                "Your card was declined. This is a test, and the card is no test card.",
                declineCode: "test_mode_live_card"
            );
        return test.ToPaymentMethod(id, now, (int)month, (int)year);
    }

    public PaymentMethod ToPaymentMethod(string id, long now, int month, int year) =>
        new()
        {
            Id = id,
            Created = now,
            Type = Delayed ? "us_bank_account" : "card",
            Card = Delayed ? null : new(Brand, Number[^4..], month, year, Name),
            UsBankAccount = Delayed ? new("STRIPE TEST BANK", Number[^4..], Name) : null,
        };

    /// <summary>Luhn check: every second digit from the right is doubled.</summary>
    private static bool IsCardNumber(string number)
    {
        if (number.Length is < 12 or > 19 || !number.All(char.IsAsciiDigit))
            return false;
        var sum = 0;
        for (var place = 1; place <= number.Length; place++)
        {
            var digit = (number[^place] - '0') * (place % 2 == 0 ? 2 : 1);
            sum += digit / 10 + digit % 10;
        }
        return sum % 10 == 0;
    }
}

internal sealed record Decline(string Code, string? DeclineCode, string Message, string Type = "card_error")
{
    public static readonly Decline InsufficientFunds = new("card_declined", "insufficient_funds", "Your card has insufficient funds.");
    public static readonly Decline Expired = new("expired_card", "expired_card", "Your card has expired.");
    public static readonly Decline IncorrectCvc = new("incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect.");
    public static readonly Decline ProcessingError = new(
        "processing_error",
        "processing_error",
        "An error occurred while processing your card. Try again in a little bit."
    );
    public static readonly Decline NotAuthenticated = new(
        "payment_intent_authentication_failure",
        null,
        "The payment method was not authenticated. Choose another one and try again.",
        "invalid_request_error"
    );
    public static readonly Decline BankRefused = new(
        "payment_method_provider_decline",
        "generic_decline",
        "The bank refused the payment.",
        "invalid_request_error"
    );

    public static Decline Card(string declineCode) => new("card_declined", declineCode, "Your card was declined.");
}
