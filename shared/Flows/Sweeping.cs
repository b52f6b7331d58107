using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>Finishes work that was interrupted, whatever interrupted it.</summary>
public static class Sweeping
{
    /// <summary>Ids of due registrations, of any event.</summary>
    public static async Task<IReadOnlyList<string>> Due(App app, CancellationToken stop) =>
        [.. (await Due(app, app.Db.Due, Tables.DueRegistrations, app.Settings.Limits.Swept, stop)).Select(due => due.RegistrationId)];

    /// <summary>The due entries of an index of unfinished work. Reads no further page after <paramref name="most"/> of them.</summary>
    public static async Task<IReadOnlyList<T>> Due<T>(
        App app,
        Collection<T> unfinished,
        IndexDefinition index,
        int most,
        CancellationToken stop
    )
        where T : class, IDue
    {
        List<T> due = [];
        string? cursor = null;
        do
        {
            // The index holds unfinished work only, so reading all of it costs little.
            var page = await unfinished.Scan(index, cursor, stop);
            due.AddRange(page.Items.Where(item => item.DueAt <= app.Now.ToUnixTimeMilliseconds()));
            cursor = page.Cursor;
        } while (cursor is not null && due.Count < most);
        return due;
    }

    /// <summary>Ends a lapsed hold, makes requested refunds, issues missing tickets.</summary>
    public static async Task ProcessDue(App app, string registrationId, CancellationToken stop)
    {
        if (await Paying.ProcessDue(app, registrationId, stop) is { Status: RegistrationStatus.Confirmed, TicketIds.Count: 0 })
            await Issuing.Issue(app, registrationId, stop);
    }

    /// <summary>Ids of cancelled events that still have registrations.</summary>
    public static async Task<IReadOnlyList<string>> RefundsDue(App app, CancellationToken stop) =>
        [.. (await app.Db.Events.WithRefundsDue().Page(stop)).Items.Select(item => item.EventId)];
}
