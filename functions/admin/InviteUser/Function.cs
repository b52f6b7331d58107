namespace EventTicketing.Functions.InviteUser;

public sealed class Function(Host host) : ApiFunction<InviteUserRequest, UserView>(AdminEndpoints.InviteUser, host)
{
    protected override async Task<Result<UserView>> Handle(InviteUserRequest request, Call call)
    {
        if (AdminCalls.Settable(request.Groups ?? []).Refused(out var problem, out var groups))
            return problem;
        if (groups.Any(Groups.IsOfAdmins) && !call.Caller.IsSuperAdmin)
            return AdminCalls.OnlySuper;
        if (await call.App.People.Invite(request.Email, request.Name, call.Stop) is not { } user)
            return Problem.Conflict("already_registered", "Somebody with this address has an account already.");
        IReadOnlyList<string> all = [.. groups.Append(Groups.Attendees).Distinct()];
        foreach (var group in all)
            await call.App.People.AddToGroup(user.UserId, group, call.Stop);
        await call.Db.Write(
            [call.Record(user.UserId, null, [new("groups", null, string.Join(Flows.Administering.Separator, all))])],
            call.Stop
        );
        return await call.User(user.UserId);
    }
}
