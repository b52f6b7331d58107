using static EventTicketing.Data.Tables;

namespace EventTicketing.Api;

/// <summary>The functions that follow changes or the clock. What they do can be done again without harm.</summary>
public static class Workers
{
    public static readonly Worker GenerateTicket = new(new Trigger.Stream(Registrations),
        "Issues the tickets of a confirmed registration and writes their PDFs.",
        Grants.Write(Registrations, Tickets, Inventory, Quotas, Notifications).AndRead(Events).And(Uses.WriteFiles | Uses.ReadFiles | Uses.TicketKeys | Uses.Payments));

    public static readonly Worker SendNotification = new(new Trigger.Stream(Registrations),
        "Sends the mails that a registration's state owes its buyer and its attendees.",
        Grants.Write(Notifications).AndRead(Registrations, Events, Tickets).And(Uses.Mail | Uses.ReadFiles | Uses.WriteFiles));

    public static readonly Worker RefundCancelledEvent = new(new Trigger.Stream(Events),
        "Cancels and refunds every registration of a cancelled event.",
        Grants.Write(Events, Registrations, Inventory, Quotas, Tickets, Notifications).And(Uses.Payments));

    public static readonly Worker ExpireRegistrations = new(new Trigger.Schedule(TimeSpan.FromMinutes(1)),
        "Sees unfinished registrations through: ends lapsed holds, makes refunds that are still owed, issues tickets that are missing.",
        Grants.Write(Events, Registrations, Inventory, Quotas, Tickets, Notifications).And(Uses.Payments | Uses.TicketKeys | Uses.WriteFiles | Uses.ReadFiles | Uses.Sweep));

    public static readonly Worker SendDueNotifications = new(new Trigger.Schedule(TimeSpan.FromMinutes(1)),
        "Sends the mails that could not be sent when they were first tried, and those about events that have changed.",
        Grants.Write(Notifications, Events).AndRead(Registrations, Tickets).And(Uses.Mail | Uses.ReadFiles | Uses.WriteFiles | Uses.Sweep));

    public static readonly Worker CognitoPostConfirmation = new(new Trigger.SignUp(),
        "Makes a person who has signed up an attendee.", Grants.Write(Users).And(Uses.ChangeGroups));

    public static IReadOnlyList<Worker> All => field ??= Area.Declared<Worker>(typeof(Workers));
}
