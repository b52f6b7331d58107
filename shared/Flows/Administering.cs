using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>
/// Acts that no single transaction includes, because they change the user pool or many events: each is recorded as started, carried
/// out, and then marked as done, in one transaction with the revocation of older tokens. A worker repeats unfinished acts.
/// </summary>
public static class Administering
{
    public const string SetGroups = "setUserGroups",
        Disable = "disableUser",
        Enable = "enableUser",
        SignOut = "signOutUser",
        SignOutEverywhere = "signOutEverywhere",
        Review = "reviewKycRequest",
        OpenPapers = "getKycRequest",
        Suspend = "suspendOrganization",
        Resume = "resumeOrganization";

    /// <summary>Joins the groups of an act in its record.</summary>
    public const char Separator = ',';

    /// <summary>Records an act as started, and does it. Refused while another act on its subject is not finished.</summary>
    public static async Task<Problem?> Act(App app, Activity act, CancellationToken stop)
    {
        var started = Started(act, act.SubjectId);
        if (!(await app.Db.Write([app.Db.Activities.Create(started)], stop)).Committed)
            return InProgress;
        await Finish(app, started, stop);
        return null;
    }

    /// <summary>
    /// An act to be recorded as started, together with what it changes; <see cref="Finish(App, Activity, CancellationToken)"/> does the
    /// rest. Until then its id follows from whom it concerns, so there is one at a time: of two that run at once, the later one could be
    /// undone by a slow call of the earlier one.
    /// </summary>
    public static Activity Started(Activity act, string concerned) =>
        act with
        {
            ActivityId = Ids.Derived("act", "started", concerned),
            State = ActivityState.Started,
        };

    public static Problem InProgress { get; } =
        Problem.Conflict("act_in_progress", "Another act on the same person or organization is not finished. Try again in a minute.");

    /// <summary>Ids of acts that stayed unfinished.</summary>
    public static async Task<IReadOnlyList<string>> Due(App app, CancellationToken stop) =>
        [.. (await app.Db.DueActivities.DueBy(Tables.DueActs, app.Now, app.Settings.Limits.Swept, stop)).Select(due => due.ActivityId)];

    public static async Task Finish(App app, string activityId, CancellationToken stop)
    {
        if (await app.Db.Activities.Find(activityId, stop) is { State: ActivityState.Started } act)
            await Finish(app, act, stop);
    }

    public static async Task Finish(App app, Activity act, CancellationToken stop)
    {
        var revokes = await Do(app, act, stop);
        var done = act with { ActivityId = app.Ids.New("act"), State = ActivityState.Done };
        // After the pool has answered: a token refreshed before that would otherwise outlive the act.
        var revocation = Revocation.Of(act.SubjectId, app.Now);
        await app.Db.Decide<Activity>(
            async () =>
            {
                // Another process may have finished this one, and another act on the same subject begun.
                if (await app.Db.Activities.Find(act.ActivityId, stop) is not { } started || started.At != act.At)
                    return done;
                Change[] with = revokes ? [await app.Db.Revoke(revocation, stop)] : [];
                return new(done, [app.Db.Activities.Delete(started), app.Db.Activities.Create(done), .. with]);
            },
            stop
        );
    }

    /// <returns>Whether tokens that were issued before are to be refused.</returns>
    private static async Task<bool> Do(App app, Activity act, CancellationToken stop)
    {
        switch (act.Action)
        {
            case Disable:
                await app.People.Disable(act.SubjectId, stop);
                await app.People.SignOut(act.SubjectId, stop);
                return true;
            case Enable:
                await app.People.Enable(act.SubjectId, stop);
                return false;
            case SignOut or SignOutEverywhere:
                await app.People.SignOut(act.SubjectId, stop);
                return true;
            case Suspend or Resume:
                await Suspending.Apply(app, act.SubjectId, stop);
                return false;
            case Review:
                await Verifying.GiveGroup(app, act.SubjectId, stop);
                return false;
            case SetGroups:
                return await SetGroupsAtPool(app, act, stop);
            default:
                throw new InvalidOperationException($"Nobody knows how to finish {act.Action}.");
        }
    }

    private static async Task<bool> SetGroupsAtPool(App app, Activity act, CancellationToken stop)
    {
        var change = act.Changed.Single(changed => changed.Field == "groups");
        var after = Split(change.To);
        // Another act may have ended between reading the groups and recording this one.
        var current = (await app.People.GroupsOf(act.SubjectId, stop)).Where(Groups.Settable.Contains);
        var taken = Split(change.From).Union(current).Except(after).ToList();
        foreach (var group in after)
            await app.People.AddToGroup(act.SubjectId, group, stop);
        foreach (var group in taken)
            await app.People.RemoveFromGroup(act.SubjectId, group, stop);
        if (after.Contains(Groups.Organizers))
            await Verifying.SetVerified(app, act.SubjectId, verified: true, stop);
        else
            await Verifying.Revoke(app, act.SubjectId, stop);
        // An interrupted attempt may have taken more than is known now.
        return taken.Count > 0 || app.Now >= act.DueAt;
    }

    private static IReadOnlyList<string> Split(string? groups) => (groups ?? "").Split(Separator, StringSplitOptions.RemoveEmptyEntries);
}
