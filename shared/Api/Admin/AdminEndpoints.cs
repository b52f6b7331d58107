using EventTicketing.Data;
using static EventTicketing.Data.Tables;

namespace EventTicketing.Api;

/// <summary>What administrators of the platform do: people, verification, bookings, organizations, audit log, settings.</summary>
public static class AdminEndpoints
{
    public static readonly Endpoint<ListUsersRequest, ListOf<UserView>> ListUsers = new(
        "GET",
        "/admin/users",
        Access.Admin,
        "Lists people by the beginning of their address or by group.",
        Grants.None.And(Uses.ReadPeople)
    )
    {
        FieldCodes = ["one_filter"],
    };

    public static readonly Endpoint<UserRequest, UserView> GetUser = new(
        "GET",
        "/admin/users/{userId}",
        Access.Admin,
        "Returns a person with groups, organizations and the state of their verification.",
        Grants.Read(Members, Organizations, Kyc, Users).And(Uses.ReadPeople)
    );

    public static readonly Endpoint<InviteUserRequest, UserView> InviteUser = new(
        "POST",
        "/admin/users",
        Access.Admin,
        "Creates an account. The person gets a temporary password by mail.",
        Grants.Read(Members, Organizations, Kyc, Users).And(Uses.ReadPeople | Uses.ManagePeople | Uses.ChangeGroups)
    )
    {
        FieldCodes = ["derived_group", "not_allowed"],
        Recorded = true,
        Status = 201,
        Idempotent = true,
        Problems = ["already_registered"],
    };

    public static readonly Endpoint<SetUserGroupsRequest, UserView> SetUserGroups = new(
        "PUT",
        "/admin/users/{userId}/groups",
        Access.Admin,
        "Sets the groups of a person. Only super administrators change who is an administrator.",
        Grants.Write(Organizations, Kyc, Revocations).AndRead(Members, Users).And(Uses.ReadPeople | Uses.ManagePeople | Uses.ChangeGroups)
    )
    {
        FieldCodes = ["derived_group", "not_allowed"],
        Recorded = true,
        Problems = ["act_in_progress", "not_yourself"],
    };

    public static readonly Endpoint<UserActRequest, UserView> DisableUser = new(
        "POST",
        "/admin/users/{userId}/disable",
        Access.Admin,
        "Disables a person: they cannot sign in, and their tokens are refused within seconds. Their tickets stay valid.",
        Grants.Write(Revocations).AndRead(Members, Organizations, Kyc, Users).And(Uses.ReadPeople | Uses.ManagePeople)
    )
    {
        Recorded = true,
        Problems = ["act_in_progress", "not_yourself"],
    };

    public static readonly Endpoint<UserActRequest, UserView> EnableUser = new(
        "POST",
        "/admin/users/{userId}/enable",
        Access.Admin,
        "Lets a disabled person sign in again.",
        Grants.Read(Members, Organizations, Kyc, Users).And(Uses.ReadPeople | Uses.ManagePeople)
    )
    {
        Recorded = true,
        Problems = ["act_in_progress", "not_yourself"],
    };

    public static readonly Endpoint<UserActRequest, UserView> ResetUserPassword = new(
        "POST",
        "/admin/users/{userId}/reset-password",
        Access.Admin,
        "Makes a person's password useless. They get a code by mail to choose a new one.",
        Grants.Read(Members, Organizations, Kyc, Users).And(Uses.ReadPeople | Uses.ManagePeople)
    )
    {
        Recorded = true,
        Problems = ["disabled", "not_confirmed", "not_yourself"],
    };

    public static readonly Endpoint<UserActRequest, Nothing> SignOutUser = new(
        "POST",
        "/admin/users/{userId}/sign-out",
        Access.Admin,
        "Ends all sessions of a person: every token is refused within seconds.",
        Grants.Write(Revocations).And(Uses.ReadPeople | Uses.ManagePeople)
    )
    {
        Recorded = true,
        Status = 204,
        Problems = ["act_in_progress", "not_yourself"],
    };

    public static readonly Endpoint<DeleteUserRequest, ErasureView> DeleteUser = new(
        "DELETE",
        "/admin/users/{userId}",
        Access.Admin,
        "Deletes a person's account and erases their data. Tickets of events to come stay valid.",
        Grants
            .Write(Erasures, Revocations, Users)
            .AndRead(Events, Members, Organizations)
            .And(Uses.ReadPeople | Uses.DeletePeople | Uses.OrderKeys)
    )
    {
        Recorded = true,
        Problems = ["not_yourself", "sole_owner"],
    };

    public static readonly Endpoint<ListKycRequestsRequest, ListOf<KycReviewView>> ListKycRequests = new(
        "GET",
        "/admin/kyc-requests",
        Access.Admin,
        "Lists requests for verification, the longest waiting first.",
        Grants.Read(Kyc, Users)
    );

