using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EventTicketing.Api;

namespace EventTicketing.Tests.Api;

/// <summary>Who may call which endpoint on whose objects: see <c>authorization.txt</c>.</summary>
public sealed class AuthorizationTests(AuthorizationFixture stage) : IClassFixture<AuthorizationFixture>
{
    /// <summary>Headers that differ in every answer.</summary>
    private static readonly string[] OfEveryAnswer = ["x-request-id", "Date", "Content-Length"];

    public static TheoryData<string> Names => [.. Endpoints.All.Select(endpoint => endpoint.Name)];

    [Fact]
    public void Every_endpoint_has_its_row()
    {
        var (expected, rows) = (Endpoints.All.SelectMany(AuthorizationTable.RowsOf).ToList(), AuthorizationTable.Rows.ToList());
        List<string> errors =
        [
            .. expected.Except(rows).Select(row => $"has no row '{row}'"),
            .. rows.Except(expected).Select(row => $"has a row '{row}' for which there is no endpoint"),
        ];
        Assert.True(errors.Count == 0, $"{AuthorizationTable.File} {string.Join(", ", errors)}.");
        Assert.Equal(expected, rows);
        Assert.True(AuthorizationTable.IsWhole, $"{AuthorizationTable.File} has a row with too few or too many columns.");
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Everybody_gets_what_the_table_says(string name)
    {
        var foreign = await stage.Foreign(name);
        var before = await Shown(foreign);
        var refused = await Replies(AuthorizationTable.Cells[name].Where(cell => cell.IsRefusal), foreign[^1]);
        var after = await Shown(foreign);
        var served = await Replies(AuthorizationTable.Cells[name].Where(cell => !cell.IsRefusal), foreign[^1]);

        List<string> errors = [.. refused.Concat(served).SelectMany(reply => reply.WhyNotExpected())];
        if (!JsonNode.DeepEquals(before, after))
            errors.Add($"{name} changed what is foreign, from {before.ToJsonString()} to {after.ToJsonString()}");
        errors.AddRange(
            refused
                .GroupBy(reply => (reply.Answer.Status, reply.Cell.Code))
                .SelectMany(same => same.SelectMany(reply => reply.DiffersFrom(same.First())))
        );
        var secrets = Distinctive(before).ToList();
        Assert.NotEmpty(secrets);
        errors.AddRange(refused.SelectMany(reply => reply.Tells(secrets)));
        var isPublic = Endpoints.All.Single(endpoint => endpoint.Name == name).Access == Access.Public;
        if (isPublic)
            secrets = [.. secrets.Except(Distinctive(await stage.Public(foreign[^1])))];
        foreach (var reply in served.Where(reply => reply.Cell.Object != "foreign"))
        {
            var hidden = secrets.Except(reply.Known).ToList();
            // The figures of the platform name the categories of all events.
            if (name == nameof(AdminEndpoints.GetPlatformAnalytics))
                hidden.RemoveAll(secret => secret.StartsWith("matrix ", StringComparison.Ordinal));
            Assert.NotEmpty(hidden);
            errors.AddRange(reply.Tells(hidden));
        }

        Assert.True(errors.Count == 0, string.Join('\n', errors.Take(20)));
    }

    [Fact]
    public async Task A_token_is_good_only_as_its_pool_made_it()
    {
        var draft = await stage.OwnDraft();
        async Task<string> Statuses(string token) =>
            $"{(await stage.With(token).Get("/me")).Status} {(await stage.With(token).Get(draft)).Status}";
        Assert.Equal("200 200", await Statuses(stage.Forger.Signed()));
        foreach (var (what, token) in stage.Forger.Others())
            Assert.Equal($"401 401 {what}", $"{await Statuses(token)} {what}");
        // Without scopes the authorizer accepts only id tokens.
        Assert.Equal(401, (await stage.With(stage.Forger.ForAccess()).Get("/me")).Status);
    }

    private async Task<List<Reply>> Replies(IEnumerable<Cell> cells, Target foreign)
    {
        List<Reply> replies = [];
        foreach (var cell in cells)
        {
            foreach (var path in Endpoints.All.Single(endpoint => endpoint.Name == cell.Endpoint).Paths)
            {
                var about = await stage.About(cell, foreign);
                // What the answer may contain, read before the request.
                IReadOnlyList<string> known = cell.IsRefusal || cell.Object == "-" ? [] : [.. Distinctive(await about.Shown())];
                replies.Add(new(cell, path, about.Ids, known, await stage.Send(cell, path, about.Ids)));
            }
        }

        return replies;
    }

    private static async Task<JsonArray> Shown(IEnumerable<Target> targets)
    {
        var shown = new JsonArray();
        foreach (var target in targets)
            shown.Add((JsonNode)await target.Shown());
        return shown;
    }

    /// <summary>
    /// Values that identify an object: titles, names, addresses, ids, codes and amounts. Words such as <c>draft</c>, and times, may occur
    /// in other objects too.
    /// </summary>
    private static IEnumerable<string> Distinctive(JsonNode view) =>
        Leaves(view)
            .Where(leaf =>
                leaf.GetValueKind() == JsonValueKind.Number
                    ? leaf.GetValue<long>() >= 1000
                    : Regex.IsMatch($"{leaf}", @"^(?!\d{4}-\d\d-\d\dT)(?=.*[\d @]).{4,}$")
            )
            .Select(leaf => $"{leaf}")
            .Distinct();

    private static IEnumerable<JsonValue> Leaves(JsonNode? node) =>
        node switch
        {
            JsonObject fields => fields.SelectMany(field => Leaves(field.Value)),
            JsonArray items => items.SelectMany(Leaves),
            JsonValue value => [value],
            _ => [],
        };

    /// <param name="Known">What the object's owners can see.</param>
    private sealed record Reply(
        Cell Cell,
        string Path,
        IReadOnlyDictionary<string, string> About,
        IReadOnlyList<string> Known,
        Answer Answer
    )
    {
        private string Asked => $"{Cell} at {Path}";

        /// <summary>The answer without the ids in the request.</summary>
        private string Masked => About.Values.Aggregate($"{Headers} {Answer.Body?.ToJsonString()}", (text, id) => text.Replace(id, "…"));

        public IEnumerable<string> WhyNotExpected() =>
            Answer.Status == Cell.Status && (Cell.Code is null || Answer.Code == Cell.Code)
                ? []
                : [$"{Asked}: {Cell.Status} {Cell.Code} is expected, and this came: {Answer.Status} {Answer.Body?.ToJsonString()}"];

        public IEnumerable<string> DiffersFrom(Reply other) =>
            Masked == other.Masked ? [] : [$"{Asked} can be told from {other.Asked}: {Masked} is not {other.Masked}"];

        public IEnumerable<string> Tells(IEnumerable<string> secrets)
        {
            var told = Leaves(Answer.Body).Select(leaf => $"{leaf}").ToHashSet();
            var text = $"{Headers} {string.Join(' ', told)}";
            return secrets
                .Except(About.Values)
                .Where(secret => told.Contains(secret) || (secret.Length >= 8 && text.Contains(secret)))
                .Select(secret => $"{Asked} tells '{secret}'");
        }

        private string Headers =>
            string.Join(
                ' ',
                Answer
                    .Response.Headers.Concat(Answer.Response.Content.Headers)
                    .Where(header => !OfEveryAnswer.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
                    .Select(header => $"{header.Key}: {string.Join(',', header.Value)}")
            );
    }
}
