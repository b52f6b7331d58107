using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>A message to a webhook endpoint, by its key.</summary>
public readonly record struct DeliveryKey(string EndpointId, string DeliveryId);

/// <summary>Tells the webhook endpoints of organizations what has happened: notes messages, and sends them.</summary>
public static class Delivering
{
    /// <summary>
    /// The most attempts under way for one endpoint, and for all. Two workers send, the one that follows new messages and the one that
    /// runs by the minute, so that an endpoint has at most four, and all of them fifty.
    /// </summary>
    private const int AtOncePerEndpoint = 2,
        AtOnce = 25;

    /// <summary>The most messages of one endpoint in a run of the schedule.</summary>
    private const int MaxPerEndpoint = 200;

    private const int MaxAdmins = 20;

    /// <summary>
    /// Stores messages for the endpoints of an organization, unless they are stored already. The method is idempotent, and several
    /// functions may call it at once.
    /// </summary>
    /// <param name="load">What may be owed; is called only when the organization has endpoints that are enabled.</param>
    /// <param name="data">What a message says, as JSON.</param>
    public static async Task Note(
        App app,
        string organizationId,
        Func<IReadOnlyList<WebhookEndpoint>, Task<IReadOnlyList<WebhookOwed>>> load,
        Func<WebhookOwed, string> data,
        CancellationToken stop
    )
    {
        // Each on its own: no message needs another, and one that was noted by somebody else meanwhile stays as it is.
        foreach (var note in await Notes(app, organizationId, load, data, stop))
            await app.Db.Write([note], stop);
    }

    /// <summary>The changes that note the messages, for callers that write them in a transaction of their own.</summary>
    /// <inheritdoc cref="Note"/>
    public static async Task<IReadOnlyList<Change>> Notes(
        App app,
        string organizationId,
        Func<IReadOnlyList<WebhookEndpoint>, Task<IReadOnlyList<WebhookOwed>>> load,
        Func<WebhookOwed, string> data,
        CancellationToken stop
    )
    {
        // Read each time: a list that was read earlier would leave out the first messages to a new endpoint.
        var endpoints = (await app.Db.WebhookEndpoints.OfOrganization(organizationId).Where(endpoint => endpoint.Enabled).Page(stop)).Items;
        if (endpoints.Count == 0)
            return [];
        var (now, owed) = (app.Now, await load(endpoints));
        var due = endpoints
            .SelectMany(endpoint => owed.Where(one => one.IsFor(endpoint, now)).Select(one => (Endpoint: endpoint, Owed: one)))
            .Select(each => (each.Endpoint, each.Owed, Id: each.Owed.IdFor(each.Endpoint)))
            .ToList();
        List<Change> notes = [];
        foreach (var chunk in due.Chunk(100))
        {
            var known = await app.Db.WebhookDeliveries.Known(
                [.. chunk.Select(each => app.Db.WebhookDeliveries.KeyOf(each.Endpoint.EndpointId, each.Id))],
                stop
            );
            notes.AddRange(
                chunk
                    .Where(each => !known.Contains(app.Db.WebhookDeliveries.KeyOf(each.Endpoint.EndpointId, each.Id)))
                    .Select(each => app.Db.WebhookDeliveries.Create(New(each.Endpoint, each.Owed.Type, each.Id, data(each.Owed), now)))
            );
        }

        return notes;
    }

    /// <summary>A message that is queued.</summary>
    /// <param name="data">What it says, as JSON.</param>
    public static WebhookDelivery New(WebhookEndpoint endpoint, WebhookType type, string deliveryId, string data, DateTimeOffset now) =>
        new()
        {
            EndpointId = endpoint.EndpointId,
            DeliveryId = deliveryId,
            OrganizationId = endpoint.OrganizationId,
            Type = type,
            Body =
                $$"""{"id":"{{deliveryId}}","type":"{{type.Text()}}","createdAt":"{{SortableInstant.Text(now)}}","""
                + $$"""
                    "organizationId":"{{endpoint.OrganizationId}}","data":{{data}}}
                    """,
            CreatedAt = now,
        };

    /// <summary>The messages whose attempt is due.</summary>
    public static async Task<IReadOnlyList<DeliveryKey>> Due(App app, CancellationToken stop) =>
        [
            .. (await app.Db.DueWebhooks.DueBy(Tables.DueWebhooks, app.Now, app.Settings.Limits.Delivered, stop))
                .OrderBy(due => due.DueAt)
                .GroupBy(due => due.EndpointId, StringComparer.Ordinal)
                .SelectMany(ofEndpoint => ofEndpoint.Take(MaxPerEndpoint))
                .Select(due => new DeliveryKey(due.EndpointId, due.DeliveryId)),
        ];

