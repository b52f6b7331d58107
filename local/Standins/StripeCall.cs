using System.Text.Json.Nodes;

namespace EventTicketing.Local.Standins;

/// <summary>An API call: its parameters, its changes, and the rendering of its result. Used only while holding the store's gate.</summary>
internal sealed class StripeCall(StripeStore store, StripeWebhooks webhooks, StripeForm form, StripeCaller caller)
{
    private static readonly HashSet<string> Expandable = ["latest_charge", "payment_intent", "payment_method", "charge", "dispute"];
    private static readonly HashSet<string> AlwaysWhole = ["balance_transaction", "customer", "refunds", "line_items"];
    private readonly Dictionary<string, StripeObject> _changes = [];

    public StripeForm Form => form;
    public StripeCaller Caller => caller;
    public long Now => store.Now.ToUnixTimeSeconds();
    public IReadOnlyList<StripeObject> Changes => [.. _changes.Values];

    /// <summary>The redirect target when a browser sent this call.</summary>
    public string? Next { get; set; }

    public string NewId(string prefix) => store.NewId(prefix);

    public T? Find<T>(string id)
        where T : StripeObject => (_changes.GetValueOrDefault(id) ?? store.Find<StripeObject>(id)) as T;

    /// <exception cref="StripeRefusal">404 with <paramref name="param"/> when the object does not exist.</exception>
    public T Get<T>(string kind, string? id = null, string param = "id")
        where T : StripeObject => Find<T>(id ?? caller.Id!) ?? throw StripeRefusal.Missing(kind, id ?? caller.Id!, param);

    public IEnumerable<T> All<T>()
        where T : StripeObject => store.All<T>();

    public T Save<T>(T changed)
        where T : StripeObject
    {
        _changes[changed.Id] = changed;
        return changed;
    }

    /// <summary>Creates an event with a snapshot of the subject, to be delivered after the commit.</summary>
    public void Emit(string type, StripeObject subject)
    {
        var happened = Save(
            new StripeEvent
            {
                Id = NewId("evt"),
                Created = Now,
                Type = type,
                Data = new(subject.Snapshot()),
                Request = new(caller.RequestId, caller.IdempotencyKey),
            }
        );
        for (var copy = 0; copy < webhooks.Copies; copy++)
            Save(webhooks.Addressed(happened));
    }

    public JsonNode Show(StripeObject shown)
    {
        var wire = shown.ToWire();
        foreach (var path in form.List("expand"))
            Expand(wire, path.Split('.'), path);
        return wire;
    }

    /// <summary>Returns a page of a list, newest first, with Stripe's cursors and its filter on <c>created</c>.</summary>
    public JsonNode Page(IEnumerable<StripeObject> objects)
    {
        var limit = form.Integer("limit") ?? 10;
        if (limit is < 1 or > 100)
            throw StripeRefusal.OutOfRange("limit", 1, 100);
        var (after, before) = (form.Text("starting_after"), form.Text("ending_before"));
        var wanted = InTime(objects)
            .Where(o => (after is null || Older(o.Id, after)) && (before is null || Older(before, o.Id)))
            .OrderByDescending(o => o.Id, StringComparer.Ordinal)
            .ToList();
        var page = before is null ? wanted.Take((int)limit) : wanted.TakeLast((int)limit);
        var list = new JsonObject
        {
            ["object"] = "list",
            ["url"] = caller.Path,
            ["has_more"] = wanted.Count > limit,
            ["data"] = new JsonArray([.. page.Select(o => o.ToWire())]),
        };
        foreach (var path in form.List("expand"))
            Expand(list, path.Split('.'), path);
        return list;
    }

    private IEnumerable<StripeObject> InTime(IEnumerable<StripeObject> objects)
    {
        var (gt, gte) = (form.Integer("created[gt]"), form.Integer("created[gte]"));
        var (lt, lte) = (form.Integer("created[lt]"), form.Integer("created[lte]"));
        return objects.Where(o => !(o.Created <= gt || o.Created < gte || o.Created >= lt || o.Created > lte));
    }

    private static bool Older(string id, string than) => string.CompareOrdinal(id, than) < 0;

    private void Expand(JsonNode? node, ReadOnlySpan<string> segments, string path)
    {
        if (segments.IsEmpty || node is null)
            return;
        if (segments.Length > 4)
            throw StripeRefusal.Invalid("Properties can be expanded at most 4 levels deep.", "expand");
        if (node is JsonArray members)
        {
            foreach (var member in members)
                Expand(member, segments, path);
            return;
        }
        var name = segments[0];
        if (name != "data" && !Expandable.Contains(name) && !AlwaysWhole.Contains(name))
            throw StripeRefusal.Invalid($"This property cannot be expanded ({path}).", "expand");
        if (Expandable.Contains(name) && node[name] is JsonValue id && Find<StripeObject>((string)id!) is { } whole)
            node[name] = whole.ToWire();
        Expand(node[name], segments[1..], path);
    }
}

/// <summary>The caller and target of a call.</summary>
/// <param name="Id">The object id from the path.</param>
/// <param name="Origin">This server's own address, for example <c>http://127.0.0.1:5085</c>.</param>
/// <param name="Publishable">Whether the call used the publishable key (a browser) instead of the secret key (a server).</param>
internal sealed record StripeCaller(
    string Method,
    string Path,
    string? Id,
    string Origin,
    string? RequestId = null,
    string? IdempotencyKey = null,
    bool Publishable = false
);
