using System.Text;
using System.Text.Json;
using EventTicketing.Api;
using EventTicketing.Data;

namespace EventTicketing.ApiDocuments;

/// <summary>The whole API as a text table: one line per path, the workers at the end.</summary>
public static class EndpointListing
{
    private static readonly string[] EndpointTitles = ["method", "path", "access", "name", "writes", "reads", "uses", "flags"];
    private static readonly string[] WorkerTitles = ["worker", "trigger", "writes", "reads", "uses"];

    public static string Write(IReadOnlyList<Endpoint> endpoints, IReadOnlyList<Worker> workers) =>
        string.Concat(
            Table([EndpointTitles, .. endpoints.SelectMany(RowsOf)]),
            "\n",
            Table([WorkerTitles, .. workers.Select(worker => (string[])[worker.Name, TextOf(worker.Trigger), .. TextOf(worker.Grants)])])
        );

    private static IEnumerable<string[]> RowsOf(Endpoint endpoint)
    {
        string[] Row(string path) =>
            [endpoint.Method, path, TextOf(endpoint.Access), endpoint.Name, .. TextOf(endpoint.Grants), TextOf(Flags(endpoint))];
        yield return Row(endpoint.Path);
        if (endpoint.AlsoAt is { } alias)
            yield return Row(alias);
    }

    private static IEnumerable<string> Flags(Endpoint endpoint)
    {
        if (endpoint.Idempotent)
            yield return "idempotent";
        if (endpoint.Conditional)
            yield return "conditional";
        if (endpoint.NeedsMemberships)
            yield return "memberships";
        if (endpoint.AdminsActForAll)
            yield return "admins act for all";
    }

    private static string[] TextOf(Grants grants) =>
        [
            TextOf(Names(grants.Writes)),
            TextOf(Names(grants.Reads)),
            TextOf([.. grants.Files.Select(TextOf), .. grants.Sends.Select(queue => $"send {queue.Name}"), .. Names(grants.Uses)]),
        ];

    private static IEnumerable<string> Names(IEnumerable<TableDefinition> tables) => tables.Select(table => table.Name);

    private static IEnumerable<string> Names(Uses uses) =>
        uses == Uses.Nothing ? [] : uses.ToString().Split(", ").Select(JsonNamingPolicy.KebabCaseLower.ConvertName);

    private static string TextOf((BucketDefinition Bucket, May May) grant) =>
        $"{grant.May.ToString().ToLowerInvariant().Replace(", ", "+", StringComparison.Ordinal)} {grant.Bucket.Name} files";

    private static string TextOf(Access access) => access.ToString().ToLowerInvariant();

    private static string TextOf(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("-"));

    private static string TextOf(Trigger trigger) =>
        trigger switch
        {
            Trigger.Stream stream => $"changes of {stream.Table.Name}",
            Trigger.Schedule { At: { } at } => $"every day at {at:HH:mm}",
            Trigger.Schedule schedule => $"every {schedule.Every.TotalMinutes} min",
            Trigger.Queue queue => $"messages of {queue.Definition.Name}",
            Trigger.SignUp => "a sign-up",
            _ => throw new ArgumentOutOfRangeException(nameof(trigger)),
        };

    private static string Table(IReadOnlyList<string[]> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => cell.PadRight(rows.Max(other => other[column].Length)));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }

        return text.ToString();
    }
}
