using EventTicketing.Domain;

namespace EventTicketing.Data;

// Tables of organizations, of what people do in them, and of the verification of organizers.
public static partial class Tables
{
    public static readonly IndexDefinition AllOrganizations = new("AllIndex", new("listed", "createdAt"));

    /// <summary>Organizations with their settings. AllIndex lists them for administrators: <c>listed</c> is <c>all</c>.</summary>
    public static readonly TableDefinition Organizations = new("organizations", new("organizationId"), AllOrganizations);

    public static readonly IndexDefinition InvitationsByAddress = new("EmailIndex", new("email", "createdAt"));

    /// <summary>Invitations by organization. <c>deleteAt</c> is 90 days after they ended.</summary>
    public static readonly TableDefinition Invitations = new("invitations", new("organizationId", "invitationId"), InvitationsByAddress)
    {
        TimeToLive = "deleteAt",
    };

    public static readonly IndexDefinition DevicesByCode = new("CodeIndex", new("codeHash"), "organizationId", "deviceId");

    /// <summary>
    /// Gate devices by organization; CodeIndex has only those that wait to be paired. <c>deleteAt</c> is 30 days after they end.
    /// </summary>
    public static readonly TableDefinition Devices = new("devices", new("organizationId", "deviceId"), DevicesByCode)
    {
        TimeToLive = "deleteAt",
    };

    public static readonly IndexDefinition ActsOfAdministrators = new("AdminIndex", new("adminMonth", "at"));
    public static readonly IndexDefinition ActsByOrganization = new("OrganizationIndex", new("organizationId", "at"));
    public static readonly IndexDefinition ActsByActor = new("ActorIndex", new("actorId", "at"));
    public static readonly IndexDefinition ActsBySubject = new("SubjectIndex", new("subjectId", "at"));
    public static readonly IndexDefinition DueActs = new("DueIndex", new("activityId", "dueAt", KeyType.Number), "activityId")
    {
        OfDueWork = true,
    };

    /// <summary>
    /// Who did what. <c>adminMonth</c> (such as <c>2026-11</c>) is set only for acts of administrators, <c>dueAt</c> only for acts that are
    /// not finished: of these there is one for each person or organization that they concern.
    /// </summary>
    public static readonly TableDefinition Activities = new(
        "activity",
        new("activityId"),
        ActsOfAdministrators,
        ActsByOrganization,
        ActsByActor,
        ActsBySubject,
        DueActs
    )
    {
        TimeToLive = "deleteAt",
    };

    /// <summary>
    /// Whose older tokens are refused, of the last two hours: all in the partition <c>all</c>, so that one query reads them.
    /// </summary>
    public static readonly TableDefinition Revocations = new("revocations", new("scope", "userId")) { TimeToLive = "deleteAt" };

    public static readonly IndexDefinition KycRequestsByUser = new("UserIndex", new("userId", "createdAt"));
    public static readonly IndexDefinition KycRequestsByStatus = new("StatusIndex", new("listedStatus", "submittedAt"));
    public static readonly IndexDefinition DueKycRequests = new("DueIndex", new("kycId", "dueAt", KeyType.Number), "kycId")
    {
        OfDueWork = true,
    };

    /// <summary>
    /// Requests to be verified as an organizer. Drafts are not in StatusIndex; <c>dueAt</c> is set while papers are to be
    /// erased or administrators to be told.
    /// </summary>
    public static readonly TableDefinition Kyc = new("kyc", new("kycId"), KycRequestsByUser, KycRequestsByStatus, DueKycRequests)
    {
        TimeToLive = "deleteAt",
    };

    public static readonly IndexDefinition DueErasures = new("DueIndex", new("erasureId", "dueAt", KeyType.Number), "erasureId")
    {
        OfDueWork = true,
    };

    /// <summary>
    /// Whose data is to be erased, or was: ids only. <c>dueAt</c> is set until all is erased; <c>deleteAt</c> is three years after that.
    /// </summary>
    public static readonly TableDefinition Erasures = new("erasures", new("erasureId"), DueErasures) { TimeToLive = "deleteAt" };
}

