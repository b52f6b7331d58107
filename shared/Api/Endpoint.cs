using System.Runtime.CompilerServices;
using EventTicketing.Data;

namespace EventTicketing.Api;

/// <summary>Who may call. Whose object it is gets decided by the function: somebody else's is 404.</summary>
public enum Access
{
    /// <summary>Anybody. A caller who signs in anyway is known to the function.</summary>
    Public,

    /// <summary>Any signed-in person.</summary>
    User,

    /// <summary>Members of the group Organizers, and managers of an organization.</summary>
    Organizer,

    /// <summary>Members of an organization, whatever their role.</summary>
    Staff,

    Admin,
    Super,

    /// <summary>Nobody: not on the gateway.</summary>
    System,
}

/// <summary>What a function may use besides tables.</summary>
[Flags]
public enum Uses
{
    Nothing = 0,
    Payments = 1,

    /// <summary>The tickets' PDFs: to look at them and to make links to them.</summary>
    ReadFiles = 2,
    WriteFiles = 4,
    Mail = 8,

    /// <summary>The keys that seal and open ticket codes.</summary>
    TicketKeys = 16,

    /// <summary>The key that signs page cursors.</summary>
    Cursors = 32,

    /// <summary>Groups in the user pool.</summary>
    ChangeGroups = 64,

    /// <summary>Whole indexes of due work.</summary>
    Sweep = 128,

    /// <summary>What people upload: to look at it and to make links to it.</summary>
    ReadUploads = 256,

    /// <summary>To let people upload, and to delete it.</summary>
    WriteUploads = 512,

    /// <summary>What people export: to make links to it.</summary>
    ReadExports = 1024,
    WriteExports = 2048,
}

/// <summary>What a function may touch: its role in the cloud, and what the runtime lets it touch everywhere.</summary>
public sealed record Grants(IReadOnlyList<TableDefinition> Reads, IReadOnlyList<TableDefinition> Writes, Uses Uses)
{
    public static readonly Grants None = new([], [], Uses.Nothing);

    /// <summary>Of the endpoint or worker with this name.</summary>
    public static Grants Of(string function) =>
        Endpoints.All.FirstOrDefault(endpoint => endpoint.Name == function)?.Grants ?? Workers.All.Single(worker => worker.Name == function).Grants;

    public static Grants Read(params IReadOnlyList<TableDefinition> tables) => None with { Reads = tables };

    /// <summary>Read and write.</summary>
    public static Grants Write(params IReadOnlyList<TableDefinition> tables) => None with { Writes = tables };

    public Grants AndRead(params IReadOnlyList<TableDefinition> tables) => this with { Reads = [.. Reads, .. tables] };

    public bool MayRead(TableDefinition table) => Reads.Contains(table) || Writes.Contains(table);

    public bool MayWrite(TableDefinition table) => Writes.Contains(table);

    public Grants And(Uses uses) => this with { Uses = Uses | uses };

    /// <summary>The secrets that it needs, by their names in <see cref="SecretNames"/>.</summary>
    public IEnumerable<string> Secrets => SecretNames.All.Where(secret => Uses.HasFlag(secret.For)).Select(secret => secret.Name);
}

/// <summary>Where secrets are kept: apart, so that a function can be given one without the others.</summary>
public static class SecretNames
{
    public static readonly IReadOnlyList<(string Name, Uses For)> All =
        [("stripe", Uses.Payments), ("ticket-keys", Uses.TicketKeys), ("cursors", Uses.Cursors)];

    /// <summary>For example <c>event-ticketing/prod/stripe</c>.</summary>
    public static string In(string stage, string name) => $"event-ticketing/{stage}/{name}";
}

/// <summary>One row of the API. Its field's name is its name everywhere: folder, project, Lambda function and operation id.</summary>
public abstract record Endpoint(string Method, string Path, Access Access, string Summary, Grants Own, string Name)
{
    /// <summary>What the function itself needs, and what the runtime needs to serve it.</summary>
    public Grants Grants => Own with
    {
        Reads = NeedsMemberships ? [.. Own.Reads, Tables.Members] : Own.Reads,
        Writes = Idempotent ? [.. Own.Writes, Tables.Requests] : Own.Writes,
        Uses = typeof(PageRequest).IsAssignableFrom(Request) ? Own.Uses | Uses.Cursors : Own.Uses,
    };

    /// <summary>A second path to the same function.</summary>
    public string? AlsoAt { get; init; }

    /// <summary>All paths to it.</summary>
    public IReadOnlyList<string> Paths => AlsoAt is null ? [Path] : [Path, AlsoAt];

    /// <summary>By which it is called: whoever may read something without a token may ask whether it is there.</summary>
    public IReadOnlyList<string> Methods => this is { Method: "GET", Access: Access.Public } ? ["GET", "HEAD"] : [Method];

    /// <summary>Of the answer when it succeeds.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Whether <c>Idempotency-Key</c> makes a repeated call one call.</summary>
    public bool Idempotent { get; init; }

    /// <summary>Whether <c>If-Match</c> may name the version that the change is meant for.</summary>
    public bool Conditional { get; init; }

    /// <summary>Whether caches may keep for a moment what a visitor is answered, and give it to others: see docs/decisions/0025.</summary>
    public bool Shared { get; init; }

    /// <summary>The problem codes that are particular to it, besides those that every endpoint has.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Whether the caller's organizations are looked up before the function runs.</summary>
    public bool NeedsMemberships => Access is Access.Organizer or Access.Staff || Memberships;

    /// <summary>Set where administrators may act for every organization.</summary>
    public bool AdminsActForAll { get; init; }

    /// <summary>Set where a member of the organization may do what else only the owner of the object may.</summary>
    public bool Memberships { get; init; }

    public abstract Type Request { get; }

    public abstract Type Response { get; }

    /// <summary>The names in braces in the path.</summary>
    public IReadOnlyList<string> PathParameters => [.. Path.Split('/').Where(part => part.StartsWith('{')).Select(part => part[1..^1])];

    public bool HasBody => Method is "POST" or "PATCH" or "PUT";

    /// <summary>Whether a call without a body cannot be right: something has to be said that the path does not.</summary>
    public bool NeedsBody => HasBody && (Request == typeof(WebhookRequest) || Schema.Of(Request).Required.Except(PathParameters).Any());
}

public sealed record Endpoint<TRequest, TResponse>(
    string Method, string Path, Access Access, string Summary, Grants Grants, [CallerMemberName] string Name = "")
    : Endpoint(Method, Path, Access, Summary, Grants, Name)
{
    public override Type Request => typeof(TRequest);

    public override Type Response => typeof(TResponse);
}

/// <summary>What starts a worker.</summary>
public abstract record Trigger
{
    /// <summary>Changes of a table, in batches, per item in order, each at least once.</summary>
    public sealed record Stream(TableDefinition Table) : Trigger;

    public sealed record Schedule(TimeSpan Every) : Trigger;

    /// <summary>A person has confirmed the address given at sign-up; the user pool waits for it.</summary>
    public sealed record SignUp : Trigger;
}

/// <summary>A function that nobody calls: it follows changes, or runs by the clock.</summary>
public sealed record Worker(Trigger Trigger, string Summary, Grants Grants, [CallerMemberName] string Name = "");
