using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Flows;
using EventTicketing.Ports;

namespace EventTicketing.Runtime;

/// <summary>What the endpoints of administrators have in common.</summary>
public static class AdminCalls
{
    /// <summary>The most people that the user pool lists in one answer.</summary>
    public const int LargestPage = 60;

    private const int MaxOrganizations = 100;

    /// <summary>
    /// A person and their groups, for an act on them. Nobody acts on themselves, and only super administrators act on administrators.
    /// </summary>
    public static async Task<Result<(PoolUser User, IReadOnlyList<string> Groups)>> UserToActOn(this Call call, string userId)
    {
        if (userId == call.Caller.UserId)
            return Problem.Conflict("not_yourself", "You cannot do this to your own account.");
        if (await call.App.People.Find(userId, call.Stop) is not { IsDevice: false } user)
            return Problem.NotFound("user");
        var groups = await call.App.People.GroupsOf(userId, call.Stop);
        return groups.Any(Groups.IsOfAdmins) && !call.Caller.IsSuperAdmin ? OnlySuper : (user, groups);
    }

    /// <summary>The person with this address; null when there is none.</summary>
    public static async Task<PoolUser?> UserWith(this Call call, string email) =>
        (await call.App.People.List(email, LargestPage, null, call.Stop)).People.FirstOrDefault(user =>
            email.Equals(user.Email, StringComparison.OrdinalIgnoreCase)
        );

    public static Problem OnlySuper { get; } = Problem.Forbidden("Only super administrators act on administrators.");

    /// <summary>Checks that groups are those that an administrator may set, each once.</summary>
    public static Result<IReadOnlyList<string>> Settable(IReadOnlyList<string> groups) =>
        groups.Any(Groups.Derived.Contains)
            ? Problem.Invalid("groups", "derived_group", "Managers and Employees cannot be set: roles in organizations are memberships.")
        : groups.Any(group => !Groups.Settable.Contains(group))
            ? Problem.Invalid("groups", "not_allowed", $"The groups are {string.Join(", ", Groups.Settable)}.")
        : (Result<IReadOnlyList<string>>)(string[])[.. groups.Distinct(StringComparer.Ordinal)];

    /// <summary>Disables, enables or otherwise acts on a person, as the endpoint's name says. Returns the person after the act.</summary>
    public static async Task<Result<UserView>> ActOnUser(this Call call, UserActRequest request)
    {
        if ((await call.UserToActOn(request.UserId)).Refused(out var problem, out _))
            return problem;
        return await Administering.Act(call.App, call.Act(request.UserId, null, reason: request.Reason), call.Stop) is { } refusal
            ? refusal
            : await call.User(request.UserId);
    }

    /// <summary>A person with groups, organizations and the state of their verification.</summary>
    public static async Task<Result<UserView>> User(this Call call, string userId)
    {
        if (await call.App.People.Find(userId, call.Stop) is not { IsDevice: false } user)
            return Problem.NotFound("user");
        var groups = await call.App.People.GroupsOf(userId, call.Stop);
        var memberships = await call.Db.Members.OfUser(userId).Take(MaxOrganizations).Page(call.Stop);
        var names = (
            await call.Db.Organizations.FindAll(memberships.Items.Select(membership => membership.OrganizationId), call.Stop)
        ).ToDictionary(organization => organization.OrganizationId, organization => organization.Name, StringComparer.Ordinal);
        var kyc = await Verifying.Latest(call.App, userId, call.Stop);
        return ViewOf(user, groups) with
        {
            KycStatus = MyKycView.NameOf(kyc?.Status),
            Organizations =
            [
                .. memberships.Items.Select(membership => new UserOrganizationView(
                    membership.OrganizationId,
                    names.GetValueOrDefault(membership.OrganizationId),
                    membership.Role
                )),
            ],
        };
    }

    /// <summary>A person as lists show them.</summary>
    public static UserView ViewOf(PoolUser user, IReadOnlyList<string> groups) =>
        new()
        {
            UserId = user.UserId,
            Email = user.Email,
            EmailVerified = user.EmailVerified,
            Name = user.Name,
            Status = StatusOf(user),
            Groups = groups,
            Mfa = user.Mfa,
            CreatedAt = user.CreatedAt,
            KycStatus = null,
            Organizations = null,
        };

    public static UserStatus StatusOf(PoolUser user) =>
        user switch
        {
            { Enabled: false } => UserStatus.Disabled,
            { Status: "UNCONFIRMED" } => UserStatus.Unconfirmed,
            { Status: "FORCE_CHANGE_PASSWORD" } => UserStatus.Invited,
            { Status: "RESET_REQUIRED" } => UserStatus.ResetRequired,
            _ => UserStatus.Active,
        };
}
