using System.Text.Json;
using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Flows;
using EventTicketing.Ports;

namespace EventTicketing.Runtime;

/// <summary>
/// Refuses every access that the row of the function does not grant. In the cloud its IAM role refuses it too; here local tests find a
/// missing grant first.
/// </summary>
public static class Guarded
{
    public static App For(App app, string function, Grants grants)
    {
        bool May(Uses use) => grants.Uses.HasFlag(use);
        var files = grants.Files.ToDictionary(
            grant => grant.Bucket,
            IFiles (grant) => new GuardedFiles(app.Files(grant.Bucket), function, grant.Bucket, grant.May)
        );
        return new App
        {
            Function = function,
            Store = new GuardedStore(app.Store, function, grants),
            Payments = May(Uses.Payments) ? app.Payments : null,
            Mail = May(Uses.Mail) ? app.Mail : null,
            Sms = May(Uses.Sms) && app.Settings.Sms ? app.Sms : null,
            People = grants.UsePeople ? app.People : null,
            Codes = May(Uses.TicketKeys) ? app.Codes : null,
            OrderKeys = May(Uses.OrderKeys) ? app.OrderKeys : null,
            Webhooks = May(Uses.Webhooks) ? app.Webhooks : null,
            WebhookSecrets = May(Uses.WebhookKeys) ? app.WebhookSecrets : null,
            Files = bucket => files.GetValueOrDefault(bucket) ?? throw App.NotGranted(function, $"files of {bucket.Name}"),
            Queues = queue => grants.Sends.Contains(queue) ? app.Queues(queue) : throw App.NotGranted(function, $"to send to {queue.Name}"),
            RenderPdf = app.RenderPdf,
            Settings = app.Settings,
            Ids = app.Ids,
            Clock = app.Clock,
            Backoff = app.Backoff,
        };
    }

    private sealed class GuardedStore(IStore store, string function, Grants grants) : IStore
    {
        public Task<IReadOnlyList<JsonElement?>> Get(IReadOnlyList<Key> keys, Consistency consistency, CancellationToken stop)
        {
            foreach (var key in keys)
                Read(key.Table);
            return store.Get(keys, consistency, stop);
        }

        public Task<Page> Query(Query query, CancellationToken stop)
        {
            Read(query.Table);
            return store.Query(query, stop);
        }

        public Task<Page> Scan(TableDefinition table, IndexDefinition? index, string? cursor, int limit, CancellationToken stop)
        {
            Read(table);
            var may = index is null
                ? table == Tables.Events && grants.Uses.HasFlag(Uses.ScanEvents)
                : index.OfDueWork && grants.Uses.HasFlag(Uses.Sweep);
            if (!may)
                throw App.NotGranted(function, $"to read all of {table.Name}");
            return store.Scan(table, index, cursor, limit, stop);
        }

        public Task<Outcome> Write(IReadOnlyList<Change> changes, CancellationToken stop)
        {
            foreach (var change in changes)
            {
                if (!grants.MayWrite(change.Key.Table))
                    throw App.NotGranted(function, $"to write {change.Key.Table.Name}");
            }

            return store.Write(changes, stop);
        }

        private void Read(TableDefinition table)
        {
            if (!grants.MayRead(table))
                throw App.NotGranted(function, $"to read {table.Name}");
        }
    }

    private sealed class GuardedFiles(IFiles files, string function, BucketDefinition bucket, May granted) : IFiles
    {
        public Task Put(string key, byte[] content, string contentType, CancellationToken stop) =>
            Needs(May.Put).Put(key, content, contentType, stop);

        public Task<byte[]?> Get(string key, CancellationToken stop) => Needs(May.Get).Get(key, stop);

        public Task<bool> Exists(string key, CancellationToken stop) => Needs(May.Get).Exists(key, stop);

        public Task Delete(string key, CancellationToken stop) => Needs(May.Delete).Delete(key, stop);

        public Task DeleteAll(string folder, CancellationToken stop) => Needs(May.Get | May.Delete).DeleteAll(folder, stop);

        public UploadForm Form(string key, string contentType, long maxBytes, DateTimeOffset until) =>
            Needs(May.Put).Form(key, contentType, maxBytes, until);

        public Uri Link(string key, string fileName, DateTimeOffset until) => Needs(May.Get).Link(key, fileName, until);

        private IFiles Needs(May may) =>
            granted.HasFlag(may) ? files : throw App.NotGranted(function, $"to {may.ToString().ToLowerInvariant()} files of {bucket.Name}");
    }
}
