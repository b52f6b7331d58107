namespace EventTicketing.Domain;

public enum InvitationStatus
{
    Open,
    Accepted,
    Declined,
    Revoked,
    Expired,
}

/// <summary>
/// An invitation into an organization. It has no secret: whoever has verified the invited address may accept it, so a forwarded mail is
/// of no use to anybody else. There is one per organization and address; inviting again after it ended opens it anew.
/// </summary>
public sealed record Invitation : IVersioned<Invitation>
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <summary>How long an invitation is kept after it ended.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(90);

    /// <summary>How many mails one invitation may cause within a day.</summary>
    public const int MaxMailsPerDay = 5;

    public required string OrganizationId { get; init; }
    public required string InvitationId { get; init; }
    public required string OrganizationName { get; init; }

    /// <summary>In lower case.</summary>
    public required string Email { get; init; }

    public required OrganizationRole Role { get; init; }
    public required string InvitedBy { get; init; }
    public string? InvitedByName { get; init; }
    public string? Message { get; init; }

    /// <summary>The name for the staff record, and what is agreed; null when only an address was invited.</summary>
    public string? Name { get; init; }

    public StaffTerms? Terms { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was accepted, declined or revoked.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>As stored; an open one that has expired is still stored as open: see <see cref="StatusAt"/>.</summary>
    public InvitationStatus Stored { get; init; }

    /// <summary>When its mails were sent, of the last day, newest last.</summary>
    public IReadOnlyList<DateTimeOffset> Mailed
    {
        get => field ?? [];
        init;
    }

    public int Version { get; init; }

    public Invitation WithVersion(int version) => this with { Version = version };

    public InvitationStatus StatusAt(DateTimeOffset now) =>
        Stored == InvitationStatus.Open && ExpiresAt <= now ? InvitationStatus.Expired : Stored;

    /// <summary>
    /// Whether it counts towards the most that an organization may have: it waits for an answer, or was mailed within a day. So withdrawing
    /// invitations gives no room for more mails.
    /// </summary>
    public bool Counts(DateTimeOffset now) =>
        StatusAt(now) == InvitationStatus.Open || (Stored != InvitationStatus.Accepted && Mailed.Any(at => at > now.AddDays(-1)));

    public DateTimeOffset KeptUntil => (EndedAt ?? ExpiresAt) + Memory;

    public static string IdOf(string organizationId, string email) => Ids.Derived("inv", organizationId, Normalized(email));

    /// <summary>Letters in lower case. Dots and a plus stay: only the provider of the mailbox knows whether they matter.</summary>
    public static string Normalized(string email) => email.Trim().ToLowerInvariant();

    /// <summary>Opens the invitation, or renews an open one: the new role and message count, and one more mail is sent.</summary>
    /// <param name="before">The stored invitation of the same address; null when there is none.</param>
    public Result<Invitation> Opened(Invitation? before, DateTimeOffset now)
    {
        if (before is null)
            return this with { Mailed = [now] };
        IReadOnlyList<DateTimeOffset> mailed = [.. before.Mailed.Where(at => at > now.AddDays(-1))];
        return mailed.Count >= MaxMailsPerDay
            ? new Problem(ProblemKind.TooMany, "too_many_invitations", $"At most {MaxMailsPerDay} mails a day go to one address.")
            : this with
            {
                Mailed = [.. mailed, now],
                CreatedAt = before.StatusAt(now) == InvitationStatus.Open ? before.CreatedAt : now,
                Version = before.Version,
            };
    }

    /// <summary>The mail of the latest opening. It has no secret: only the invited address can accept.</summary>
    public Notification Mail(DateTimeOffset now) =>
        Notification.Of(
            new Letter(
                null,
                $"Join {OrganizationName}",
                [
                    $"{InvitedByName ?? "A member"} invites you to {OrganizationName} as {Role.ToString().ToLowerInvariant()}.",
                    .. Message is null ? Array.Empty<string>() : [Message],
                    $"Sign in with this address to accept. The invitation ends on {ExpiresAt:d MMMM yyyy}.",
                ],
                "See the invitation",
                "/console/invitations"
            ),
            Email,
            InvitationId,
            $"{Version}",
            now
        );

    /// <summary>Unchanged when it was accepted before, so that a retry gets the same answer.</summary>
    public Result<Invitation> Accept(DateTimeOffset now) => End(InvitationStatus.Accepted, now);

    public Result<Invitation> Decline(DateTimeOffset now) => End(InvitationStatus.Declined, now);

    public Result<Invitation> Revoke(DateTimeOffset now) => End(InvitationStatus.Revoked, now);

    private Result<Invitation> End(InvitationStatus ending, DateTimeOffset now) =>
        StatusAt(now) switch
        {
            InvitationStatus.Open => this with { Stored = ending, EndedAt = now },
            var status when status == ending => this,
            InvitationStatus.Expired when ending == InvitationStatus.Accepted => Problem.Conflict(
                "invitation_expired",
                "The invitation has expired. Ask for a new one."
            ),
            _ => Problem.Conflict("invitation_closed", "The invitation was answered or withdrawn already."),
        };
}
