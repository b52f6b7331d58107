using EventTicketing.Data;
using EventTicketing.Domain;
using static EventTicketing.Data.Tables;

namespace EventTicketing.Api;

/// <summary>Organizations, their members and invitations.</summary>
public static class OrganizationEndpoints
{
    public static readonly Endpoint<CreateOrganizationRequest, OrganizationView> CreateOrganization = new(
        "POST",
        "/organizations",
        Access.User,
        "Founds an organization with the caller as its owner.",
        Grants.Write(Organizations, Members, Users).AndRead(Kyc).And(Uses.ReadPeople)
    )
    {
        FieldCodes = ["unknown_currency", "unknown_time_zone"],
        Recorded = true,
        Memberships = true,
        Status = 201,
        Idempotent = true,
        Problems = ["organization_suspended", "too_many_organizations", "verification_required"],
    };

    public static readonly Endpoint<NoRequest, ListOf<OrganizationView>> ListOrganizations = new(
        "GET",
        "/organizations",
        Access.User,
        "Lists the caller's organizations with the caller's role in each; an organizer's personal one comes first.",
        Grants.Write(Organizations, Users)
    )
    {
        Memberships = true,
    };

    public static readonly Endpoint<OrganizationRequest, OrganizationView> GetOrganization = new(
        "GET",
        "/organizations/{organizationId}",
        Access.Staff,
        "Returns an organization. Only those who may change its settings see its tax id and bank details.",
        Grants.Write(Organizations, Users)
    );

    public static readonly Endpoint<OrganizationRequest, OrganizerView> GetOrganizer = new(
        "GET",
        "/organizers/{organizationId}",
        Access.Public,
        "Returns what anybody may know of an organization that has published an event.",
        Grants.Read(Organizations, Events)
    );

    public static readonly Endpoint<UpdateOrganizationRequest, OrganizationView> UpdateOrganization = new(
        "PATCH",
        "/organizations/{organizationId}",
        Access.Staff,
        "Changes the settings of an organization.",
        Grants.Write(Organizations, Users)
    )
    {
        FieldCodes = ["unknown_currency", "unknown_time_zone"],
        Recorded = true,
        Permission = Permissions.Settings,
        Conditional = true,
        Problems = ["organization_closed"],
    };

    public static readonly Endpoint<LogoUploadRequest, ImageUploadView> CreateLogoUpload = new(
        "POST",
        "/organizations/{organizationId}/logo",
        Access.Staff,
        "Returns an upload form for the logo of an organization, for 15 minutes: JPEG or PNG up to 2 MB. PublishLogo shows it.",
        Grants.Write(Organizations, Users).And(Buckets.Uploads, May.Put | May.Delete)
    )
    {
        Recorded = true,
        Permission = Permissions.Settings,
        Status = 201,
        Idempotent = true,
        Problems = ["organization_closed"],
    };

    public static readonly Endpoint<LogoRequest, OrganizationView> PublishLogo = new(
        "POST",
        "/organizations/{organizationId}/logo/{imageId}",
        Access.Staff,
        "Makes an uploaded picture the logo, and deletes the one before. The file is checked and copied.",
        Grants.Write(Organizations, Users).And(Buckets.Uploads, May.Get | May.Put | May.Delete)
    )
    {
        Recorded = true,
        Permission = Permissions.Settings,
        Problems = ["image_not_uploaded", "not_an_image", "organization_closed"],
    };

    public static readonly Endpoint<OrganizationRequest, Nothing> DeleteLogo = new(
        "DELETE",
        "/organizations/{organizationId}/logo",
        Access.Staff,
        "Deletes the logo of an organization and its file, if there is one.",
        Grants.Write(Organizations, Users).And(Buckets.Uploads, May.Put | May.Delete)
    )
    {
        Recorded = true,
        Permission = Permissions.Settings,
        Status = 204,
    };

    public static readonly Endpoint<OrganizationRequest, OrganizationView> CloseOrganization = new(
        "POST",
        "/organizations/{organizationId}/close",
        Access.Staff,
        "Closes an organization for good. Its past events and orders can still be read.",
        Grants.Write(Organizations, Users).AndRead(Events)
    )
    {
        Recorded = true,
        Permission = Permissions.Closing,
        Problems = ["has_upcoming_events"],
    };

