namespace EventTicketing.Functions.SetUserGroups;

public sealed class Function(Host host) : ApiFunction<SetUserGroupsRequest, UserView>(AdminEndpoints.SetUserGroups, host)
{
    protected override async Task<Result<UserView>> Handle(SetUserGroupsRequest request, Call call)
    {
        if (AdminCalls.Settable(request.Groups).Refused(out var problem, out var wanted))
            return problem;
        if ((await call.UserToActOn(request.UserId)).Refused(out problem, out var person))
            return problem;
        IReadOnlyList<string> current = [.. person.Groups.Where(Groups.Settable.Contains)];
        IReadOnlyList<string> changed = [.. wanted.Except(current), .. current.Except(wanted)];
        if (changed.Any(Groups.IsOfAdmins) && !call.Caller.IsSuperAdmin)
            return AdminCalls.OnlySuper;
        if (changed.Count > 0)
        {
            var change = new FieldChange("groups", Joined(current), Joined(wanted));
            if (await Administering.Act(call.App, call.Act(request.UserId, null, [change], request.Reason), call.Stop) is { } refusal)
                return refusal;
        }

        return await call.User(request.UserId);
    }

    private static string Joined(IEnumerable<string> groups) => string.Join(Administering.Separator, groups.Order(StringComparer.Ordinal));
}
