using EventTicketing.Domain;

namespace EventTicketing.Api;

public sealed record MembershipView(string OrganizationId, OrganizationRole Role);

/// <param name="Device">Browser and system; null when they are not known.</param>
/// <param name="Current">Whether the call was made from this session.</param>
public sealed record SessionView(string SessionId, DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt, string? Device, bool Current);

public sealed record ProfileView
{
    public required string UserId { get; init; }
    public required string? Email { get; init; }
    public required string? Name { get; init; }
    public required string? Phone { get; init; }

    /// <summary>Whether the person has entered a code that was sent to the phone.</summary>
    public required bool PhoneVerified { get; init; }

    public required string? Language { get; init; }

    /// <summary>Path of the picture on the site; null when there is none.</summary>
    public required string? ImageUrl { get; init; }

    /// <summary><c>none</c>, or the status of the latest request for verification.</summary>
    public required string KycStatus { get; init; }

    public required IReadOnlyList<string> Groups { get; init; }
    public required IReadOnlyList<MembershipView> Organizations { get; init; }
    public required int Version { get; init; }
}

/// <param name="ExpiresAt">When the code is no longer good.</param>
public sealed record PhoneCodeView(string Phone, DateTimeOffset ExpiresAt);

public sealed record NotificationSettingsView
{
    public required MailChoicesView Email { get; init; }
    public required SmsChoicesView Sms { get; init; }

    /// <summary>Text messages can be chosen only with a verified phone.</summary>
    public required bool PhoneVerified { get; init; }

    /// <summary>Whether text messages are sent here at all.</summary>
    public required bool SmsAvailable { get; init; }

    /// <summary>BCP 47 language tag; null for somebody who has chosen none.</summary>
    public required string? Language { get; init; }

    /// <summary>The version of the profile, of which the settings are a part.</summary>
    public required int Version { get; init; }

    public static NotificationSettingsView Of(Person person, bool smsAvailable) =>
        new()
        {
            Email = new(
                Tickets: true,
                Changes: true,
                Refunds: true,
                person.NotificationSettings.Reminders,
                person.NotificationSettings.News
            ),
            Sms = new(
                person.NotificationSettings.Sms.Tickets,
                person.NotificationSettings.Sms.Changes,
                person.NotificationSettings.Sms.Reminders
            ),
            PhoneVerified = person.VerifiedPhone is not null,
            SmsAvailable = smsAvailable,
            Language = person.Language,
            Version = person.Version,
        };
}

/// <summary>What is mailed; the first three always.</summary>
public sealed record MailChoicesView(bool Tickets, bool Changes, bool Refunds, bool Reminders, bool News);

/// <summary>What is also sent to the phone.</summary>
public sealed record SmsChoicesView(bool Tickets, bool Changes, bool Reminders);

/// <summary>What is known of a person, as a file for them. It has nothing of others, but the attendees that they have named.</summary>
public sealed record PersonalDataView
{
    public required DateTimeOffset ExportedAt { get; init; }
    public required ProfileView Profile { get; init; }
    public required NotificationSettingsView Notifications { get; init; }
    public required IReadOnlyList<SessionView> Sessions { get; init; }
    public required MyKycView Verification { get; init; }

    /// <summary>With refunds and tickets.</summary>
    public required IReadOnlyList<RegistrationView> Registrations { get; init; }

    public required IReadOnlyList<OwnPaymentView> Payments { get; init; }

    /// <summary>For whom the person works, or did, on which terms; without what an hour costs there.</summary>
    public required IReadOnlyList<OwnEmploymentView> Employment { get; init; }

    /// <summary>Time that the person has spent on projects.</summary>
    public required IReadOnlyList<OwnTimeView> Time { get; init; }

    /// <summary>What the person did, newest first.</summary>
    public required IReadOnlyList<OwnActView> Activity { get; init; }

    /// <summary>False when there is more than one file takes.</summary>
    public required bool Complete { get; init; }
}

/// <summary>An attempt to pay.</summary>
/// <param name="Paid">Whether the money arrived.</param>
public sealed record OwnPaymentView(string RegistrationId, string PaymentIntentId, Money Amount, bool Paid, DateTimeOffset CreatedAt);

public sealed record OwnEmploymentView(
    string OrganizationId,
    string? Title,
    string? Department,
    Money? HourlyRate,
    int? WeeklyMinutes,
    string? EmployedFrom,
    string? EmployedUntil
)
{
    public static OwnEmploymentView Of(StaffRecord record) =>
        new(
            record.OrganizationId,
            record.Terms.Title,
            record.Terms.Department,
            record.Terms.HourlyRate,
            record.Terms.WeeklyMinutes,
            CalendarDays.Text(record.Terms.EmployedFrom),
            CalendarDays.Text(record.Terms.EmployedUntil)
        );
}

public sealed record OwnTimeView(string TimeEntryId, string OrganizationId, string ProjectId, string Date, int Minutes, string? Note);

/// <param name="Action">The operation, such as <c>inviteMember</c>.</param>
/// <param name="SubjectId">The id of what it was about.</param>
public sealed record OwnActView(DateTimeOffset At, string Action, string SubjectId, string? OrganizationId);

/// <param name="What">What is kept of a person.</param>
public sealed record KeptView(string What, string Why);

/// <summary>How far the erasure of a person's data is, and what is kept.</summary>
public sealed record ErasureView
{
    public required string ErasureId { get; init; }
    public required ErasureStatus Status { get; init; }
    public required DateTimeOffset? DoneAt { get; init; }

    /// <summary>When the names on tickets of events to come are erased; null when there are none, or it is not known yet.</summary>
    public required DateTimeOffset? KeptUntil { get; init; }

    public required IReadOnlyList<KeptView> Kept { get; init; }

    public static ErasureView Of(Erasure erasure) =>
        new()
        {
            ErasureId = erasure.ErasureId,
            Status = erasure.Status,
            DoneAt = erasure.DoneAt,
            KeptUntil = erasure.KeptUntil,
            Kept =
            [
                new(
                    "Amounts, ticket types, refunds and payment ids of orders, without a name.",
                    "Tax law: they are in the books for ten years."
                ),
                new("Names on tickets of events to come.", "The gate needs them until 30 days after the last of these events."),
                new("Who did what, by a number and without a name.", "So that decisions can be checked."),
            ],
        };
}
