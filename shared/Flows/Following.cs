using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>What the user pool has to know of memberships.</summary>
public static class Following
{
    private const int MaxTries = 3;

    /// <summary>
    /// Puts a member into the derived groups, or takes them out, and deletes the sign-in of a gate device that is no member any more. The
    /// groups are computed anew from all memberships, so a repetition does no harm.
    /// </summary>
    /// <param name="organizationId">The organization in which the membership has changed.</param>
    public static async Task Follow(App app, string organizationId, string userId, CancellationToken stop)
    {
        // Memberships may change between reading them and changing the groups: then the groups are looked at again.
        for (var tries = 0; tries < MaxTries && await Regroup(app, organizationId, userId, stop); tries++) { }
    }

    /// <returns>Whether a group was changed.</returns>
    private static async Task<bool> Regroup(App app, string organizationId, string userId, CancellationToken stop)
    {
        var memberships = await CurrentMemberships(app, organizationId, userId, stop);
        var groups = await app.People.GroupsOf(userId, stop);
        if (groups.Contains(Groups.Devices))
        {
            if (memberships.Count == 0)
                await app.People.Delete(userId, stop);
            return false;
        }

        var wanted = Groups.Of(memberships);
        IReadOnlyList<string> lacking = [.. wanted.Except(groups)],
            former = [.. Groups.Derived.Intersect(groups).Except(wanted)];
        foreach (var group in lacking)
            await app.People.AddToGroup(userId, group, stop);
        foreach (var group in former)
            await app.People.RemoveFromGroup(userId, group, stop);
        return lacking.Count + former.Count > 0;
    }

    /// <summary>The index may be behind: it says where to look, and the memberships themselves are read as last written.</summary>
    private static async Task<List<Membership>> CurrentMemberships(App app, string organizationId, string userId, CancellationToken stop)
    {
        var listed = await app.Db.Members.OfUser(userId).Page(stop);
        List<Membership> memberships = [];
        foreach (var id in listed.Items.Select(member => member.OrganizationId).Append(organizationId).Distinct())
        {
            if (await app.Db.Members.Find(id, userId, stop) is { } member)
                memberships.Add(member);
        }

        return memberships;
    }
}
