using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>What the user pool has to know of memberships.</summary>
public static class Following
{
    /// <summary>
    /// Puts a member into the derived groups, or takes them out, and deletes the sign-in of a gate device that is no member any more. The
    /// groups are computed anew from all memberships, so a repetition does no harm.
    /// </summary>
    /// <param name="organizationId">The organization in which the membership has changed.</param>
    public static async Task Follow(App app, string organizationId, string userId, CancellationToken stop)
    {
        // The index may be behind: it says where to look, and the memberships themselves are read as last written.
        var listed = await app.Db.Members.OfUser(userId).Page(stop);
        List<Membership> memberships = [];
        foreach (var id in listed.Items.Select(member => member.OrganizationId).Append(organizationId).Distinct())
        {
            if (await app.Db.Members.Find(id, userId, stop) is { } member)
                memberships.Add(member);
        }

        var groups = await app.People.GroupsOf(userId, stop);
        if (groups.Contains(Groups.Devices))
        {
            if (memberships.Count == 0)
                await app.People.Delete(userId, stop);
            return;
        }

        var wanted = Groups.Of(memberships);
        foreach (var group in wanted.Except(groups))
            await app.People.AddToGroup(userId, group, stop);
        foreach (var group in Groups.Derived.Intersect(groups).Except(wanted))
            await app.People.RemoveFromGroup(userId, group, stop);
    }
}
