using EventTicketing.Api;
using EventTicketing.Domain;

namespace EventTicketing.ApiDocuments;

public static partial class Examples
{
    private const string InvitationId = "inv_01k9rb2y5nqg8d7m3e0xw4t6ks";
    private const string DeviceId = "dev_01k9rb5t2wqg8d7m3e0xw4t6ks";
    private const string OrganizationName = "Blue Hour Concerts";

    private static PostalAddress Address => new("Kastanienallee 7", null, "10435", "Berlin", "DE");

    private static Organization BlueHour =>
        new()
        {
            OrganizationId = OrganizationId,
            Name = OrganizationName,
            LegalName = "Blue Hour Concerts GmbH",
            Address = Address,
            TaxId = "DE123456789",
            ContactEmail = AdasEmail,
            Website = "https://bluehour.example.com",
            Picture = new(new(ImageId, FileTypes.Png), null),
            TimeZone = TimeZone,
            Currency = "eur",
            Language = "de",
            FoundedBy = UserId,
            CreatedAt = BookedAt,
            Members = 2,
            Owners = 1,
            Version = 3,
        };

    private static InvitationView Invited =>
        new()
        {
            InvitationId = InvitationId,
            OrganizationId = OrganizationId,
            OrganizationName = OrganizationName,
            Email = JonasEmail,
            Role = OrganizationRole.Staff,
            Status = InvitationStatus.Open,
            InvitedBy = Ada,
            Message = "Welcome to the crew.",
            CreatedAt = BookedAt,
            ExpiresAt = BookedAt + Invitation.Life,
            Version = 1,
        };

    private static MemberView JonasAsStaff =>
        new()
        {
            UserId = OrganizerId,
            Name = Jonas,
            Email = JonasEmail,
            ImageUrl = $"/images/people/{OrganizerId}/{ImageId}.jpg",
            Role = OrganizationRole.Staff,
            Kind = MemberKind.Person,
            JoinedAt = ConfirmedAt,
        };

    private static GateDevice NorthEntrance =>
        new()
        {
            OrganizationId = OrganizationId,
            DeviceId = DeviceId,
            Name = "North entrance",
            EventIds = [EventId],
            Until = StartsAt.AddDays(1),
            CreatedAt = BookedAt,
            CreatedBy = UserId,
            SignIn = "gate_01k9rb5t2wqg8d7m3e0xw4t6ks",
            UserId = "6f1d3a52-6f4b-4f0e-9d51-0c2b8a7e9f10",
            PairedAt = ConfirmedAt,
            LastSeenAt = ConfirmedAt,
            ListFetchedAt = ConfirmedAt,
            Scans = 112,
        };

    private static ActivityView Act =>
        new()
        {
            ActivityId = "act_01k9rb2y5nqg8d7m3e0xw4t6kt",
            At = BookedAt,
            Actor = new(UserId, Ada, ActorKind.Person),
            Action = "inviteMember",
            SubjectId = InvitationId,
            OrganizationId = OrganizationId,
            Changed = [new("role", null, "staff")],
            Reason = null,
            RequestId = "7c9e6679-7425-40de-944b-e07fc1f90ae7",
            State = ActivityState.Done,
        };

    private static AttendeeView AnAttendee =>
        new()
        {
            TicketId = OtherTicketId,
            HolderName = Jonas,
            Email = JonasEmail,
            EventId = EventId,
            EventTitle = Title,
            TicketTypeName = Standing,
            Status = TicketStatus.Used,
            UsedAt = ScannedAt,
            RegistrationId = RegistrationId,
        };

    private static object[] Organizations =>
        [
            new OrganizationRequest { OrganizationId = OrganizationId },
            new OrganizationPageRequest { OrganizationId = OrganizationId },
            new OrganizationActivityRequest { OrganizationId = OrganizationId },
            new LogoUploadRequest { OrganizationId = OrganizationId, ContentType = FileTypes.Png },
            new LogoRequest { OrganizationId = OrganizationId, ImageId = ImageId },
            new MemberRequest { OrganizationId = OrganizationId, UserId = OrganizerId },
            new ChangeMemberRoleRequest
            {
                OrganizationId = OrganizationId,
                UserId = OrganizerId,
                Role = OrganizationRole.Manager,
            },
            new InvitationRequest { OrganizationId = OrganizationId, InvitationId = InvitationId },
            new InviteMemberRequest
            {
                OrganizationId = OrganizationId,
                Email = JonasEmail,
                Role = OrganizationRole.Staff,
                Message = "Welcome to the crew.",
            },
            new GateDeviceRequest { OrganizationId = OrganizationId, DeviceId = DeviceId },
            new CreateGateDeviceRequest
            {
                OrganizationId = OrganizationId,
                Name = NorthEntrance.Name,
                EventIds = NorthEntrance.EventIds,
                Until = Now.AddDays(2),
            },
            new PairGateDeviceRequest { PairingCode = "K7QM-4XPR" },
            new PairingCodeView(DeviceId, "K7QM-4XPR", BookedAt + GateDevice.CodeLife),
            new ListOf<GateDeviceView>([GateDeviceView.Of(NorthEntrance)], null),
            new PairedDeviceView
            {
                IdToken = "eyJraWQiOiJ…",
                AccessToken = "eyJraWQiOiJ…",
                RefreshToken = "eyJjdHkiOiJ…",
                ExpiresIn = 3600,
                TokenType = "Bearer",
                ClientId = "7k2m9qexampleclient",
                DeviceId = DeviceId,
                Name = NorthEntrance.Name,
                Until = NorthEntrance.Until,
                Events = [new(EventId, Title, StartsAt, StartsAt.AddHours(4), TimeZone)],
            },
            new CreateOrganizationRequest
            {
                Name = OrganizationName,
                TimeZone = TimeZone,
                Currency = "eur",
                Language = "de",
            },
            new UpdateOrganizationRequest
            {
                OrganizationId = OrganizationId,
                LegalName = "Blue Hour Concerts GmbH",
                Website = "https://bluehour.example.com",
            },
            OrganizerView.Of(BlueHour),
            OrganizationView.Of(BlueHour, OrganizationRole.Owner),
            new ListOf<OrganizationView>([OrganizationView.Of(BlueHour, OrganizationRole.Owner)], null),
            JonasAsStaff,
            new ListOf<MemberView>([JonasAsStaff], null),
            Invited,
            new ListOf<InvitationView>([Invited], null),
            new MembershipView(OrganizationId, OrganizationRole.Staff),
            new ListOf<ActivityView>([Act], null),
            new ListAttendeesRequest { OrganizationId = OrganizationId, Text = "jonas" },
            new ExportAttendeesRequest { OrganizationId = OrganizationId, CheckedIn = true },
            new ListOrdersRequest { OrganizationId = OrganizationId, Text = "ada" },
            new ExportOrdersRequest { OrganizationId = OrganizationId, Status = RegistrationStatus.Confirmed },
            new OrganizationAnalyticsRequest
            {
                OrganizationId = OrganizationId,
                From = $"{ThisMonth}-01",
                To = Today,
            },
            OrganizationAnalyticsView.Of(OneDay, TimeZone, Now),
            AnAttendee,
            new ListOf<AttendeeView>([AnAttendee], "AbC0dEf1GhI2jKl3"),
        ];
}
