using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EventTicketing.Domain;

namespace EventTicketing.Ports;

/// <summary>The Stripe client: the API calls that are needed, and webhook signatures. See docs.stripe.com/api.</summary>
public sealed class StripePayments(HttpClient http, Uri endpoint, StripeKeys keys, Backoff? backoff = null) : IPayments
{
    /// <summary>The version of Stripe's API that this client is written for.</summary>
    public const string ApiVersion = "2026-10-28.endive";

    private const int MaxTries = 3;
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(800);
    private readonly Backoff _backoff = backoff ?? Backoff.Real;

    public string PublishableKey => keys.PublishableKey;

    public bool Live =>
        keys.SecretKey.StartsWith("sk_live_", StringComparison.Ordinal) || keys.SecretKey.StartsWith("rk_live_", StringComparison.Ordinal);

    public async Task<PaymentIntent> Create(NewPayment payment, CancellationToken stop) =>
        Intent(
            await Send(
                HttpMethod.Post,
                "/v1/payment_intents",
                payment.Key,
                stop,
                ("amount", Text(payment.Amount)),
                ("currency", payment.Currency),
                ("description", payment.Description),
                ("receipt_email", payment.ReceiptEmail),
                ("automatic_payment_methods[enabled]", "true"),
                ("metadata[registrationId]", payment.RegistrationId),
                ("metadata[eventId]", payment.EventId)
            )
        );

    public async Task<PaymentIntent> Get(string paymentIntentId, CancellationToken stop) =>
        Intent(await Send(HttpMethod.Get, $"/v1/payment_intents/{Uri.EscapeDataString(paymentIntentId)}", null, stop));

    public async Task<PaymentIntent> Cancel(string paymentIntentId, CancellationToken stop)
    {
        try
        {
            return Intent(await Send(HttpMethod.Post, $"/v1/payment_intents/{Uri.EscapeDataString(paymentIntentId)}/cancel", null, stop));
        }
        catch (PaymentRefusedException refused) when (refused.Code == "resource_missing")
        {
            // The keys now belong to another account or mode, so nobody can complete this payment any more: treat it as cancelled.
            return new(paymentIntentId, 0, "", PaymentStatus.Cancelled, null, null, Live, "");
        }
        catch (PaymentRefusedException)
        {
            return await Get(paymentIntentId, stop);
        }
    }

    public async Task<ProviderRefund> Refund(NewRefund refund, CancellationToken stop) =>
        Refund(
            await Send(
                HttpMethod.Post,
                "/v1/refunds",
                refund.RefundId,
                stop,
                ("payment_intent", refund.PaymentIntentId),
                ("amount", Text(refund.Amount)),
                ("metadata[refundId]", refund.RefundId),
                ("metadata[registrationId]", refund.RegistrationId)
            )
        );

    public async Task<IReadOnlyList<ProviderRefund>> Refunds(string paymentIntentId, CancellationToken stop) =>
        [
            .. (await Send(HttpMethod.Get, $"/v1/refunds?limit=100&payment_intent={Uri.EscapeDataString(paymentIntentId)}", null, stop))
                .GetProperty("data")
                .EnumerateArray()
                .Select(Refund),
        ];

    public async Task<bool> Disputed(string paymentIntentId, CancellationToken stop) =>
        (await Send(HttpMethod.Get, $"/v1/disputes?limit=10&payment_intent={Uri.EscapeDataString(paymentIntentId)}", null, stop))
            .GetProperty("data")
            .EnumerateArray()
            .Any(HasTheMoney);

    private static bool HasTheMoney(JsonElement dispute) =>
        Field(dispute, "status") switch
        {
            // An inquiry has not moved money. The payment can still be refunded, which closes the inquiry.
            "won" or "warning_needs_response" or "warning_under_review" or "warning_closed" => false,
            // Either blocked before money moved, or resolved by paying: the balance transactions show which. A refund made for it is in the
            // list of refunds.
            "prevented" => dispute.TryGetProperty("balance_transactions", out var moved)
                && moved.ValueKind == JsonValueKind.Array
                && moved.EnumerateArray().Sum(movement => movement.GetProperty("amount").GetInt64()) < 0,
            _ => true,
        };

