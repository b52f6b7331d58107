using EventTicketing.Ports;

namespace EventTicketing.Functions.ListUsers;

public sealed class Function(Host host) : ApiFunction<ListUsersRequest, ListOf<UserView>>(AdminEndpoints.ListUsers, host)
{
    /// <summary>The user pool is asked for the groups of so many people at once: it throttles at some tens of calls a second.</summary>
    private const int AtOnce = 5;

    protected override async Task<Result<ListOf<UserView>>> Handle(ListUsersRequest request, Call call)
    {
        if (request is { Email: not null, Group: not null })
            return Problem.Invalid("group", "one_filter", "Search by address or by group, not by both.");
        return await call.Page<PoolUser, UserView>(
            request,
            async cursor =>
            {
                var limit = Math.Min(request.Limit, AdminCalls.LargestPage);
                var (people, next) = request.Group is { } group
                    ? await call.App.People.InGroup(group, limit, cursor, call.Stop)
                    : await call.App.People.List(request.Email, limit, cursor, call.Stop);
                return new(
                    [.. people.Where(user => !user.IsDevice && (request.Status is null || AdminCalls.StatusOf(user) == request.Status))],
                    next
                );
            },
            async people =>
            {
                List<UserView> views = [];
                foreach (var some in people.Chunk(AtOnce))
                    views.AddRange(await Task.WhenAll(some.Select(user => View(user, call))));
                return [.. views];
            }
        );
    }

    private static async Task<UserView> View(PoolUser user, Call call) =>
        AdminCalls.ViewOf(user, await call.App.People.GroupsOf(user.UserId, call.Stop));
}