    public static readonly Endpoint<OrganizationPageRequest, ListOf<MemberView>> ListMembers = new(
        "GET",
        "/organizations/{organizationId}/members",
        Access.Staff,
        "Lists the members of an organization. Managers and above see addresses.",
        Grants.Write(Organizations, Users)
    );

    public static readonly Endpoint<ChangeMemberRoleRequest, MemberView> ChangeMemberRole = new(
        "PATCH",
        "/organizations/{organizationId}/members/{userId}",
        Access.Staff,
        "Changes the role of a member, up to the caller's own.",
        Grants.Write(Organizations, Members, Users).AndRead(Kyc)
    )
    {
        Recorded = true,
        Permission = Permissions.Members,
        Problems = ["last_owner", "not_yourself", "organization_closed", "role_too_high"],
    };

    public static readonly Endpoint<MemberRequest, Nothing> RemoveMember = new(
        "DELETE",
        "/organizations/{organizationId}/members/{userId}",
        Access.Staff,
        "Removes a member, or leaves the organization. The next call of the removed member is refused.",
        Grants.Write(Organizations, Members, Users, Staff).AndRead(Kyc)
    )
    {
        Recorded = true,
        Status = 204,
        Problems = ["last_owner", "role_too_high"],
    };

    public static readonly Endpoint<InviteMemberRequest, InvitationView> InviteMember = new(
        "POST",
        "/organizations/{organizationId}/invitations",
        Access.Staff,
        "Invites a person by address. Inviting an address again renews the invitation.",
        Grants.Write(Organizations, Invitations, Users, Notifications).AndRead(Members)
    )
    {
        Recorded = true,
        Permission = Permissions.Members,
        Status = 201,
        Idempotent = true,
        Problems = ["already_member", "organization_closed", "role_too_high", "too_many_invitations", "too_many_members"],
    };

    public static readonly Endpoint<OrganizationPageRequest, ListOf<InvitationView>> ListInvitations = new(
        "GET",
        "/organizations/{organizationId}/invitations",
        Access.Staff,
        "Lists the invitations of an organization, those that ended within 90 days included.",
        Grants.Read(Invitations)
    )
    {
        Permission = Permissions.Members,
    };

    public static readonly Endpoint<InvitationRequest, Nothing> RevokeInvitation = new(
        "DELETE",
        "/organizations/{organizationId}/invitations/{invitationId}",
        Access.Staff,
        "Withdraws an invitation.",
        Grants.Write(Invitations)
    )
    {
        Recorded = true,
        Permission = Permissions.Members,
        Status = 204,
        Problems = ["invitation_closed"],
    };

    public static readonly Endpoint<PageRequest, ListOf<InvitationView>> ListMyInvitations = new(
        "GET",
        "/invitations",
        Access.User,
        "Lists the open invitations to the caller's verified address.",
        Grants.Read(Invitations, Users)
    )
    {
        Problems = ["email_unknown", "email_unverified"],
    };

    public static readonly Endpoint<InvitationRequest, MembershipView> AcceptInvitation = new(
        "POST",
        "/organizations/{organizationId}/invitations/{invitationId}/accept",
        Access.User,
        "Accepts an invitation to the caller's verified address.",
        Grants.Write(Organizations, Members, Invitations, Staff).AndRead(Users, Kyc)
    )
    {
        Recorded = true,
        Problems =
        [
            "email_unknown",
            "email_unverified",
            "invitation_closed",
            "invitation_expired",
            "organization_closed",
            "too_many_members",
        ],
    };

    public static readonly Endpoint<InvitationRequest, InvitationView> DeclineInvitation = new(
        "POST",
        "/organizations/{organizationId}/invitations/{invitationId}/decline",
        Access.User,
        "Declines an invitation to the caller's verified address.",
        Grants.Write(Invitations).AndRead(Users)
    )
    {
        Recorded = true,
        Problems = ["email_unknown", "email_unverified", "invitation_closed"],
    };

    public static readonly Endpoint<CreateGateDeviceRequest, PairingCodeView> CreateGateDevice = new(
        "POST",
        "/organizations/{organizationId}/devices",
        Access.Organizer,
        "Prepares a gate device for the named events. Its pairing code is shown once and can be used for ten minutes.",
        Grants.Write(Organizations, Users, Devices).AndRead(Events, Members)
    )
    {
        FieldCodes = ["in_the_past", "too_far_ahead", "unknown_event"],
        Recorded = true,
        Status = 201,
        Idempotent = true,
        SecretInAnswer = "pairingCode",
        Problems = ["organization_closed", "too_many_devices"],
    };