    public async Task<TaxCalculation> Tax(
        string currency,
        IReadOnlyList<TaxedLine> lines,
        bool included,
        Address place,
        string key,
        CancellationToken stop
    )
    {
        List<(string, string)> form =
        [
            ("currency", currency),
            ("customer_details[address_source]", "billing"),
            ("customer_details[address][country]", place.Country),
            ("expand[0]", "line_items"),
        ];
        foreach (
            var (name, value) in new[]
            {
                ("postal_code", place.PostalCode),
                ("state", place.State),
                ("city", place.City),
                ("line1", place.Line1),
            }
        )
        {
            if (value is not null)
                form.Add(($"customer_details[address][{name}]", value));
        }

        for (var i = 0; i < lines.Count; i++)
        {
            form.AddRange([
                ($"line_items[{i}][amount]", Text(lines[i].Amount)),
                ($"line_items[{i}][quantity]", Text(lines[i].Quantity)),
                ($"line_items[{i}][reference]", lines[i].Reference),
                ($"line_items[{i}][tax_behavior]", included ? "inclusive" : "exclusive"),
            ]);
        }

        var answer = await Send(HttpMethod.Post, "/v1/tax/calculations", key, stop, [.. form]);
        var (id, taxed) = (Field(answer, "id")!, answer.GetProperty("line_items"));
        // Stripe expands only the first ten lines.
        if (taxed.GetProperty("has_more").GetBoolean())
            taxed = await Send(HttpMethod.Get, $"/v1/tax/calculations/{id}/line_items?limit=100", null, stop);
        var taxes = taxed
            .GetProperty("data")
            .EnumerateArray()
            .ToDictionary(line => Field(line, "reference")!, line => line.GetProperty("amount_tax").GetInt64());
        return new(id, taxes, RateOf(answer, lines.Sum(line => line.Amount) - (included ? taxes.Values.Sum() : 0)));
    }

    /// <summary>
    /// The single rate of a calculation: the sum of the rates of country, state and city, each on the whole amount. Null when a part is
    /// taxed differently.
    /// </summary>
    private static TaxRate? RateOf(JsonElement calculation, long net)
    {
        if (!calculation.TryGetProperty("tax_breakdown", out var breakdown) || breakdown.ValueKind != JsonValueKind.Array)
            return null;
        var (percent, names) = (0m, new HashSet<TaxName>());
        foreach (var part in breakdown.EnumerateArray())
        {
            // Exempt, or in a jurisdiction where no tax is collected.
            if (part.GetProperty("taxable_amount").GetInt64() is var taxable && taxable == 0)
                continue;
            if (taxable != net || !part.TryGetProperty("tax_rate_details", out var details) || details.ValueKind != JsonValueKind.Object)
                return null;
            // A tax of a fixed amount has no percentage.
            if (
                !decimal.TryParse(
                    Field(details, "percentage_decimal"),
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var share
                )
            )
                return null;
            percent += share;
            names.Add(
                Field(details, "tax_type") switch
                {
                    "vat" => TaxName.Vat,
                    "gst" => TaxName.Gst,
                    "sales_tax" => TaxName.SalesTax,
                    _ => TaxName.Tax,
                }
            );
        }

        return new(percent / 1.0000000000000000000000000000m, percent > 0 && names.Count == 1 ? names.Single() : TaxName.Tax);
    }

