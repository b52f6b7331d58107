namespace EventTicketing.Domain;

/// <summary>The profile of a signed-in person. Sign-in, password and groups are kept by the identity provider.</summary>
public sealed record Person : IPictured<Person>
{
    /// <summary>The name in place of those of erased people.</summary>
    public const string Deleted = "Deleted person";

    public required string UserId { get; init; }
    public string? Name { get; init; }

    /// <summary>An address that the user pool has verified; null when there never was one.</summary>
    public string? Email { get; init; }

    public string? Phone { get; init; }

    /// <summary>
    /// When the person entered a code that was sent to <see cref="Phone"/>; null for a number that anybody may have typed.
    /// </summary>
    public DateTimeOffset? PhoneVerifiedAt { get; init; }

    /// <summary>The last code that was sent; null once it has been entered.</summary>
    public PhoneCode? PhoneCode { get; init; }

    /// <summary>Null for somebody who has chosen nothing yet.</summary>
    public NotificationSettings? Notifications { get; init; }

    /// <summary>BCP 47 tag for mails and pages, such as <c>de</c>.</summary>
    public string? Language { get; init; }

    public Picture? Picture { get; init; }
    public string PictureFolder => $"people/{UserId}";

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last day, in UTC, on which the person was seen; null when there was none yet.</summary>
    public DateOnly? LastSeenOn { get; init; }

    /// <summary>Whether the platform's number of people includes this one.</summary>
    public bool IsCounted { get; init; }

    public int Version { get; init; }

    public Person WithVersion(int version) => this with { Version = version };

    public Person WithPicture(Picture? picture) => this with { Picture = picture };

    /// <summary>The number that text messages may be sent to; null when there is none that the person has verified.</summary>
    public string? VerifiedPhone => PhoneVerifiedAt is null ? null : Phone;

    public NotificationSettings NotificationSettings => Notifications ?? NotificationSettings.Default;

    /// <summary>
    /// The person with a number that somebody typed. Another number is not verified, and gets none of the messages that were chosen for
    /// the one before.
    /// </summary>
    public Person WithPhone(string? phone) =>
        phone == Phone
            ? this
            : this with
            {
                Phone = phone,
                PhoneVerifiedAt = null,
                PhoneCode = null,
                Notifications = Notifications is null ? null : Notifications with { Sms = SmsSettings.None },
            };

    /// <summary>The person after a code was entered: with the number that it was sent to, or with one attempt less.</summary>
    public Result<Person> Enter(string code, DateTimeOffset now) =>
        PhoneCode is not { } sent || sent.ExpiresAt <= now
            ? Problem.Conflict("code_expired", "This code is no longer good. Ask for another one.")
        : sent.Attempts >= PhoneCode.MaxAttempts
            ? Problem.Conflict("too_many_attempts", "Too many wrong codes were entered. Ask for another one.")
        : !sent.Is(code) ? this with { PhoneCode = sent with { Attempts = sent.Attempts + 1 } }
        : WithPhone(sent.Phone) with { PhoneVerifiedAt = now, PhoneCode = null };

    /// <summary>The person with other choices. Nothing is sent to a number that may be somebody else's.</summary>
    public Result<Person> Choose(NotificationSettings chosen) =>
        chosen == NotificationSettings ? this
        : chosen.Sms != NotificationSettings.Sms && chosen.Sms != SmsSettings.None && VerifiedPhone is null
            ? Problem.Conflict("phone_not_verified", "Verify your phone number first.")
        : this with { Notifications = chosen };
}
