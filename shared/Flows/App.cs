using System.Diagnostics.CodeAnalysis;
using EventTicketing.Data;
using EventTicketing.Documents;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <param name="HoldTime">How long places are held for a buyer who has to pay.</param>
/// <param name="SiteUrl">URL of the shop, for links in mails; null in functions that send none.</param>
/// <param name="Sms">Whether this stage sends text messages.</param>
public sealed record Settings(TimeSpan HoldTime, Uri? SiteUrl, bool Sms = false)
{
    public Limits Limits { get; init; } = new();
}

/// <summary>Limits of batches, retries and attempts. The simulation lowers them, to reach what happens beyond them.</summary>
public sealed record Limits
{
    /// <summary>How often a change is decided before conflicting writes make it fail.</summary>
    public int Decisions { get; init; } = 20;

    /// <summary>How often a hold tries to allocate places.</summary>
    public int Holds { get; init; } = 40;

    /// <summary>The most lapsed holds that a buyer's request ends before it tries to allocate again.</summary>
    public int Reclaimed { get; init; } = 25;

    /// <summary>The sweeper reads no further page after this many due registrations.</summary>
    public int Swept { get; init; } = 5_000;

    /// <summary>No further page of mails is read after this many due ones.</summary>
    public int Mailed { get; init; } = 1_000;

    /// <summary>No further page of messages to webhook endpoints is read after this many due ones.</summary>
    public int Delivered { get; init; } = 2_000;

    /// <summary>How long after the last kept event the names of erased people stay on its tickets.</summary>
    public TimeSpan NamesLife { get; init; } = TimeSpan.FromDays(30);

    public int Payments { get; init; } = Ledger.MaxPayments;
    public int TaxRefusals { get; init; } = Registration.MaxTaxRefusals;
    public int Refunds { get; init; } = Ledger.MaxRefunds;
}

/// <summary>
/// The dependencies of a flow: the tables, the ports to the outside world, and the clock. A port that a function's row does not grant
/// throws <see cref="InvalidOperationException"/> when it is used.
/// </summary>
public sealed class App
{
    /// <summary>Name of the function that uses this instance, for error messages.</summary>
    public string Function { get; init; } = "This process";

    public required IStore Store { get; init; }
    public Database Db => field ??= new(Store, Backoff, Settings.Limits.Decisions);

    [AllowNull]
    public IPayments Payments
    {
        get => field ?? throw NotGranted(Function, "payments");
        init;
    }

    [AllowNull]
    public IMail Mail
    {
        get => field ?? throw NotGranted(Function, "mail");
        init;
    }

    /// <summary>Text messages. To be used only where <see cref="Settings.Sms"/> says that the stage sends them.</summary>
    [AllowNull]
    public ISms Sms
    {
        get => field ?? throw NotGranted(Function, "text messages");
        init;
    }

    /// <summary>The user pool.</summary>
    [AllowNull]
    public IPeople People
    {
        get => field ?? throw NotGranted(Function, "the user pool");
        init;
    }

    [AllowNull]
    public ITicketCodes Codes
    {
        get => field ?? throw NotGranted(Function, "ticket keys");
        init;
    }

    [AllowNull]
    public OrderKeys OrderKeys
    {
        get => field ?? throw NotGranted(Function, "order keys");
        init;
    }

    /// <summary>Sends to webhook endpoints.</summary>
    [AllowNull]
    public IWebhookSender Webhooks
    {
        get => field ?? throw NotGranted(Function, "webhooks");
        init;
    }

    [AllowNull]
    public WebhookSecrets WebhookSecrets
    {
        get => field ?? throw NotGranted(Function, "webhook keys");
        init;
    }

    /// <summary>The files of a bucket.</summary>
    public required Func<BucketDefinition, IFiles> Files { get; init; }

    /// <summary>A queue to send messages to.</summary>
    public required Func<QueueDefinition, IQueue> Queues { get; init; }

    public Func<TicketContent, byte[]> RenderPdf { get; init; } = TicketDocument.Render;
    public required Settings Settings { get; init; }
    public required IdSource Ids { get; init; }
    public required TimeProvider Clock { get; init; }

    /// <summary>Null for <see cref="Backoff.Real"/>.</summary>
    public Backoff? Backoff { get; init; }

    /// <summary>
    /// URL of the order's page. For a guest, its fragment is the key of the order: browsers send fragments to no server. Other buyers have
    /// to sign in there.
    /// </summary>
    public Uri OrderLink(Registration order) =>
        new(
            Settings.SiteUrl!,
            order.IsGuests ? $"/o/{order.RegistrationId}#{OrderKeys.Of(order)}" : $"/me/registrations/{order.RegistrationId}"
        );

    /// <summary>URL of the page that shows one ticket to whoever has the link. Its fragment is the key of the ticket.</summary>
    public Uri TicketLink(Ticket ticket) => new(Settings.SiteUrl!, $"/t/{ticket.TicketId}#{OrderKeys.Of(ticket)}");

    /// <summary>The current time, cut to milliseconds as it is stored and shown.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Clock.GetUtcNow().ToUnixTimeMilliseconds());

    public static InvalidOperationException NotGranted(string function, string what) =>
        new($"{function} is not granted {what}: add it to the grants of its row.");
}

/// <summary>Makes and reads the codes of tickets.</summary>
public interface ITicketCodes
{
    /// <summary>For JSON Web Keys: key id, and the coordinates of the public point in base64url.</summary>
    IReadOnlyList<(int KeyId, string X, string Y)> PublicKeys { get; }

    /// <summary>The keys that open the seals of one event, base64url.</summary>
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