    public static readonly Endpoint<OrganizationPageRequest, ListOf<GateDeviceView>> ListGateDevices = new(
        "GET",
        "/organizations/{organizationId}/devices",
        Access.Organizer,
        "Lists the gate devices of an organization with what was last heard of them, the newest first.",
        Grants.Write(Organizations, Users).AndRead(Devices)
    );

    public static readonly Endpoint<GateDeviceRequest, Nothing> RemoveGateDevice = new(
        "DELETE",
        "/organizations/{organizationId}/devices/{deviceId}",
        Access.Organizer,
        "Removes a gate device. Its next call is refused.",
        Grants.Write(Devices, Members)
    )
    {
        Recorded = true,
        Status = 204,
    };

    public static readonly Endpoint<PairGateDeviceRequest, PairedDeviceView> PairGateDevice = new(
        "POST",
        "/devices/pair",
        Access.Public,
        "Exchanges a pairing code for the tokens of a gate device. A code that is used, old or wrong is not found.",
        Grants.Write(Devices, Members).AndRead(Events, Organizations, Users).And(Uses.SignInDevices)
    );

    public static readonly Endpoint<OrganizationActivityRequest, ListOf<ActivityView>> ListOrganizationActivity = new(
        "GET",
        "/organizations/{organizationId}/activity",
        Access.Staff,
        "Lists who did what in an organization, newest first.",
        Grants.Write(Organizations, Users).AndRead(Activities)
    )
    {
        Permission = Permissions.Activity,
        AdminsActForAll = true,
    };

    public static readonly Endpoint<OrganizationAnalyticsRequest, OrganizationAnalyticsView> GetOrganizationAnalytics = new(
        "GET",
        "/organizations/{organizationId}/analytics",
        Access.Organizer,
        "Returns what an organization sold by day and event, and how many of those with tickets came. Days are those of its zone.",
        Grants.Write(Organizations, Users).AndRead(Summaries, LedgerEntries)
    )
    {
        AdminsActForAll = true,
        FieldCodes = ["ends_before_start", "invalid_date", "range_too_long"],
    };

    public static readonly Endpoint<ListAttendeesRequest, ListOf<AttendeeView>> ListAttendees = new(
        "GET",
        "/organizations/{organizationId}/attendees",
        Access.Organizer,
        "Lists the tickets of an organization's events with their holders, the event that starts last first.",
        Grants.Write(Organizations, Users).AndRead(Events, Tickets)
    )
    {
        AdminsActForAll = true,
    };

    public static readonly Endpoint<ExportAttendeesRequest, ReportView> ExportAttendees = new(
        "POST",
        "/organizations/{organizationId}/attendees/export",
        Access.Organizer,
        "Writes a report (CSV or XLSX) with one line per ticket of an organization and returns a link to it, valid for 15 minutes.",
        Grants.Write(Organizations, Users).AndRead(Events, Tickets).And(Buckets.Exports, May.Get | May.Put)
    )
    {
        AdminsActForAll = true,
        Recorded = true,
    };

    public static readonly Endpoint<ListOrdersRequest, ListOf<RegistrationView>> ListOrders = new(
        "GET",
        "/organizations/{organizationId}/orders",
        Access.Organizer,
        "Lists the orders of an organization, the newest sale first; with an event also those that were never confirmed.",
        Grants.Write(Organizations, Users).AndRead(Events, LedgerEntries, Registrations)
    )
    {
        AdminsActForAll = true,
        FieldCodes = ["ends_before_start", "filter_required", "invalid_date", "range_too_long"],
    };

    public static readonly Endpoint<ExportOrdersRequest, ReportView> ExportOrders = new(
        "POST",
        "/organizations/{organizationId}/orders/export",
        Access.Organizer,
        "Writes a report (CSV or XLSX) with one line per order of an organization and returns a link to it, valid for 15 minutes.",
        Grants.Write(Organizations, Users).AndRead(Events, LedgerEntries, Registrations).And(Buckets.Exports, May.Get | May.Put)
    )
    {
        AdminsActForAll = true,
        Recorded = true,
        FieldCodes = ["ends_before_start", "filter_required", "invalid_date", "range_too_long"],
    };
}
