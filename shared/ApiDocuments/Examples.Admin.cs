using EventTicketing.Api;
using EventTicketing.Domain;

namespace EventTicketing.ApiDocuments;

public static partial class Examples
{
    private static UserView AdaAsUser =>
        new()
        {
            UserId = UserId,
            Email = AdasEmail,
            EmailVerified = true,
            Name = Ada,
            Status = UserStatus.Active,
            Groups = [Groups.Attendees, Groups.Organizers],
            Mfa = false,
            CreatedAt = BookedAt,
            KycStatus = "approved",
            Organizations = [new(OrganizationId, OrganizationName, OrganizationRole.Owner)],
        };

    private static Person AdasProfile =>
        new()
        {
            UserId = UserId,
            Name = Ada,
            Email = AdasEmail,
            CreatedAt = BookedAt,
        };

    private static KycReviewView Reviewed =>
        KycReviewView.Of(Submitted, AdasProfile, _ => PaperUrl, openedBy: [new(OrganizerId, "Alex Admin", ConfirmedAt)]);

    private static object[] Admin =>
        [
            new ListUsersRequest { Email = "ada@" },
            new UserRequest { UserId = UserId },
            new UserActRequest { UserId = UserId, Reason = "Asked for by telephone." },
            new DeleteUserRequest { UserId = UserId, Reason = "Asked for by telephone." },
            new InviteUserRequest
            {
                Email = JonasEmail,
                Name = Jonas,
                Groups = [Groups.Attendees],
            },
            new SetUserGroupsRequest { UserId = UserId, Groups = [Groups.Attendees, Groups.Organizers] },
            new ListKycRequestsRequest { Status = KycStatus.Pending },
            new KycRequestRequest { KycId = KycId },
            new ReviewKycRequestRequest { KycId = KycId, Decision = KycDecision.Approve },
            new ListBookingsRequest { Email = AdasEmail },
            new ListAllOrganizationsRequest { Text = "blue" },
            new OrganizationActRequest { OrganizationId = OrganizationId, Reason = "Tickets for an event that does not exist." },
            new ListAuditLogRequest { SubjectId = OrganizationId },
            new UpdatePlatformSettingsRequest { KycRequired = KycRequirement.PaidEvents },
            new PlatformAnalyticsRequest { From = $"{ThisMonth}-01", To = Today },
            new ExportPlatformAnalyticsRequest { From = $"{ThisMonth}-01", To = Today },
            PlatformAnalyticsView.Of(
                OneDay,
                PlatformUsersView.Of(
                    2,
                    [new(PeopleCounter.Days, Today, Joined: 1, Active: 2)],
                    [new(PeopleCounter.Weeks, "2027-04-26", Joined: 2, Active: 2, After1: 1)]
                ),
                [],
                Now
            ),
            AdaAsUser,
            new ListOf<UserView>([AdaAsUser], null),
            Reviewed,
            new ListOf<KycReviewView>([KycReviewView.Of(Submitted, AdasProfile)], null),
            new PlatformSettingsView(KycRequirement.PaidEvents, 1),
        ];
}
