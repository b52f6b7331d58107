using EventTicketing.Api;
using EventTicketing.Domain;

namespace EventTicketing.ApiDocuments;

public static partial class Examples
{
    private static object[] Payments =>
        [
            new CalculateTaxRequest
            {
                RegistrationId = RegistrationId,
                Address = new()
                {
                    Country = "DE",
                    PostalCode = "10999",
                    City = "Berlin",
                    Line1 = "Oranienstraße 24",
                },
            },
            new ProcessPaymentRequest { RegistrationId = RegistrationId },
            new WebhookRequest(),
            new RefundRequest
            {
                RegistrationId = RegistrationId,
                Amount = Field(1000),
                Reason = "The balcony was closed.",
            },
            ARefund(),
            new TaxView
            {
                RegistrationId = RegistrationId,
                TaxCalculationId = "taxcalc_example",
                Subtotal = Euros(5000),
                Tax = Euros(327),
                TaxIncluded = true,
                TaxRate = Vat,
                Total = Euros(5000),
                Lines =
                [
                    new()
                    {
                        TicketTypeId = TicketTypeId,
                        Net = Euros(4673),
                        Tax = Euros(327),
                        Gross = Euros(5000),
                    },
                ],
            },
            new PaymentView
            {
                PaymentIntentId = PaymentIntentId,
                ClientSecret = $"{PaymentIntentId}_secret_example",
                Amount = Euros(5000),
                PublishableKey = "pk_test_example",
                RegistrationId = RegistrationId,
            },
            new WebhookView(Received: true),
            new ListTransactionsRequest { From = Today, To = Today },
            new DailyTransactionsRequest { Date = Today },
            new MonthlySummaryRequest { Month = ThisMonth },
            new ExportTransactionsRequest { From = $"{ThisMonth}-01", To = Today },
            new ListOf<TransactionView>([TransactionView.Of(Sale)], null),
            DayMoneyView.Of(new(2027, 5, 2), TimeZone, [Sale], complete: true, Now),
            MonthMoneyView.Of(new(2027, 5, 1), TimeZone, Event.ZoneOf(TimeZone), [Sale], complete: true, Now),
        ];

    private const string ThisMonth = "2027-05";
    private const string Today = $"{ThisMonth}-02";

    private static Analytics OneDay =>
        Analytics.Of(
            new(2027, 5, 1),
            new(2027, 5, 2),
            [
                new()
                {
                    Scope = OrganizationId,
                    Day = Today,
                    TimeZone = TimeZone,
                    Sum = Summary.Of([Sale], Event.ZoneOf(TimeZone)),
                },
            ],
            complete: true
        );

    private static LedgerEntry Sale =>
        new()
        {
            EntryId = "led_01k9rb2y5nqg8d7m3e0xw4t6ks",
            At = BookedAt,
            Kind = LedgerEntryKind.Sale,
            RegistrationId = RegistrationId,
            OrganizationId = OrganizationId,
            EventId = EventId,
            EventTitle = Title,
            Category = "music",
            City = "Berlin",
            Country = "DE",
            TimeZone = TimeZone,
            Lines = [new(TicketTypeId, "Standing", 2, 5000)],
            Tickets = 2,
            Gross = 5000,
            Tax = 327,
            Currency = "eur",
            PaymentIntentId = PaymentIntentId,
        };

    private static RefundView ARefund() =>
        new()
        {
            RefundId = RefundId,
            RegistrationId = RegistrationId,
            Amount = Euros(1000),
            Status = RefundStatus.Requested,
            Reason = RefundReason.Organizer,
            Note = "The balcony was closed.",
            CreatedAt = At(15, 8, 0),
        };
}