public sealed partial class Database
{
    public Versioned<Organization> Organizations =>
        field ??= new(
            store,
            Tables.Organizations,
            DataJson.Stored.Organization,
            item => (item.OrganizationId, null),
            item => [("listed", Indexes.AllListed)]
        );

    public Versioned<Invitation> Invitations =>
        field ??= new(
            store,
            Tables.Invitations,
            DataJson.Stored.Invitation,
            item => (item.OrganizationId, item.InvitationId),
            item => [("deleteAt", item.KeptUntil.ToUnixTimeSeconds())]
        );

    public Versioned<GateDevice> Devices =>
        field ??= new(
            store,
            Tables.Devices,
            DataJson.Stored.GateDevice,
            item => (item.OrganizationId, item.DeviceId),
            item => [("deleteAt", item.KeptUntil.ToUnixTimeSeconds())]
        );

    /// <summary>Devices that wait to be paired, as projected into CodeIndex.</summary>
    public Collection<WaitingDevice> WaitingDevices =>
        field ??= new(store, Tables.Devices, DataJson.Stored.WaitingDevice, item => (item.OrganizationId, item.DeviceId));

    public Versioned<Activity> Activities =>
        field ??= new(
            store,
            Tables.Activities,
            DataJson.Stored.Activity,
            item => (item.ActivityId, null),
            item =>
                [
                    ("adminMonth", item.ActorKind is ActorKind.Admin or ActorKind.Command ? Indexes.MonthOf(item.At) : null),
                    ("dueAt", item.DueAt?.ToUnixTimeMilliseconds()),
                    ("deleteAt", item.KeptUntil.ToUnixTimeSeconds()),
                ]
        );

    public Versioned<Revocation> Revocations =>
        field ??= new(
            store,
            Tables.Revocations,
            DataJson.Stored.Revocation,
            item => (Revocation.Scope, item.UserId),
            item => [("scope", Revocation.Scope), ("deleteAt", item.NotBefore + (long)Revocation.Life.TotalSeconds)]
        );

    public Versioned<KycRequest> Kyc =>
        field ??= new(
            store,
            Tables.Kyc,
            DataJson.Stored.KycRequest,
            item => (item.KycId, null),
            item =>
                [
                    ("listedStatus", item.SubmittedAt is null ? null : item.Status.ToString()),
                    ("dueAt", item.DueAt?.ToUnixTimeMilliseconds()),
                    ("deleteAt", item.KeptUntil?.ToUnixTimeSeconds()),
                ]
        );

    /// <summary>Requests and acts with work to be done, as projected into their DueIndexes.</summary>
    public Collection<DueKyc> DueKyc { get; } = new(store, Tables.Kyc, DataJson.Stored.DueKyc, item => (item.KycId, null));

    public Collection<DueActivity> DueActivities =>
        field ??= new(store, Tables.Activities, DataJson.Stored.DueActivity, item => (item.ActivityId, null));

    public Versioned<Erasure> Erasures =>
        field ??= new(
            store,
            Tables.Erasures,
            DataJson.Stored.Erasure,
            item => (item.ErasureId, null),
            item => [("dueAt", item.DueAt?.ToUnixTimeMilliseconds()), ("deleteAt", item.ForgottenAt?.ToUnixTimeSeconds())]
        );

    /// <summary>Erasures that are not done, as projected into their DueIndex.</summary>
    public Collection<DueErasure> DueErasures =>
        field ??= new(store, Tables.Erasures, DataJson.Stored.DueErasure, item => (item.ErasureId, null));

    public Versioned<PlatformSettings> Settings =>
        field ??= new(
            store,
            Tables.Organizations,
            DataJson.Stored.PlatformSettings,
            _ => (PlatformSettings.Key, null),
            _ => [("organizationId", PlatformSettings.Key)]
        );
}
