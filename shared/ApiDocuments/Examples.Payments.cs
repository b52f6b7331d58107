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
        ];

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
