using System.Text.Json;
using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Flows;
using EventTicketing.Ports;

namespace EventTicketing.Runtime;

/// <summary>
/// Refuses what a function's row does not grant. In the cloud its role would refuse it too; here every test on a laptop finds out first.
/// </summary>
public static class Guarded
{
    public static App For(App app, string function, Grants grants)
    {
        T Of<T>(Uses use, T granted, T refused) => (grants.Uses & use) != 0 ? granted : refused;
        GuardedFiles Files(IFiles files, Uses read, Uses write) => new(files, function, grants.Uses, read, write);
        var nothing = new Refusing(function);
        return new App(
            new GuardedStore(app.Store, function, grants), Of(Uses.Payments, app.Payments, nothing), Files(app.Files, Uses.ReadFiles, Uses.WriteFiles),
            Files(app.Uploads, Uses.ReadUploads, Uses.WriteUploads), Files(app.Exports, Uses.ReadExports, Uses.WriteExports),
            Of(Uses.Mail, app.Mail, nothing), Of(Uses.ChangeGroups, app.People, nothing), Of(Uses.TicketKeys, app.Codes, new RefusedCodes(function)), app.Settings, app.Ids, app.Clock, app.Backoff, app.Print);
    }

    /// <summary>In place of what this process was not given the secrets for.</summary>
    internal static (IPayments Payments, ITicketCodes Codes) Withheld { get; } = (new Refusing("This process"), new RefusedCodes("This process"));

    private static InvalidOperationException NotGranted(string function, string what) =>
        new($"{function} is not granted {what}: its row in Endpoints or Workers has to say so.");

    private sealed class GuardedStore(IStore store, string function, Grants grants) : IStore
    {
        public Task<IReadOnlyList<JsonElement?>> Get(IReadOnlyList<Key> keys, Consistency consistency, CancellationToken stop)
        {
            foreach (var key in keys) Read(key.Table);
            return store.Get(keys, consistency, stop);
        }

        public Task<Page> Query(Query query, CancellationToken stop)
        {
            Read(query.Table);
            return store.Query(query, stop);
        }

        public Task<Page> Scan(TableDefinition table, string? index, string? cursor, int limit, CancellationToken stop)
        {
            Read(table);
            if (!grants.Uses.HasFlag(Uses.Sweep) || !table.Indexes.Any(of => of.Name == index && of.OfDueWork)) throw NotGranted(function, $"to read all of {table.Name}");
            return store.Scan(table, index, cursor, limit, stop);
        }

        public Task<Outcome> Write(IReadOnlyList<Change> changes, CancellationToken stop)
        {
            foreach (var change in changes)
            {
                if (!grants.MayWrite(change.Key.Table)) throw NotGranted(function, $"to write {change.Key.Table.Name}");
            }

            return store.Write(changes, stop);
        }

        private void Read(TableDefinition table)
        {
            if (!grants.MayRead(table)) throw NotGranted(function, $"to read {table.Name}");
        }
    }

    private sealed class GuardedFiles(IFiles files, string function, Uses uses, Uses read, Uses write) : IFiles
    {
        public Task Put(string key, byte[] content, string contentType, CancellationToken stop) => Needs(write).Put(key, content, contentType, stop);

        public Task<byte[]?> Get(string key, CancellationToken stop) => Needs(read).Get(key, stop);

        public Task<bool> Exists(string key, CancellationToken stop) => Needs(read).Exists(key, stop);

        public Task Delete(string key, CancellationToken stop) => Needs(write).Delete(key, stop);

        public UploadForm Form(string key, string contentType, long maxBytes, DateTimeOffset until) => Needs(write).Form(key, contentType, maxBytes, until);

        public Uri Link(string key, string fileName, DateTimeOffset until) => Needs(read).Link(key, fileName, until);

        private IFiles Needs(Uses use) => uses.HasFlag(use) ? files : throw NotGranted(function, use.ToString());
    }

    private sealed class Refusing(string function) : IPayments, IMail, IPeople
    {
        private InvalidOperationException Refused => NotGranted(function, "payments, mail or people");

        public string PublishableKey => throw Refused;

        public bool Live => throw Refused;

        public Task<PaymentIntent> Create(NewPayment payment, CancellationToken stop) => throw Refused;

        public Task<PaymentIntent> Get(string paymentIntentId, CancellationToken stop) => throw Refused;

        public Task<PaymentIntent> Cancel(string paymentIntentId, CancellationToken stop) => throw Refused;

        public Task<ProviderRefund> Refund(NewRefund refund, CancellationToken stop) => throw Refused;

        public Task<IReadOnlyList<ProviderRefund>> Refunds(string paymentIntentId, CancellationToken stop) => throw Refused;

        public Task<bool> Disputed(string paymentIntentId, CancellationToken stop) => throw Refused;

        public Task<TaxCalculation> Tax(string currency, IReadOnlyList<TaxedLine> lines, bool included, Address place, string key, CancellationToken stop) => throw Refused;

        public PaymentEvent? Open(string body, string? signature, DateTimeOffset now) => throw Refused;

        public Task Send(Mail mail, CancellationToken stop) => throw Refused;

        public Task AddToGroup(string userPoolId, string userName, string group, CancellationToken stop) => throw Refused;
    }

    private sealed class RefusedCodes(string function) : ITicketCodes
    {
        private InvalidOperationException Refused => NotGranted(function, "ticket keys");

        public IReadOnlyList<(int KeyId, string X, string Y)> PublicKeys => throw Refused;

        public IReadOnlyList<(int KeyId, string Key)> KeysOf(string eventId) => throw Refused;

        public TicketCode Typed(string ticketId, int issue) => throw Refused;

        public string Sealed(string ticketId, int issue, Event of) => throw Refused;

        public Opened Open(string qr, string eventId) => throw Refused;
    }
}
