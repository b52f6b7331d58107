using EventTicketing.Ports;

namespace EventTicketing.Functions.InviteUser;

public sealed class Function(Host host) : ApiFunction<InviteUserRequest, UserView>(AdminEndpoints.InviteUser, host)
{
    protected override async Task<Result<UserView>> Handle(InviteUserRequest request, Call call)
    {
        if (AdminCalls.Settable(request.Groups ?? []).Refused(out var problem, out var groups))
            return problem;
        if (groups.Any(Groups.IsOfAdmins) && !call.Caller.IsSuperAdmin)
            return AdminCalls.OnlySuper;
        if (PoolUser.IsOfDevice(request.Email))
            return Problem.Invalid("email", "invalid_email", "Addresses of gate devices are not for people.");
        IReadOnlyList<string> all = [.. groups.Append(Groups.Attendees).Distinct()];
        var user = await call.App.People.Invite(request.Email, request.Name, call.Stop) ?? await Begun(request.Email, all, call);
        if (user is null)
            return Problem.Conflict("already_registered", "Somebody with this address has an account already.");
        foreach (var group in all)
            await call.App.People.AddToGroup(user.UserId, group, call.Stop);
        await call.Db.Write(
            [call.Record(user.UserId, null, [new("groups", null, string.Join(Flows.Administering.Separator, all))])],
            call.Stop
        );
        return await call.User(user.UserId);
    }

    /// <summary>An account that an earlier attempt made, and that is not in all of its groups yet; null when there is none.</summary>
    private static async Task<PoolUser?> Begun(string email, IReadOnlyList<string> groups, Call call)
    {
        if (await call.UserWith(email) is not { } user || AdminCalls.StatusOf(user) != UserStatus.Invited)
            return null;
        var given = await call.App.People.GroupsOf(user.UserId, call.Stop);
        return given.Count < groups.Count && given.All(groups.Contains) ? user : null;
    }
}