    /// <summary>
    /// The signature is HMAC-SHA256 over <c>timestamp.body</c>; any of the <c>v1</c> values may match. See
    /// docs.stripe.com/webhooks/signature.
    /// </summary>
    public PaymentEvent? Open(string body, string? signature, DateTimeOffset now)
    {
        if (keys.WebhookSecret.Length == 0)
            return null;
        var parts = (signature ?? "").Split(',', 20).Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToList();
        if (
            parts.Find(part => part[0].Trim() == "t") is not [_, var stamp]
            || !long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var second)
        )
            return null;
        if (Math.Abs(now.ToUnixTimeSeconds() - second) > Tolerance.TotalSeconds)
            return null;
        var expected = Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(keys.WebhookSecret), Encoding.UTF8.GetBytes($"{stamp}.{body}"))
        );
        if (
            !parts.Exists(part =>
                part[0].Trim() == "v1"
                && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(part[1]), Encoding.UTF8.GetBytes(expected))
            )
        )
            return null;
        try
        {
            using var document = JsonDocument.Parse(body);
            var message = document.RootElement;
            var subject = message.GetProperty("data").GetProperty("object");
            var intent = Field(subject, "object") == "payment_intent" ? Field(subject, "id") : Field(subject, "payment_intent");
            return new(
                Field(message, "type") ?? "",
                string.IsNullOrEmpty(intent) ? null : intent,
                message.TryGetProperty("livemode", out var live) && live.ValueKind == JsonValueKind.True
            );
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private async Task<JsonElement> Send(
        HttpMethod method,
        string path,
        string? key,
        CancellationToken stop,
        params (string Name, string Value)[] form
    )
    {
        if (keys.SecretKey.Length == 0)
            throw new PaymentsUnavailableException("There is no key of the payment provider yet.");
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, new Uri(endpoint, path));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", keys.SecretKey);
            request.Headers.Add("Stripe-Version", ApiVersion);
            if (key is not null)
                request.Headers.Add("Idempotency-Key", key);
            if (method == HttpMethod.Post)
                request.Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
            try
            {
                using var response = await http.SendAsync(request, stop);
                if (response.IsSuccessStatusCode || !IsTransient(response.StatusCode))
                    return Read(response.StatusCode, await response.Content.ReadAsByteArrayAsync(stop));
                if (attempt == MaxTries)
                    throw new PaymentsUnavailableException($"The payment provider answered {(int)response.StatusCode}.");
            }
            catch (Exception error)
                when ((error is HttpRequestException || (error is TaskCanceledException && !stop.IsCancellationRequested))
                    && attempt == MaxTries
                )
            {
                throw new PaymentsUnavailableException("The payment provider did not answer.", error);
            }
            catch (Exception error)
                when (error is HttpRequestException || (error is TaskCanceledException && !stop.IsCancellationRequested))
            {
                // The response was lost, perhaps after the request took effect. The retry has the same idempotency key.
            }

            await _backoff.Wait(attempt, FirstPause, LongestPause, stop);
        }
    }

    private static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    private static JsonElement Read(HttpStatusCode status, byte[] body)
    {
        // An invalid API key is not a refusal of the request: with the right key a retry may succeed.
        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            throw new PaymentsUnavailableException($"The payment provider refuses our key: {(int)status}.");
        var answer = Parsed(body);
        if (status == HttpStatusCode.OK)
            return answer;
        if (!answer.TryGetProperty("error", out var error))
            throw new PaymentsUnavailableException($"The payment provider answered {(int)status} without a reason.");
        throw new PaymentRefusedException(
            Field(error, "code") ?? Field(error, "type") ?? "unknown",
            $"The payment provider refused: {(int)status}."
        );
    }

    /// <summary>A proxy between us and the provider may answer with an HTML page.</summary>
    private static JsonElement Parsed(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new PaymentsUnavailableException("The payment provider did not answer in JSON.", error);
        }

        throw new PaymentsUnavailableException("The payment provider did not answer in JSON.");
    }

    private static PaymentIntent Intent(JsonElement intent)
    {
        var metadata = intent.TryGetProperty("metadata", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
        var failure =
            intent.TryGetProperty("last_payment_error", out var error) && error.ValueKind == JsonValueKind.Object
                ? Field(error, "decline_code") ?? Field(error, "code")
                : null;
        return new(
            Field(intent, "id")!,
            intent.GetProperty("amount").GetInt64(),
            Field(intent, "currency")!,
            Field(intent, "status") switch
            {
                "succeeded" => PaymentStatus.Succeeded,
                "processing" => PaymentStatus.Processing,
                "canceled" => PaymentStatus.Cancelled,
                "requires_payment_method" when failure is not null => PaymentStatus.Failed,
                _ => PaymentStatus.Created,
            },
            metadata.ValueKind == JsonValueKind.Object ? Field(metadata, "registrationId") : null,
            failure,
            intent.GetProperty("livemode").GetBoolean(),
            Field(intent, "client_secret") ?? ""
        );
    }

    private static ProviderRefund Refund(JsonElement refund) =>
        new(
            Field(refund, "id")!,
            refund.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
                ? Field(metadata, "refundId")
                : null,
            Field(refund, "payment_intent") ?? "",
            refund.GetProperty("amount").GetInt64(),
            // Pending and requires_action are in progress: the provider completes them or reports a failure.
            Field(refund, "status") is "failed" or "canceled"
                ? RefundStatus.Failed
                : RefundStatus.Succeeded
        );

    private static string? Field(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
