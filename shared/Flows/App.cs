using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <param name="HoldTime">How long places are held for a buyer who has to pay.</param>
/// <param name="SiteUrl">Where the shop is, for links in mails.</param>
public sealed record Settings(TimeSpan HoldTime, Uri SiteUrl);

/// <summary>Everything a flow has at hand: the tables, the outside world behind its ports, and the clock.</summary>
public sealed class App(IStore store, IPayments payments, IFiles files, IMail mail, TicketCodes codes, Settings settings, IdSource ids, TimeProvider clock)
{
    public IStore Store => store;
    public Database Db { get; } = new(store);
    public IPayments Payments => payments;
    public IFiles Files => files;
    public IMail Mail => mail;
    public TicketCodes Codes => codes;
    public Settings Settings => settings;
    public IdSource Ids => ids;
    public TimeProvider Clock => clock;

    /// <summary>To the millisecond, as it is stored and shown.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
}

/// <summary>Makes and reads the codes of tickets.</summary>
public class TicketCodes(TicketSeal seal, byte[] key)
{
    public virtual TicketCode Typed(string ticketId, int issue) => TicketCode.Of(key, ticketId, issue);

    public virtual string Sealed(string ticketId, int issue, Event of) => seal.Seal(ticketId, issue, of.EventId, of.GateCloses);

    public virtual Opened Open(string qr, string eventId) => seal.Open(qr, eventId);

    public virtual IReadOnlyList<(int KeyId, string X, string Y)> PublicKeys => seal.PublicKeys;
}
