using EventTicketing.Data;
using static EventTicketing.Data.Tables;

namespace EventTicketing.Api;

/// <summary>The functions that streams, schedules and sign-ups trigger. All of them are idempotent.</summary>
public static class Workers
{
    public static readonly Worker GenerateTicket = new(
        new Trigger.Stream(Registrations),
        "Issues the tickets of a confirmed registration and writes their PDFs.",
        Grants
            .Write(Registrations, Tickets, Inventory, Quotas, Notifications)
            .AndRead(Events)
            .And(Buckets.Tickets, May.Get | May.Put)
            .And(Uses.TicketKeys | Uses.Payments)
    );

    public static readonly Worker SendNotification = new(
        new Trigger.Stream(Registrations),
        "Writes ledger entries and webhook messages that follow from a change of a registration, then sends due mails.",
        Grants
            .Write(LedgerEntries, Summaries, Notifications, WebhookDeliveries)
            .AndRead(Registrations, Events, Tickets, WebhookEndpoints)
            .And(Buckets.Tickets, May.Get | May.Put)
            .And(Uses.Mail | Uses.OrderKeys)
    );

    public static readonly Worker RefundCancelledEvent = new(
        new Trigger.Stream(Events),
        "Cancels and refunds every registration of a cancelled event.",
        Grants.Write(Events, Registrations, Inventory, Quotas, Tickets, Notifications).And(Uses.Payments)
    );

    public static readonly Worker NoteEvents = new(
        new Trigger.Stream(Events),
        "Notes for webhooks that an event was published, updated or cancelled.",
        Grants.Write(WebhookDeliveries).AndRead(Events, Inventory, WebhookEndpoints)
    );

    public static readonly Worker NoteCheckIns = new(
        new Trigger.Stream(CheckIns),
        "Notes for webhooks that a ticket was checked in, or its check-in undone.",
        Grants.Write(WebhookDeliveries).AndRead(CheckIns, Events, WebhookEndpoints)
    );

    public static readonly Worker DeliverWebhook = new(
        new Trigger.Stream(WebhookDeliveries),
        "Sends new messages to webhook endpoints.",
        Deliveries
    );

    public static readonly Worker DeliverDueWebhooks = new(
        new Trigger.Schedule(TimeSpan.FromMinutes(1)),
        "Sends messages to webhook endpoints again that could not be delivered.",
        Deliveries.And(Uses.Sweep)
    );

    public static readonly Worker ExpireRegistrations = new(
        new Trigger.Schedule(TimeSpan.FromMinutes(1)),
        "Completes unfinished registrations: ends lapsed holds, makes pending refunds, issues missing tickets.",
        Grants
            .Write(Events, Registrations, Inventory, Quotas, Tickets, Notifications)
            .And(Buckets.Tickets, May.Get | May.Put)
            .And(Uses.Payments | Uses.TicketKeys | Uses.Sweep)
    );

    public static readonly Worker SendDueNotifications = new(
        new Trigger.Schedule(TimeSpan.FromMinutes(1)),
        "Retries mails that could not be sent, and sends mails about changed events.",
        Grants
            .Write(Notifications, Events)
            .AndRead(Registrations, Tickets, Users)
            .And(Buckets.Tickets, May.Get | May.Put)
            .And(Uses.Mail | Uses.Sweep | Uses.OrderKeys)
    );

    public static readonly Worker FinishStarted = new(
        new Trigger.Schedule(TimeSpan.FromMinutes(5)),
        "Finishes interrupted acts and verifications, tells administrators of papers that wait, erases papers after a year.",
        Grants
            .Write(Activities, Kyc, Organizations, Revocations, Events, Inventory, Notifications)
            .AndRead(Members)
            .And(Uses.ReadPeople | Uses.ManagePeople | Uses.ChangeGroups | Uses.Sweep)
            .And(Buckets.Uploads, May.Delete)
    );

    public static readonly Worker ErasePeople = new(
        new Trigger.Schedule(TimeSpan.FromMinutes(5)),
        "Erases the data of people who have deleted their account, and keeps what the books and the gates need.",
        Grants
            .Write(
                Erasures,
                Summaries,
                Users,
                Sessions,
                Revocations,
                Kyc,
                Members,
                Organizations,
                Invitations,
                Activities,
                Events,
                Registrations,
                Tickets,
                CheckIns,
                Staff,
                TimeEntries
            )
            .And(Buckets.Uploads, May.Get | May.Delete)
            .And(Buckets.Tickets, May.Get | May.Delete)
            .And(Buckets.Exports, May.Get | May.Delete)
            .And(Uses.DeletePeople | Uses.Sweep)
    );

    public static readonly Worker FollowMembers = new(
        new Trigger.Stream(Members, Removals: true),
        "Keeps the groups Managers and Employees as the memberships are, and deletes the sign-ins of removed gate devices.",
        Grants.Read(Members).And(Uses.ReadPeople | Uses.ChangeGroups | Uses.DeletePeople)
    );

    public static readonly Worker CognitoPostConfirmation = new(
        new Trigger.SignUp(),
        "Adds a person who has signed up to the group Attendees and creates their profile.",
        Grants.Write(Users, Summaries).And(Uses.ChangeGroups)
    );

    public static readonly Worker ProjectAnalytics = new(
        new Trigger.Schedule(TimeSpan.FromDays(1), At: new(1, 10)),
        "Sums the ledger of the last three days, for the platform and each organization, and the attendance of events that are over.",
        Grants.Write(Summaries).AndRead(LedgerEntries, Organizations, Events, Tickets).And(Uses.ScanEvents)
    );

    private static Grants Deliveries =>
        Grants
            .Write(WebhookDeliveries, WebhookEndpoints, Activities, Notifications)
            .AndRead(Organizations, Members, Users)
            .And(Uses.WebhookKeys | Uses.Webhooks);

    public static IReadOnlyList<Worker> All => field ??= Declared.In<Worker>(typeof(Workers));
}
