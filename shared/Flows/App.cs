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

/// <summary>Everything a flow has at hand: the tables, the outside world behind its ports, and the clock.</summary>
public sealed class App(
    IStore store, IPayments payments, IFiles files, IFiles uploads, IFiles exports, IMail mail, IPeople people, ITicketCodes codes, Settings settings, IdSource ids, TimeProvider clock,
    Backoff? backoff = null, Func<TicketContent, byte[]>? print = null)
{
    public IStore Store => store;
    public Database Db { get; } = new(store, backoff, settings.Limits.Decisions);
    public Backoff? Backoff => backoff;

    /// <summary>Makes the PDF of a ticket.</summary>
    public Func<TicketContent, byte[]> Print { get; } = print ?? TicketDocument.Render;
    public IPayments Payments => payments;

    /// <summary>Tickets.</summary>
    public IFiles Files => files;

    /// <summary>What people send us.</summary>
    public IFiles Uploads => uploads;

    /// <summary>What people ask for, for some days.</summary>
    public IFiles Exports => exports;

    public IMail Mail => mail;
    public IPeople People => people;
    public ITicketCodes Codes => codes;
    public Settings Settings => settings;
    public IdSource Ids => ids;
    public TimeProvider Clock => clock;

    /// <summary>To the millisecond, as it is stored and shown.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
}

/// <summary>Makes and reads the codes of tickets.</summary>
public interface ITicketCodes
{
    /// <summary>For JSON Web Keys: key id and the public point, base64url.</summary>
    IReadOnlyList<(int KeyId, string X, string Y)> PublicKeys { get; }

    /// <summary>What opens the seals of one event, base64url.</summary>
    IReadOnlyList<(int KeyId, string Key)> KeysOf(string eventId);

    TicketCode Typed(string ticketId, int issue);

    string Sealed(string ticketId, int issue, Event of);

    Opened Open(string qr, string eventId);
}

public sealed class TicketCodes(TicketSeal seal, byte[] key) : ITicketCodes
{
    public IReadOnlyList<(int KeyId, string X, string Y)> PublicKeys => seal.PublicKeys;

    public IReadOnlyList<(int KeyId, string Key)> KeysOf(string eventId) => seal.KeysOf(eventId);

    public TicketCode Typed(string ticketId, int issue) => TicketCode.Of(key, ticketId, issue);

    public string Sealed(string ticketId, int issue, Event of) => seal.Seal(ticketId, issue, of.EventId, of.GateCloses);

    public Opened Open(string qr, string eventId) => seal.Open(qr, eventId);
}
