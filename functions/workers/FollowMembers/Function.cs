namespace EventTicketing.Functions.FollowMembers;

public sealed class Function(Host host) : StreamFunction(Workers.FollowMembers, host)
{
    protected override Task Handle(Key changed, CancellationToken stop) =>
        Following.Follow(App, organizationId: changed.Partition, userId: (string)changed.Sort!, stop);
}
