using System.Diagnostics.CodeAnalysis;
using EventTicketing.Data;
using EventTicketing.Documents;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <param name="HoldTime">How long places are held for a buyer who has to pay.</param>
/// <param name="SiteUrl">Where the shop is, for links in mails.</param>
public sealed record Settings(TimeSpan HoldTime, Uri SiteUrl)
{
    public Limits Limits { get; init; } = new();
}

/// <summary>How much is done at once, and how often it is tried. The simulation turns them down, so that it comes to what lies beyond.</summary>
public sealed record Limits
{
    /// <summary>How often a change is decided anew because another one came between.</summary>
    public int Decisions { get; init; } = 20;

    /// <summary>How often a hold looks for places.</summary>
    public int Holds { get; init; } = 40;

    /// <summary>How many lapsed holds a buyer's request ends before it looks for places again.</summary>
    public int Reclaimed { get; init; } = 25;

    /// <summary>After how many registrations that are due the sweeper reads no other page of them.</summary>
    public int Swept { get; init; } = 5_000;

    /// <summary>After how many mails that are due no other page of them is read.</summary>
    public int Mailed { get; init; } = 1_000;
}

/// <summary>
/// Everything a flow has at hand: the tables, the outside world behind its ports, and the clock. A port that a function's row does not grant is null, and
/// throws <see cref="InvalidOperationException"/> when it is used.
/// </summary>
public sealed class App
{
    /// <summary>The function that this was put together for.</summary>
    public string Function { get; init; } = "This process";

    public required IStore Store { get; init; }
    public Database Db => field ??= new(Store, Backoff, Settings.Limits.Decisions);

    [AllowNull]
    public IPayments Payments { get => field ?? throw NotGranted("payments"); init; }

    [AllowNull]
    public IMail Mail { get => field ?? throw NotGranted("mail"); init; }

    /// <summary>The user pool.</summary>
    [AllowNull]
    public IPeople People { get => field ?? throw NotGranted("the user pool"); init; }

    [AllowNull]
    public ITicketCodes Codes { get => field ?? throw NotGranted("ticket keys"); init; }

    /// <summary>The tickets' PDFs.</summary>
    public required IFiles Files { get; init; }

    /// <summary>What people upload.</summary>
    public required IFiles Uploads { get; init; }

    /// <summary>Reports that people ask for, for some days.</summary>
    public required IFiles Exports { get; init; }

    public Func<TicketContent, byte[]> RenderPdf { get; init; } = TicketDocument.Render;
    public required Settings Settings { get; init; }
    public required IdSource Ids { get; init; }
    public required TimeProvider Clock { get; init; }

    /// <summary>Null for <see cref="Backoff.Real"/>.</summary>
    public Backoff? Backoff { get; init; }

    /// <summary>To the millisecond, as it is stored and shown.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Clock.GetUtcNow().ToUnixTimeMilliseconds());

    private InvalidOperationException NotGranted(string what) => new($"{Function} is not granted {what}: its row has to say so.");
}

/// <summary>Makes and reads the codes of tickets.</summary>
public interface ITicketCodes
{
    /// <summary>For JSON Web Keys: key id and the public point, base64url.</summary>
    IReadOnlyList<(int KeyId, string X, string Y)> PublicKeys { get; }

    /// <summary>What opens the seals of one event, base64url.</summary>
    IReadOnlyList<(int KeyId, string Key)> KeysOf(string eventId);

    TicketCode Typed(string ticketId, int issue);

    string Sealed(string ticketId, int issue, Event ev);

    Opened Open(string qr, string eventId);
}

public sealed class TicketCodes(TicketSeal seal, byte[] key) : ITicketCodes
{
    public IReadOnlyList<(int KeyId, string X, string Y)> PublicKeys => seal.PublicKeys;

    public IReadOnlyList<(int KeyId, string Key)> KeysOf(string eventId) => seal.KeysOf(eventId);

    public TicketCode Typed(string ticketId, int issue) => TicketCode.Of(key, ticketId, issue);

    public string Sealed(string ticketId, int issue, Event ev) => seal.Seal(ticketId, issue, ev.EventId, ev.GateCloses);

    public Opened Open(string qr, string eventId) => seal.Open(qr, eventId);
}
