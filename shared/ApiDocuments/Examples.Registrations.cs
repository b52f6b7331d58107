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
            new UpdateRegistrationRequest
            {
                RegistrationId = RegistrationId,
                Buyer = new() { Name = Ada },
                Attendees = [new() { Name = Jonas, Email = JonasEmail }],
            },
            new LookupOrdersRequest { Email = AdasEmail },
            new CancelRegistrationRequest { RegistrationId = RegistrationId, Reason = "We are both away that night." },
            ARegistration(),
            new ListOf<RegistrationView>([ARegistration()], null),
        ];

    private static RegistrationView ARegistration() =>
        new()
        {
            RegistrationId = RegistrationId,
            EventId = EventId,
            UserId = UserId,
            BuyerName = Ada,
            BuyerEmail = AdasEmail,
            Language = null,
            Status = RegistrationStatus.Confirmed,
            PaymentStatus = PaymentState.Completed,
            PaymentFailure = null,
            ExpiresAt = null,
            Items =
            [
                new()
                {
                    TicketTypeId = TicketTypeId,
                    Name = Standing,
                    Quantity = 2,
                    UnitPrice = Euros(2500),
                    Total = Euros(5000),
                },
            ],
            Attendees = [new(Ada, AdasEmail), new(Jonas, JonasEmail)],
            Subtotal = Euros(5000),
            Tax = Euros(327),
            TaxIncluded = true,
            TaxRate = Vat,
            Total = Euros(5000),
            Paid = Euros(5000),
            Refunded = Euros(1000),
            Refunds = [ARefund()],
            Tickets =
            [
                new()
                {
                    TicketId = TicketId,
                    Code = Code,
                    TicketTypeName = Standing,
                    HolderName = Ada,
                    Status = TicketStatus.Valid,
                    TicketUrl = $"https://tickets.example.com/t/{TicketId}#7k2m9qv4xw8r5n3jd6tbc1hfgz",
                },
                new()
                {
                    TicketId = OtherTicketId,
                    Code = "R2WXB9HT-7KUN",
                    TicketTypeName = Standing,
                    HolderName = Jonas,
                    Status = TicketStatus.Valid,
                    TicketUrl = $"https://tickets.example.com/t/{OtherTicketId}#2v8xq5m1kw7r4n9jd3tbc6hfgz",
                },
            ],
            TicketIds = [TicketId, OtherTicketId],
            CancelledBy = null,
            CancellationReason = null,
            CreatedAt = BookedAt,
            ConfirmedAt = ConfirmedAt,
            CancelledAt = null,
            Version = 4,
        };
}
