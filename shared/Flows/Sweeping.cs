using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>Finishes work that was interrupted, whatever interrupted it.</summary>
public static class Sweeping
{
    /// <summary>Ids of due registrations, of any event.</summary>
    public static async Task<IReadOnlyList<string>> Due(App app, CancellationToken stop) =>
        [.. (await app.Db.Due.DueBy(Tables.DueRegistrations, app.Now, app.Settings.Limits.Swept, stop)).Select(due => due.RegistrationId)];

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
