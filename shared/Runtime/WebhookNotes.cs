using System.Text.Json;
using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Flows;

namespace EventTicketing.Runtime;

/// <summary>
/// Messages to webhook endpoints with what they say: what the API shows a manager. Of tickets that is no code, because whoever has a code
/// can enter with it.
/// </summary>
public static class WebhookNotes
{
    /// <summary>Notes what is owed for a registration: that it was confirmed or ended, refunds, disputes, tickets.</summary>
    public static async Task Of(App app, Registration registration, CancellationToken stop)
    {
        // Nothing is owed yet, or no longer: this is called for every change.
        if (registration.Status == RegistrationStatus.Pending)
            return;
        IReadOnlyList<Ticket> tickets = [];
        Event? ev = null;
        await Delivering.Note(
            app,
            registration.OrganizationId,
            async endpoints =>
            {
                if (endpoints.Any(WantsTickets) && registration.TicketIds.Count > 0)
                {
                    tickets = await app.Db.Tickets.FindAll(registration.TicketIds, stop);
                    ev = await app.Db.Events.Find(registration.EventId, stop);
                }

                return [.. Webhooks.OwedFor(registration, tickets)];
            },
            Data,
            stop
        );

        string Data(WebhookOwed owed) =>
            owed.Type switch
            {
                WebhookType.RefundSucceeded or WebhookType.RefundFailed => Json(
                    RefundView.Of(registration, registration.Refunds.First(refund => refund.RefundId == owed.Subject))
                ),
                WebhookType.TicketIssued or WebhookType.TicketReissued => Json(
                    AttendeeView.Of(tickets.First(ticket => Webhooks.OwedFor(ticket) == owed), ev!)
                ),
                _ => Json(RegistrationView.Of(registration, app.Now)),
            };
    }

    /// <summary>The changes that note that a ticket was re-issued: no stream tells of it.</summary>
    public static Task<IReadOnlyList<Change>> Of(App app, Ticket reissued, Event ev, CancellationToken stop) =>
        Delivering.Notes(
            app,
            ev.OrganizationId,
            _ => Task.FromResult<IReadOnlyList<WebhookOwed>>([Webhooks.OwedFor(reissued)]),
            _ => Json(AttendeeView.Of(reissued, ev)),
            stop
        );

    public static async Task Of(App app, CheckIn checkIn, CancellationToken stop)
    {
        if (Webhooks.OwedFor(checkIn) is not { } owed || await app.Db.Events.Find(checkIn.EventId, stop) is not { } ev)
            return;
        await Delivering.Note(
            app,
            ev.OrganizationId,
            _ => Task.FromResult<IReadOnlyList<WebhookOwed>>([owed]),
            _ => Json(CheckInView.Of(checkIn)),
            stop
        );
    }

    public static async Task Of(App app, Event ev, CancellationToken stop)
    {
        if (Webhooks.OwedFor(ev).ToList() is not { Count: > 0 } owed)
            return;
        Places? places = null;
        await Delivering.Note(
            app,
            ev.OrganizationId,
            async _ =>
            {
                places = (await app.Db.Counters.Places([ev], stop))[ev.EventId];
                return owed;
            },
            _ => Json(EventView.Of(ev, places!, app.Now)),
            stop
        );
    }

    /// <summary>What a test says.</summary>
    public static string Test(WebhookEndpoint endpoint, DateTimeOffset now) => Json(WebhookEndpointView.Of(endpoint, now));

    private static bool WantsTickets(WebhookEndpoint endpoint) =>
        endpoint.Wants(WebhookType.TicketIssued) || endpoint.Wants(WebhookType.TicketReissued);

    private static string Json<T>(T view) => JsonSerializer.Serialize(view, ApiJson.Of<T>());
}
