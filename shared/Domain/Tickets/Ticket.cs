using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace EventTicketing.Domain;

public enum TicketStatus
{
    Valid,
    Used,
    Void,
}

/// <summary>The right of one person to enter one event once. Re-issuing it creates a new code and voids the previous one.</summary>
public sealed record Ticket : IVersioned<Ticket>
{
    public required string TicketId { get; init; }
    public required string RegistrationId { get; init; }
    public required string EventId { get; init; }
    public required string UserId { get; init; }
    public required string TicketTypeId { get; init; }
    public required string TicketTypeName { get; init; }
    public required string HolderName { get; init; }
    public string? HolderEmail { get; init; }

    /// <summary>1 at first, incremented by each re-issue. The codes of earlier issues are void.</summary>
    public required int Issue { get; init; }

    public required TicketCode Code { get; init; }

    /// <summary>The sealed text in the QR code, as issued.</summary>
    public required string Qr { get; init; }

    public TicketStatus Status { get; init; }

    /// <summary>False while its payment is disputed.</summary>
    public bool Paid { get; init; } = true;

    public required DateTimeOffset IssuedAt { get; init; }
    public DateTimeOffset? UsedAt { get; init; }
    public string? UsedGate { get; init; }

    /// <summary>
    /// True when an offline device admitted a second person with this ticket. The ticket then stays used, even if the first person was
    /// turned away.
    /// </summary>
    public bool UsedAgain { get; init; }

    public DateTimeOffset? VoidedAt { get; init; }

    /// <summary>When the ticket last changed, so that gate devices can fetch only what is new.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>
    /// When the gate was to close at the time of issue; determines how long the ticket is stored. The gate itself goes by the event.
    /// </summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the holder's name was erased; null while the ticket has it.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    public int Version { get; init; }

    public Ticket WithVersion(int version) => this with { Version = version };

    /// <summary>The tickets of a registration. Their ids are deterministic, so that a retry creates no duplicates.</summary>
    public static IReadOnlyList<Ticket> Issued(
        Registration registration,
        Event at,
        Func<string, int, TicketCode> code,
        Func<string, int, string> seal,
        DateTimeOffset now
    )
    {
        List<Ticket> tickets = [];
        foreach (var item in registration.Items)
        {
            for (var i = 0; i < item.Quantity; i++)
            {
                var ordinal = tickets.Count;
                var id = Ids.Derived("tkt", registration.RegistrationId, $"{ordinal}");
                var holder = registration.HolderOf(ordinal);
                tickets.Add(
                    new Ticket
                    {
                        TicketId = id,
                        RegistrationId = registration.RegistrationId,
                        EventId = at.EventId,
                        UserId = registration.UserId,
                        TicketTypeId = item.TicketTypeId,
                        TicketTypeName = item.Name,
                        HolderName = holder.Name,
                        HolderEmail = holder.Email,
                        Issue = 1,
                        Code = code(id, 1),
                        Qr = seal(id, 1),
                        Paid = !registration.Ledger.InDispute,
                        IssuedAt = now,
                        ChangedAt = now,
                        ExpiresAt = at.GateCloses,
                        ErasedAt = registration.ErasedAt,
                    }
                );
            }
        }

        return tickets;
    }

    /// <summary>The ticket with another holder, or of another buyer. The holder of a used ticket stays as it is.</summary>
    public Result<Ticket> MadeOutTo(Attendee holder, string userId, DateTimeOffset now)
    {
        if ((HolderName, HolderEmail, UserId) == (holder.Name, holder.Email, userId))
            return this;
        if (Status == TicketStatus.Used && (HolderName, HolderEmail) != (holder.Name, holder.Email))
            return Problem.Conflict("already_checked_in", "A ticket of this order has been used: its holder stays as it is.");
        return this with { HolderName = holder.Name, HolderEmail = holder.Email, UserId = userId, ChangedAt = now };
    }

    /// <summary>The ticket without its holder's name and address.</summary>
    public Ticket Anonymized(DateTimeOffset now) =>
        ErasedAt is not null ? this : this with { HolderName = Person.Deleted, HolderEmail = null, ChangedAt = now, ErasedAt = now };

    public Result<Ticket> Reissued(TicketCode code, string qr, DateTimeOffset now) =>
        Status switch
        {
            TicketStatus.Used => Problem.Conflict("already_checked_in", "A ticket that has been used cannot be re-issued."),
            TicketStatus.Void => Problem.Conflict("ticket_void", "This ticket is void."),
            _ => this with { Issue = Issue + 1, Code = code, Qr = qr, IssuedAt = now, ChangedAt = now },
        };

