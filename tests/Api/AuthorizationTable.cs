using EventTicketing.Api;

namespace EventTicketing.Tests.Api;

/// <param name="State">Of the object; <c>-</c> when there is none.</param>
/// <param name="Code">Of the problem; null when it is none.</param>
public sealed record Cell(string Endpoint, string Object, string State, string Caller, int Status, string? Code)
{
    public bool IsRefusal => Status >= 400;

    public override string ToString() => $"{Endpoint} of {Object} by {Caller}";
}

/// <summary>What <c>authorization.txt</c> says.</summary>
public static class AuthorizationTable
{
    public const string File = "tests/Api/authorization.txt";

    private static readonly string[][] Lines =
    [
        .. System.IO.File.ReadLines(Path.Combine(NodeTools.Folder, "..", "..", File)).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
    ];

    public static ILookup<string, Cell> Cells { get; } = Lines[1..]
        .SelectMany(line => Lines[0][3..^1].Zip(line[3..^1], (caller, status) => Cell(line, caller, int.Parse(status))))
        .ToLookup(cell => cell.Endpoint);

    /// <summary>Whether every row has all columns.</summary>
    public static bool IsWhole => Lines.All(line => line.Length == Lines[0].Length);

    /// <summary>As they stand there: the endpoint and the object.</summary>
    public static IEnumerable<string> Rows => Lines[1..].Select(line => $"{line[0]} {line[1]}");

    /// <summary>Those that an endpoint must have, by what its request names.</summary>
    public static IEnumerable<string> RowsOf(Endpoint endpoint)
    {
        var names = Schema.Of(endpoint.Request).Properties.Keys.ToList();
        string[] objects = endpoint.PathParameters.Count > 1 ? ["own", "foreign", "mixed", "partial", "absent"]
            : names.Contains("registrationId") || names.Contains("ticketId") ? ["own", "sold", "foreign", "absent"]
            : names.Exists(name => name.EndsWith("Id", StringComparison.Ordinal)) ? ["own", "foreign", "absent"]
            : ["-"];
        return objects.Select(kind => $"{endpoint.Name} {kind}");
    }

    private static Cell Cell(string[] line, string caller, int status) => new(line[0], line[1], line[2], caller, status, status switch
    {
        < 400 => null,
        401 => "unauthorized",
        403 => "forbidden",
        _ => line[^1],
    });
}
