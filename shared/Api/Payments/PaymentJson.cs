using System.Text.Json.Serialization;
using EventTicketing.Domain;

namespace EventTicketing.Api;

[JsonSourceGenerationOptions(Converters = [typeof(Camel<RefundStatus>), typeof(Camel<RefundReason>)])]
[JsonSerializable(typeof(CalculateTaxRequest))]
[JsonSerializable(typeof(ProcessPaymentRequest))]
[JsonSerializable(typeof(WebhookRequest))]
[JsonSerializable(typeof(RefundRequest))]
[JsonSerializable(typeof(RefundView))]
[JsonSerializable(typeof(TaxView))]
[JsonSerializable(typeof(PaymentView))]
[JsonSerializable(typeof(WebhookView))]
internal sealed partial class PaymentJson : JsonSerializerContext;
