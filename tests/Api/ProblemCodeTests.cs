using System.Text.RegularExpressions;
using EventTicketing.Api;

namespace EventTicketing.Tests.Api;

/// <summary>
/// A row of the API lists the codes with which its function refuses. They are written again where they are refused, in the domain, the
/// flows and the functions.
/// </summary>
public sealed partial class ProblemCodeTests
{
    private static readonly string Root = Path.Combine(NodeTools.Folder, "..", "..");

    [Fact]
    public void Every_code_of_a_row_is_refused_somewhere()
    {
        var refused = Codes(AnyRefusal());
        Assert.All(Endpoints.All, endpoint => Assert.Empty(endpoint.Problems.Except(refused)));
    }

    [Fact]
    public void Every_conflict_is_listed_by_some_row() =>
        Assert.Empty(Codes(Conflict()).Except(Endpoints.All.SelectMany(endpoint => endpoint.Problems)).Except(["version_mismatch"]));

    /// <summary>The codes in the sources of what decides about a request.</summary>
    private static HashSet<string> Codes(Regex refusal) =>
        [
            .. new[] { "shared/Domain", "shared/Flows", "shared/Runtime", "functions" }
                .SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
                .SelectMany(file => refusal.Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)),
        ];

    [GeneratedRegex(@"Problem\.Conflict\(\s*""(\w+)""")]
    private static partial Regex Conflict();

    [GeneratedRegex(@"(?:Problem\.Conflict\(|ProblemKind\.\w+,)\s*""(\w+)""")]
    private static partial Regex AnyRefusal();

    /// <summary>For every answer that a test of this project gets: a conflict has a code that the row of its endpoint lists.</summary>
    internal static void AssertListed(HttpMethod method, string path, Answer answer)
    {
        if (answer.Status != 409 || RowOf(method, path.Split('?')[0]) is not { } row)
            return;
        Assert.True(
            row.Problems.Contains(answer.Code) || (row.Conditional && answer.Code == "version_mismatch"),
            $"{row.Name} refused with {answer.Code}, which its row does not list."
        );
    }

    /// <summary>The endpoint at a path; null when there is none. A fixed segment comes before a parameter.</summary>
    private static Endpoint? RowOf(HttpMethod method, string path)
    {
        var parts = path.Split('/');
        bool Fits(string pattern) =>
            pattern.Split('/') is var wanted
            && wanted.Length == parts.Length
            && wanted.Zip(parts).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);
        return Endpoints
            .All.Where(endpoint => endpoint.Method == method.Method && endpoint.Paths.Any(Fits))
            .MinBy(endpoint => endpoint.PathParameters.Count);
    }
}
