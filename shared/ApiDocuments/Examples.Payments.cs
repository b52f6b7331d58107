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
            new TaxView(
                RegistrationId,
                "taxcalc_example",
                Euros(5000),
                Euros(327),
                TaxIncluded: true,
                Vat,
                Euros(5000),
                [new(TicketTypeId, Euros(4673), Euros(327), Euros(5000))]
            ),
            new PaymentView(PaymentIntentId, $"{PaymentIntentId}_secret_example", Euros(5000), "pk_test_example", RegistrationId),
            new WebhookView(Received: true),
        ];

    private static RefundView ARefund() =>
        new(RefundId, RegistrationId, Euros(1000), RefundStatus.Requested, RefundReason.Organizer, "The balcony was closed.", At(15, 8, 0));
}
