namespace EventTicketing.Domain;

/// <summary>What a person wants to be told besides tickets, changes and refunds, which are always mailed.</summary>
/// <param name="Reminders">A mail before an event begins.</param>
/// <param name="News">Mails in which organizers write to the people with tickets.</param>
public sealed record NotificationSettings(bool Reminders, bool News, SmsSettings Sms)
{
    public static readonly NotificationSettings Default = new(Reminders: true, News: false, SmsSettings.None);
}

/// <summary>What is also sent to the phone.</summary>
public sealed record SmsSettings(bool Tickets, bool Changes, bool Reminders)
{
    public static readonly SmsSettings None = new(false, false, false);
}
