using System.Runtime.CompilerServices;
using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Api;

/// <summary>Who may call. The function checks who owns the object, and answers 404 to everybody else.</summary>
public enum Access
{
    /// <summary>Anybody. A token is optional.</summary>
    Public,

    /// <summary>
    /// The buyer of the order: signed in, or a guest who sends the key of the order in <c>X-Order-Key</c>. The key of a ticket opens that
    /// ticket only.
    /// </summary>
    Order,

    /// <summary>Any signed-in person.</summary>
    User,

    /// <summary>Members of the group Organizers, and managers of an organization.</summary>
    Organizer,

    /// <summary>Members of an organization, whatever their role.</summary>
    Staff,

    Admin,
    Super,
}

/// <summary>One row of the API. The name of its field is used everywhere: folder, project, Lambda function and operation id.</summary>
public abstract record Endpoint(string Method, string Path, Access Access, string Summary, Grants Own, string Name)
{
    /// <summary>
    /// The grants of the row, and those that the runtime needs to serve it: memberships, stored responses, keys of cursors and orders.
    /// </summary>
    public Grants Grants =>
        Own with
        {
            Reads =
            [
                .. Own.Reads,
                .. NeedsMemberships ? [Tables.Members] : Array.Empty<TableDefinition>(),
                .. HasCallers ? [Tables.Revocations] : Array.Empty<TableDefinition>(),
            ],
            Writes =
            [
                .. Own.Writes,
                .. Idempotent && !Recognizes ? [Tables.Requests] : Array.Empty<TableDefinition>(),
                .. Recorded ? [Tables.Activities] : Array.Empty<TableDefinition>(),
            ],
            Uses =
                Own.Uses
                | (typeof(IPaged).IsAssignableFrom(Request) ? Uses.Cursors : Uses.Nothing)
                | (Access == Access.Order ? Uses.OrderKeys : Uses.Nothing),
        };

    /// <summary>A second path to the same function.</summary>
    public string? AlsoAt { get; init; }

    /// <summary>The path and, if there is one, the alias.</summary>
    public IReadOnlyList<string> Paths => AlsoAt is null ? [Path] : [Path, AlsoAt];

    /// <summary>HTTP methods: public GET endpoints also answer HEAD.</summary>
    public IReadOnlyList<string> Methods => this is { Method: "GET", Access: Access.Public } ? ["GET", "HEAD"] : [Method];

    /// <summary>Status code of a successful response.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Whether the endpoint honors <c>Idempotency-Key</c>: a retry with the same key has no second effect.</summary>
    public bool Idempotent { get; init; }

    /// <summary>
    /// Whether the function itself recognizes a repeated request, by the object that the first one created. Otherwise the answer is stored
    /// and repeated.
    /// </summary>
    public bool Recognizes { get; init; }

    /// <summary>Whether the endpoint honors <c>If-Match</c> with the version of the object.</summary>
    public bool Conditional { get; init; }

    /// <summary>Whether shared caches may store responses to requests without a token, for a second: see docs/decisions/0025.</summary>
    public bool Shared { get; init; }

    /// <summary>Problem codes of this endpoint, besides those that all endpoints have.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Codes of field errors that the domain finds, besides those that follow from the request's schema.</summary>
    public IReadOnlyList<string> FieldCodes { get; init; } = [];

    /// <summary>Whether the caller's memberships are loaded before the function runs.</summary>
    public bool NeedsMemberships => Access is Access.Organizer or Access.Staff || Memberships;

    /// <summary>Whether the gateway requires a token and verifies it. Otherwise the function verifies one that is sent.</summary>
    public bool NeedsToken => Access is not (Access.Public or Access.Order);

    /// <summary>Whether a public endpoint serves signed-in callers, too.</summary>
    public bool ForCallers { get; init; }

    /// <summary>Whether requests are served for a signed-in caller.</summary>
    public bool HasCallers => Access != Access.Public || NeedsMemberships || ForCallers;

    /// <summary>What the caller's role in the organization of the object has to allow.</summary>
    public Permissions Permission
    {
        get =>
            field != Permissions.None ? field
            : Access == Access.Staff ? Permissions.Gate
            : Permissions.Events;
        init;
    }

    /// <summary>
    /// Whether the function records who did it, in the transaction of the act. Selling, paying and scanning have records of their own.
    /// </summary>
    public bool Recorded { get; init; }

    /// <summary>Whether gate devices may call, for their events. All other endpoints refuse them.</summary>
    public bool Devices { get; init; }

    /// <summary>
    /// The name of the field of the answer that holds a secret, such as a pairing code; null when no field does. The secret is given once:
    /// a request that is repeated with the same <c>Idempotency-Key</c> gets the stored answer, in which this field is null.
    /// </summary>
    public string? SecretInAnswer { get; init; }

    /// <summary>Whether administrators may act for every organization.</summary>
    public bool AdminsActForAll { get; init; }

    /// <summary>
    /// Whether the function needs the caller's memberships although <see cref="Access"/> does not require them: members of the organization
    /// may then do what otherwise only the object's owner may.
    /// </summary>
    public bool Memberships { get; init; }

    public abstract Type Request { get; }

    public abstract Type Response { get; }

    /// <summary>The names in braces in <see cref="Path"/>.</summary>
    public IReadOnlyList<string> PathParameters => [.. Path.Split('/').Where(part => part.StartsWith('{')).Select(part => part[1..^1])];

    public bool HasBody => Method is "POST" or "PATCH" or "PUT";
}

public sealed record Endpoint<TRequest, TResponse>(
    string Method,
    string Path,
    Access Access,
    string Summary,
    Grants Grants,
    [CallerMemberName] string Name = ""
) : Endpoint(Method, Path, Access, Summary, Grants, Name)
{
    public override Type Request => typeof(TRequest);

    public override Type Response => typeof(TResponse);
}
