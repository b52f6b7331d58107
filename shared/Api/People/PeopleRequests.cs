using System.Text.Json.Serialization;
using EventTicketing.Domain;

namespace EventTicketing.Api;

public sealed record ProfileImageUploadRequest
{
    [OneOf(FileTypes.Jpeg, FileTypes.Png)]
    public required string ContentType { get; init; }
}

public sealed record ProfileImageRequest
{
    [Size(1, 64)]
    public required string ImageId { get; init; }
}

public sealed record DeleteMyAccountRequest
{
    /// <summary>Whether the tickets of events to come are to stay valid; without it, such tickets are a reason to refuse.</summary>
    public bool? KeepTickets { get; init; }
}

public sealed record UpdateProfileRequest : PatchRequest
{
    [Size(1, 200), Clearable]
    public string? Name { get; init; }

    /// <summary>Phone number in international format (E.164), such as +4930123456.</summary>
    [Pattern(@"^\+[1-9]\d{5,14}$"), Size(7, 16), Clearable]
    public string? Phone { get; init; }

    /// <summary>BCP 47 language tag, such as <c>de</c>.</summary>
    [Pattern("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$"), Size(2, 12), Clearable]
    public string? Language { get; init; }

    public Person Applied(Person to) =>
        to.WithPhone(Or("phone", Phone, to.Phone)) with
        {
            Name = Or("name", Name, to.Name),
            Language = Or("language", Language, to.Language),
        };
}

public sealed record StartPhoneVerificationRequest
{
    /// <summary>Phone number in international format (E.164), such as +4930123456.</summary>
    [Pattern(@"^\+[1-9]\d{5,14}$"), Size(7, 16)]
    public required string Phone { get; init; }
}

public sealed record VerifyPhoneRequest
{
    [Pattern("^[0-9]{6}$"), Size(PhoneCode.Digits, PhoneCode.Digits)]
    public required string Code { get; init; }
}

public sealed record UpdateNotificationSettingsRequest : PatchRequest
{
    public MailChoicesField? Email { get; init; }

    public SmsChoicesField? Sms { get; init; }

    /// <summary>Short for <c>email.reminders</c>.</summary>
    public bool? Reminders { get; init; }

    /// <summary>Short for <c>email.news</c>.</summary>
    public bool? News { get; init; }

    /// <summary>BCP 47 language tag of mails and messages, such as <c>de</c>.</summary>
    [Pattern("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$"), Size(2, 12), Clearable]
    public string? Language { get; init; }

    /// <summary>Whether anything is to be sent to the phone that may not have been before.</summary>
    [JsonIgnore]
    public bool AsksForSms => Sms is { Tickets: true } or { Changes: true } or { Reminders: true };

    public Result<Person> Applied(Person to)
    {
        if (Email?.Refused is { } fixedChoice)
            return Problem.Invalid($"email.{fixedChoice}", "always_sent", "These mails are always sent.");
        var current = to.NotificationSettings;
        var chosen = new NotificationSettings(
            Email?.Reminders ?? Reminders ?? current.Reminders,
            Email?.News ?? News ?? current.News,
            new(Sms?.Tickets ?? current.Sms.Tickets, Sms?.Changes ?? current.Sms.Changes, Sms?.Reminders ?? current.Sms.Reminders)
        );
        return (to with { Language = Or("language", Language, to.Language) }).Choose(chosen);
    }
}

/// <summary>What is mailed. Absent fields stay as they are.</summary>
public sealed record MailChoicesField
{
    /// <summary>Tickets are always mailed: only true is accepted, as for changes and refunds.</summary>
    public bool? Tickets { get; init; }

    public bool? Changes { get; init; }

    public bool? Refunds { get; init; }

    /// <summary>A mail before an event begins.</summary>
    public bool? Reminders { get; init; }

    /// <summary>Mails in which organizers write to the people with tickets.</summary>
    public bool? News { get; init; }

    /// <summary>The name of a choice that nobody has; null when there is none.</summary>
    internal string? Refused =>
        Tickets == false ? "tickets"
        : Changes == false ? "changes"
        : Refunds == false ? "refunds"
        : null;
}

/// <summary>What is sent to the verified phone. Absent fields stay as they are.</summary>
public sealed record SmsChoicesField
{
    /// <summary>A link to the tickets of a new order.</summary>
    public bool? Tickets { get; init; }

    /// <summary>Changed and cancelled events.</summary>
    public bool? Changes { get; init; }

    /// <summary>A message before an event begins.</summary>
    public bool? Reminders { get; init; }
}
