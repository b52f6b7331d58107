using EventTicketing.Api;

namespace EventTicketing.Tests.Api;

/// <param name="State">State of the object; <c>-</c> when there is no object.</param>
/// <param name="Code">Code of the problem; null for a success.</param>
public sealed record Cell(string Endpoint, string Object, string State, string Caller, int Status, string? Code)
{
    public bool IsRefusal => Status >= 400;

    public override string ToString() => $"{Endpoint} of {Object} by {Caller}";
}

/// <summary>The contents of <c>authorization.txt</c>.</summary>
public static class AuthorizationTable
{
    public const string File = "tests/Api/authorization.txt";

    private static readonly string[][] Lines =
    [
        .. System
            .IO.File.ReadLines(Path.Combine(NodeTools.Folder, "..", "..", File))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
    ];

    public static ILookup<string, Cell> Cells { get; } =
        Lines[1..]
            .SelectMany(line => Lines[0][3..^1].Zip(line[3..^1], (caller, status) => Cell(line, caller, int.Parse(status))))
            .ToLookup(cell => cell.Endpoint);

    /// <summary>Whether every row has all columns.</summary>
    public static bool IsWhole => Lines.All(line => line.Length == Lines[0].Length);

    /// <summary>The rows in their order: endpoint and object.</summary>
    public static IEnumerable<string> Rows => Lines[1..].Select(line => $"{line[0]} {line[1]}");

    /// <summary>The rows that an endpoint must have, depending on the ids in its request.</summary>
    public static IEnumerable<string> RowsOf(Endpoint endpoint)
    {
        // A filter of a list names no object of the request.
        var names = Schema.Of(endpoint.Request).Required;
        string[] objects =
            endpoint.Access is Access.Admin or Access.Super ? (endpoint.PathParameters.Count > 0 ? ["any", "absent"] : ["-"])
            : endpoint.PathParameters.Count > 1 ? ["own", "foreign", "mixed", "partial", "absent"]
            : names.Contains("registrationId") || names.Contains("ticketId") ? ["own", "sold", "foreign", "absent"]
            : names.Any(name => name.EndsWith("Id", StringComparison.Ordinal)) ? ["own", "foreign", "absent"]
            : ["-"];
        return objects.Select(kind => $"{endpoint.Name} {kind}");
    }

    private static Cell Cell(string[] line, string caller, int status) =>
        new(
            line[0],
            line[1],
            line[2],
            caller,
            status,
            status switch
            {
                < 400 => null,
                401 => caller == "revoked" ? "signed_out" : "unauthorized",
                403 => "forbidden",
                _ => line[^1],
            }
        );
}
