using EventTicketing.Api;
using EventTicketing.Domain;

namespace EventTicketing.ApiDocuments;

public static partial class Examples
{
    private static object[] Tickets =>
        [
            new TicketRequest { TicketId = TicketId },
            new ValidateTicketRequest
            {
                Qr = Qr,
                EventId = EventId,
                ScanId = ScanId,
                Gate = "North",
                ScannedAt = ScannedAt,
            },
            new UndoCheckInRequest { TicketId = TicketId, Reason = "Scanned by mistake." },
            new CheckInListRequest { EventId = EventId, Since = At(14, 17, 0) },
            new SyncCheckInsRequest
            {
                EventId = EventId,
                Scans =
                [
                    new()
                    {
                        ScanId = "south-2-000077",
                        Qr = Qr,
                        Gate = "South",
                        ScannedAt = ScannedAt.AddMinutes(2),
                        Verdict = ScanResult.Valid,
                    },
                ],
            },
            ATicket(),
            new ScanView(
                ScanResult.Invalid,
                ScanRefusal.AlreadyUsed,
                ScannedAt,
                "North",
                new(TicketId, Ada, Standing, TicketStatus.Used),
                "south-2-000077"
            ),
            new ScannedTicketView(TicketId, Ada, Standing, TicketStatus.Valid),
            ACheckIn(),
            new SyncedScansView([
                new(
                    "south-2-000077",
                    ScanResult.Invalid,
                    ScanRefusal.AlreadyUsed,
                    ScanConflict.LetInTwice,
                    ScannedAt,
                    "North",
                    new(TicketId, Ada, Standing, TicketStatus.Used),
                    Problem: null
                ),
            ]),
            new CheckInListView(
                EventId,
                Title,
                EventStatus.Published,
                StartsAt,
                EndsAt,
                TimeZone,
                GateOpensAt,
                EndsAt.AddHours(6),
                [AKey()],
                [new("1", "oct", "A256GCM", "Zr0WbXk2nFv5s8u1yQe4Tg7Jc3Lh9Pa6Dm0Ri-_BxEo")],
                [new(TicketId, Issue: 1, TicketStatus.Used, Paid: true, Ada, Standing, "hV3xP9qLr2mT7wYc0bNk5g", ScannedAt, "North")],
                Next: null,
                At(14, 17, 30)
            ),
            new SigningKeysView([AKey()]),
            new ListOf<TicketView>([ATicket()], null),
            new ListOf<CheckInView>([ACheckIn()], null),
        ];

    private static TicketView ATicket() =>
        new(
            TicketId,
            Code,
            Qr,
            EventId,
            RegistrationId,
            TicketTypeId,
            Standing,
            Ada,
            TicketStatus.Valid,
            ConfirmedAt,
            UsedAt: null,
            "https://files.example.com/tickets/blue-hour.pdf?signature=5f2d",
            ConfirmedAt.AddMinutes(15),
            Version: 1
        );

    private static SigningKeyView AKey() =>
        new(
            "1",
            "EC",
            "P-256",
            "ES256",
            "sig",
            "LXEWQrcmsEQBYnyp-6wy9chTD7GQPMTbAiWHF5IaSIE",
            "ofzkNjhU_4iM_0uOeHXWAMJoI5BBKoz3mzfQsRFIsPo"
        );

    private static CheckInView ACheckIn() =>
        new(
            ScanId,
            CheckInKind.Scan,
            ScanResult.Valid,
            Reason: null,
            Device: null,
            Conflict: null,
            TicketId,
            Ada,
            Standing,
            "North",
            ReceivedAt: ScannedAt.AddSeconds(1),
            ScannedAt,
            OrganizerId,
            Note: null
        );
}
