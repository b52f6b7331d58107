using EventTicketing.Api;
using EventTicketing.Domain;

namespace EventTicketing.ApiDocuments;

public static partial class Examples
{
    private static object[] Registrations =>
        [
            new ListEventRegistrationsRequest { EventId = EventId, Status = RegistrationStatus.Confirmed },
            new RegistrationRequest { RegistrationId = RegistrationId },
            new CreateRegistrationRequest
            {
                EventId = EventId,
                Items = [new() { TicketTypeId = TicketTypeId, Quantity = 2 }],
                Attendees = [new() { Name = Ada, Email = AdasEmail }, new() { Name = Jonas, Email = JonasEmail }],
            },
            new CancelRegistrationRequest { RegistrationId = RegistrationId, Reason = "We are both away that night." },
            ARegistration(),
            new ListOf<RegistrationView>([ARegistration()], null),
        ];

    private static RegistrationView ARegistration() =>
        new(
            RegistrationId,
            EventId,
            UserId,
            Ada,
            AdasEmail,
            RegistrationStatus.Confirmed,
            PaymentState.Completed,
            PaymentFailure: null,
            ExpiresAt: null,
            [new(TicketTypeId, Standing, 2, Euros(2500), Euros(5000))],
            [new(Ada, AdasEmail), new(Jonas, JonasEmail)],
            Subtotal: Euros(5000),
            Tax: Euros(327),
            TaxIncluded: true,
            Vat,
            Total: Euros(5000),
            Paid: Euros(5000),
            Refunded: Euros(1000),
            [ARefund()],
            [
                new(TicketId, Code, Standing, Ada, TicketStatus.Valid),
                new(OtherTicketId, "R2WXB9HT-7KUN", Standing, Jonas, TicketStatus.Valid),
            ],
            [TicketId, OtherTicketId],
            CancelledBy: null,
            CancellationReason: null,
            BookedAt,
            ConfirmedAt,
            CancelledAt: null,
            Version: 4
        );
}
