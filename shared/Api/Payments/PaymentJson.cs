using System.Text.Json.Serialization;
using EventTicketing.Domain;

namespace EventTicketing.Api;

[JsonSourceGenerationOptions(
    Converters = [typeof(Camel<RefundStatus>), typeof(Camel<RefundReason>), typeof(Camel<LedgerEntryKind>), typeof(Camel<ReportFormat>)]
)]
[JsonSerializable(typeof(CalculateTaxRequest))]
[JsonSerializable(typeof(ProcessPaymentRequest))]
[JsonSerializable(typeof(WebhookRequest))]
[JsonSerializable(typeof(RefundRequest))]
[JsonSerializable(typeof(RefundView))]
[JsonSerializable(typeof(TaxView))]
[JsonSerializable(typeof(PaymentView))]
[JsonSerializable(typeof(WebhookView))]
[JsonSerializable(typeof(ListTransactionsRequest))]
[JsonSerializable(typeof(DailyTransactionsRequest))]
[JsonSerializable(typeof(MonthlySummaryRequest))]
[JsonSerializable(typeof(ExportTransactionsRequest))]
[JsonSerializable(typeof(ListOf<TransactionView>))]
[JsonSerializable(typeof(DayMoneyView))]
[JsonSerializable(typeof(MonthMoneyView))]
internal sealed partial class PaymentJson : JsonSerializerContext;