    public Ticket Voided(DateTimeOffset now) =>
        Status == TicketStatus.Void ? this : this with { Status = TicketStatus.Void, VoidedAt = now, ChangedAt = now };

    /// <summary>Records a use. A void ticket stays void: it was used before it was voided.</summary>
    public Ticket Used(DateTimeOffset at, string? gate, DateTimeOffset now) =>
        this with
        {
            Status = Status == TicketStatus.Void ? TicketStatus.Void : TicketStatus.Used,
            UsedAt = at,
            UsedGate = gate,
            ChangedAt = now,
        };

    /// <summary>A ticket of a disputed payment is not paid until the dispute is won.</summary>
    public Ticket Disputed(bool disputed, DateTimeOffset now) => this with { Paid = !disputed, ChangedAt = now };

    /// <summary>Removes the use. A void ticket stays void.</summary>
    public Result<Ticket> CheckInUndone(DateTimeOffset now) =>
        UsedAt is not null
            ? this with
            {
                Status = Status == TicketStatus.Void ? TicketStatus.Void : TicketStatus.Valid,
                UsedAt = null,
                UsedGate = null,
                UsedAgain = false,
                ChangedAt = now,
            }
            : Problem.Conflict("not_checked_in", "This ticket has not been used.");
}

/// <summary>
/// The code that a person can read out: <c>K7QM4XPR-2ABD</c>. The first part identifies the ticket and never changes; the second is a
/// secret that each issue replaces. Letters and digits that look alike are left out.
/// </summary>
public readonly record struct TicketCode(string Locator, string Secret)
{
    private const int LocatorLength = 8;
    private const int SecretLength = 4;
    private const int VerifierRounds = 1_000;
    private const int VerifierBytes = 16;

    public override string ToString() => $"{Locator}-{Secret}";

    /// <summary>Deterministic: the same ticket and issue give the same code. It cannot be guessed without the key.</summary>
    public static TicketCode Of(byte[] key, string ticketId, int issue) =>
        new(Text(key, $"locator {ticketId}", LocatorLength), Text(key, $"secret {ticketId} {issue}", SecretLength));

    /// <summary>Reads a ticket code as somebody typed it. Null when the text cannot be one.</summary>
    public static TicketCode? Parse(string typed) =>
        ReadableCode.Parse(typed, LocatorLength + SecretLength) is { } text ? new(text[..LocatorLength], text[LocatorLength..]) : null;

    /// <summary>
    /// A hash by which devices of this event recognize a typed code, without being able to derive the code: base64url of 16 bytes of PBKDF2
    /// with SHA-256 over the twelve characters, the event id as salt.
    /// </summary>
    public string Verifier(string eventId) =>
        Base64Url.EncodeToString(
            Rfc2898DeriveBytes.Pbkdf2(
                Locator + Secret,
                Encoding.UTF8.GetBytes(eventId),
                VerifierRounds,
                HashAlgorithmName.SHA256,
                VerifierBytes
            )
        );

    private static string Text(byte[] key, string subject, int length) =>
        ReadableCode.Of(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(subject)), length);
}

/// <summary>Texts that people read out and type: letters and digits that look alike are left out.</summary>
internal static class ReadableCode
{
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <param name="bytes">At least <paramref name="length"/> bytes; each gives five bits.</param>
    public static string Of(byte[] bytes, int length) =>
        string.Create(
            length,
            bytes,
            (span, from) =>
            {
                for (var i = 0; i < span.Length; i++)
                    span[i] = Alphabet[from[i] % Alphabet.Length];
            }
        );

    /// <summary>
    /// Parses a typed code: ignores case, spaces and dashes, and accepts the look-alikes of L and Q. Null when it is not a code.
    /// </summary>
    public static string? Parse(string typed, int length)
    {
        var code = new StringBuilder(length);
        foreach (var character in typed)
        {
            if (character is ' ' or '-' or '.' or '_')
                continue;
            var letter = char.ToUpperInvariant(character) switch
            {
                '1' or 'I' => 'L',
                '0' or 'O' => 'Q',
                var other => other,
            };
            if (code.Length == length || !Alphabet.Contains(letter))
                return null;
            code.Append(letter);
        }

        return code.Length == length ? code.ToString() : null;
    }
}