    public static readonly Endpoint<KycRequestRequest, KycReviewView> GetKycRequest = new(
        "GET",
        "/admin/kyc-requests/{kycId}",
        Access.Admin,
        "Returns a request with the document's number and links to its papers. Who opened it is recorded.",
        Grants.Read(Kyc, Users).And(Buckets.Uploads, May.Get)
    )
    {
        Recorded = true,
    };

    public static readonly Endpoint<ReviewKycRequestRequest, KycReviewView> ReviewKycRequest = new(
        "POST",
        "/admin/kyc-requests/{kycId}/review",
        Access.Admin,
        "Approves or rejects a request, or asks for more. An approval puts the person into the group Organizers.",
        Grants.Write(Kyc, Organizations, Notifications).AndRead(Members, Users).And(Uses.ChangeGroups)
    )
    {
        FieldCodes = ["required"],
        Recorded = true,
        Conditional = true,
        Problems = ["act_in_progress", "kyc_not_pending", "not_yourself"],
    };

    public static readonly Endpoint<ListBookingsRequest, ListOf<RegistrationView>> ListBookings = new(
        "GET",
        "/admin/bookings",
        Access.Admin,
        "Finds registrations by anything that stands on a mail: number, payment, ticket code, address, event. Otherwise the newest sales.",
        Grants.Read(LedgerEntries, Registrations, Tickets).And(Uses.ReadPeople | Uses.OrderKeys | Uses.Sweep)
    )
    {
        FieldCodes = ["ends_before_start", "filter_required", "invalid_date", "range_too_long"],
    };

    public static readonly Endpoint<ListAllOrganizationsRequest, ListOf<OrganizationView>> ListAllOrganizations = new(
        "GET",
        "/admin/organizations",
        Access.Admin,
        "Lists all organizations, newest first.",
        Grants.Read(Organizations)
    )
    {
        Memberships = true,
    };

    public static readonly Endpoint<OrganizationActRequest, OrganizationView> SuspendOrganization = new(
        "POST",
        "/admin/organizations/{organizationId}/suspend",
        Access.Admin,
        "Stops the sales of an organization. Its events leave the public lists; sold tickets stay valid.",
        Grants.Write(Organizations, Events, Inventory)
    )
    {
        Memberships = true,
        Recorded = true,
        Problems = ["act_in_progress", "already_suspended"],
    };

    public static readonly Endpoint<OrganizationActRequest, OrganizationView> ResumeOrganization = new(
        "POST",
        "/admin/organizations/{organizationId}/resume",
        Access.Admin,
        "Ends the suspension of an organization.",
        Grants.Write(Organizations, Events, Inventory)
    )
    {
        Memberships = true,
        Recorded = true,
        Problems = ["act_in_progress", "not_suspended"],
    };

    public static readonly Endpoint<PlatformAnalyticsRequest, PlatformAnalyticsView> GetPlatformAnalytics = new(
        "GET",
        "/admin/analytics",
        Access.Admin,
        "Returns the figures of the platform: people, events, places, hours and money.",
        Grants.Read(Summaries, LedgerEntries, Events).And(Uses.ScanEvents)
    )
    {
        FieldCodes = ["ends_before_start", "invalid_date", "range_too_long"],
    };

    public static readonly Endpoint<ExportPlatformAnalyticsRequest, ReportView> ExportPlatformAnalytics = new(
        "POST",
        "/admin/analytics/export",
        Access.Admin,
        "Writes a CSV file with one line per day and currency and returns a link to it, valid for 15 minutes.",
        Grants.Read(Summaries, LedgerEntries).And(Buckets.Exports, May.Get | May.Put)
    )
    {
        Recorded = true,
        FieldCodes = ["ends_before_start", "invalid_date", "range_too_long"],
    };

    public static readonly Endpoint<ListAuditLogRequest, ListOf<ActivityView>> ListAuditLog = new(
        "GET",
        "/admin/audit-log",
        Access.Admin,
        "Lists the acts of administrators, newest first; with a filter those of anybody.",
        Grants.Read(Activities)
    )
    {
        FieldCodes = ["one_filter"],
    };

    public static readonly Endpoint<NoRequest, PlatformSettingsView> GetPlatformSettings = new(
        "GET",
        "/admin/settings",
        Access.Super,
        "Returns the settings of the platform.",
        Grants.Read(Organizations)
    );

    public static readonly Endpoint<UpdatePlatformSettingsRequest, PlatformSettingsView> UpdatePlatformSettings = new(
        "PATCH",
        "/admin/settings",
        Access.Super,
        "Changes the settings of the platform.",
        Grants.Write(Organizations)
    )
    {
        Recorded = true,
        Conditional = true,
    };
}