    /// <summary>
    /// Attempts these messages as far as they are due, several at once, but few of one endpoint: a slow one holds up no other. Begins no
    /// attempt after <paramref name="time"/>; what is left stays due.
    /// </summary>
    /// <param name="attempt">Runs one piece of work, given its subject, and returns whether it succeeded.</param>
    /// <returns>How many were attempted.</returns>
    public static async Task<int> Deliver(
        App app,
        IReadOnlyList<DeliveryKey> messages,
        TimeSpan time,
        Func<string, Func<Task>, Task<bool>> attempt,
        CancellationToken stop
    )
    {
        var until = app.Now + time;
        var waiting = messages.Distinct().ToList();
        var busy = new Dictionary<string, int>(StringComparer.Ordinal);
        var (guard, done) = (new Lock(), 0);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, waiting.Count)).Select(_ => Lane()));
        return done;

        async Task Lane()
        {
            while (Next() is { } key)
            {
                if (await attempt(key.DeliveryId, () => Attempt(app, key, stop)))
                    Interlocked.Increment(ref done);
                lock (guard)
                    busy[key.EndpointId]--;
            }
        }

        // A lane that finds only messages of busy endpoints ends: those endpoints' own lanes go on.
        DeliveryKey? Next()
        {
            lock (guard)
            {
                var place = waiting.FindIndex(key => busy.GetValueOrDefault(key.EndpointId) < AtOncePerEndpoint);
                if (place < 0 || app.Now >= until || stop.IsCancellationRequested)
                    return null;
                var key = waiting[place];
                waiting.RemoveAt(place);
                busy[key.EndpointId] = busy.GetValueOrDefault(key.EndpointId) + 1;
                return key;
            }
        }
    }

    private static async Task Attempt(App app, DeliveryKey key, CancellationToken stop)
    {
        if (await app.Db.WebhookDeliveries.Find(key.EndpointId, key.DeliveryId, stop) is not { } queued || !queued.IsDue(app.Now))
            return;
        if (await app.Db.WebhookEndpoints.Find(queued.OrganizationId, key.EndpointId, stop) is not { Enabled: true } endpoint)
        {
            await app.Db.Write([app.Db.WebhookDeliveries.Delete(queued)], stop);
            return;
        }

        // Whoever counts the attempt makes it.
        if (await app.Db.WebhookDeliveries.TrySave(queued.Attempt(app.Now), stop) is not { Status: WebhookStatus.Queued } counted)
            return;
        var made = await Send(app, endpoint, counted.DeliveryId, counted.Body, stop);
        await app.Db.WebhookDeliveries.TrySave(counted.Ended(made), stop);
        await NoteOn(app, endpoint, made, stop);
    }

    /// <summary>Sends a message once.</summary>
    public static Task<WebhookAttempt> Send(App app, WebhookEndpoint endpoint, string deliveryId, string body, CancellationToken stop)
    {
        var now = app.Now;
        var secrets = endpoint.SecretsAt(now).Select(secret => app.WebhookSecrets.Open(endpoint.EndpointId, secret));
        var timestamp = now.ToUnixTimeSeconds();
        return app.Webhooks.Send(
            new(new(endpoint.Url), deliveryId, timestamp, WebhookSignature.Of(secrets, deliveryId, timestamp, body), body),
            stop
        );
    }

    /// <summary>Notes the outcome on the endpoint. When that switches it off, tells the administrators of the organization.</summary>
    private static Task<Result<WebhookEndpoint>> NoteOn(App app, WebhookEndpoint of, WebhookAttempt made, CancellationToken stop) =>
        app.Db.Decide<WebhookEndpoint>(
            async () =>
            {
                if (await app.Db.WebhookEndpoints.Find(of.OrganizationId, of.EndpointId, stop) is not { } current)
                    return Problem.NotFound("webhook_endpoint");
                // It was switched off and on, or leads elsewhere now: the attempt says nothing of what it is.
                if (current.Since != of.Since || current.Url != of.Url)
                    return current;
                var next = current.After(made, app.Now);
                return next.Enabled || !current.Enabled
                    ? app.Db.WebhookEndpoints.Save(current, next)
                    : app.Db.WebhookEndpoints.Save(
                        current,
                        next,
                        [app.Db.Activities.Create(SwitchedOff(app, next)), .. await Mails(app, next, stop)]
                    );
            },
            stop
        );

    private static Activity SwitchedOff(App app, WebhookEndpoint endpoint) =>
        new()
        {
            ActivityId = app.Ids.New("act"),
            At = app.Now,
            ActorId = "webhooks",
            ActorKind = ActorKind.System,
            Action = "webhookSwitchedOff",
            SubjectId = endpoint.EndpointId,
            OrganizationId = endpoint.OrganizationId,
            Reason = null,
            RequestId = endpoint.EndpointId,
        };

    private static async Task<IReadOnlyList<Change>> Mails(App app, WebhookEndpoint endpoint, CancellationToken stop)
    {
        var organization = await app.Db.Organizations.Find(endpoint.OrganizationId, stop);
        var members = await app
            .Db.Members.OfOrganization(endpoint.OrganizationId)
            .Where(member => member is { Email: not null, Kind: MemberKind.Person } && member.Role.May(Permissions.Settings))
            .Take(MaxAdmins)
            .Page(stop);
        // The organizer of a personal organization is one without a stored membership.
        var owner = organization?.PersonalOf is { } userId ? await app.Db.People.Find(userId, stop) : null;
        return
        [
            .. members
                .Items.Select(member => (Address: member.Email!, member.Name))
                .Concat(owner?.Email is { } address ? [(address, owner.Name)] : [])
                .DistinctBy(admin => admin.Address, StringComparer.OrdinalIgnoreCase)
                .Select(admin => app.Db.Notifications.Create(endpoint.Mail(admin.Address, admin.Name, app.Now))),
        ];
    }
}
