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
