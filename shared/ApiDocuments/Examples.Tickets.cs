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
            new ScanView
            {
                Result = ScanResult.Invalid,
                Reason = ScanRefusal.AlreadyUsed,
                FirstUsedAt = ScannedAt,
                FirstUsedGate = "North",
                Ticket = new()
                {
                    TicketId = TicketId,
                    HolderName = Ada,
                    TicketTypeName = Standing,
                    Status = TicketStatus.Used,
                },
                ScanId = "south-2-000077",
            },
            new ScannedTicketView
            {
                TicketId = TicketId,
                HolderName = Ada,
                TicketTypeName = Standing,
                Status = TicketStatus.Valid,
            },
            ACheckIn(),
            new SyncedScansView([
                new()
                {
                    ScanId = "south-2-000077",
                    Result = ScanResult.Invalid,
                    Reason = ScanRefusal.AlreadyUsed,
                    Conflict = ScanConflict.LetInTwice,
                    FirstUsedAt = ScannedAt,
                    FirstUsedGate = "North",
                    Ticket = new()
                    {
                        TicketId = TicketId,
                        HolderName = Ada,
                        TicketTypeName = Standing,
                        Status = TicketStatus.Used,
                    },
                    Problem = null,
                },
            ]),
            new CheckInListView
            {
                EventId = EventId,
                Title = Title,
                Status = EventStatus.Published,
                StartsAt = StartsAt,
                EndsAt = EndsAt,
                TimeZone = TimeZone,
                GateOpensAt = GateOpensAt,
                GateClosesAt = EndsAt.AddHours(6),
                SigningKeys = [AKey()],
                SealKeys =
                [
                    new()
                    {
                        Kid = "1",
                        Kty = "oct",
                        Alg = "A256GCM",
                        K = "Zr0WbXk2nFv5s8u1yQe4Tg7Jc3Lh9Pa6Dm0Ri-_BxEo",
                    },
                ],
                Items =
                [
                    new()
                    {
                        TicketId = TicketId,
                        Issue = 1,
                        Status = TicketStatus.Used,
                        Paid = true,
                        HolderName = Ada,
                        TicketTypeName = Standing,
                        CodeVerifier = "hV3xP9qLr2mT7wYc0bNk5g",
                        UsedAt = ScannedAt,
                        UsedGate = "North",
                    },
                ],
                Next = null,
                Since = At(14, 17, 30),
            },
            new SigningKeysView([AKey()]),
            new ListOf<TicketView>([ATicket()], null),
            new ListOf<CheckInView>([ACheckIn()], null),
        ];

    private static TicketView ATicket() =>
        new()
        {
            TicketId = TicketId,
            Code = Code,
            Qr = Qr,
            EventId = EventId,
            RegistrationId = RegistrationId,
            TicketTypeId = TicketTypeId,
            TicketTypeName = Standing,
            HolderName = Ada,
            Status = TicketStatus.Valid,
            IssuedAt = ConfirmedAt,
            UsedAt = null,
            DownloadUrl = "https://files.example.com/tickets/blue-hour.pdf?signature=5f2d",
            DownloadExpiresAt = ConfirmedAt.AddMinutes(15),
            Version = 1,
        };

    private static SigningKeyView AKey() =>
        new()
        {
            Kid = "1",
            Kty = "EC",
            Crv = "P-256",
            Alg = "ES256",
            Use = "sig",
            X = "LXEWQrcmsEQBYnyp-6wy9chTD7GQPMTbAiWHF5IaSIE",
            Y = "ofzkNjhU_4iM_0uOeHXWAMJoI5BBKoz3mzfQsRFIsPo",
        };

    private static CheckInView ACheckIn() =>
        new()
        {
            ScanId = ScanId,
            Kind = CheckInKind.Scan,
            Result = ScanResult.Valid,
            Reason = null,
            Device = null,
            Conflict = null,
            TicketId = TicketId,
            HolderName = Ada,
            TicketTypeName = Standing,
            Gate = "North",
            ReceivedAt = ScannedAt.AddSeconds(1),
            ScannedAt = ScannedAt,
            StaffId = OrganizerId,
            Note = null,
        };
}
