using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventTicketing.Data;
using EventTicketing.Documents;
using EventTicketing.Flows;

namespace EventTicketing.Cli;

/// <summary>Writes the items of a table into a file: JSON, one item in each line, or CSV. Secrets are left out.</summary>
internal static class ExportTable
{
    /// <summary>The most items of one file: those of CSV are all in memory, because any of them may have a column of its own.</summary>
    private const int Most = 10_000_000,
        MostOfCsv = 200_000;

    private const int ReadAtOnce = 1_000;

    /// <summary>The attribute with the time of an item: the first of these that it has.</summary>
    private static readonly string[] Times = ["createdAt", "issuedAt", "receivedAt", "at", "requestedAt", "updatedAt"];

    private static readonly Argument<string> Name = new("table") { Description = "Name of the table, such as registrations." };
    private static readonly Option<DateTimeOffset?> From = new("--from") { Description = "Only items of this time (UTC) or later." };
    private static readonly Option<DateTimeOffset?> To = new("--to") { Description = "Only items of before this time (UTC)." };
    private static readonly Option<string> Format = new("--format") { Description = "json or csv.", DefaultValueFactory = _ => "json" };
    private static readonly Option<FileInfo> File = new("--output") { Description = "The file to write.", Required = true };

    public static Command Command { get; } = Described();

    private static async Task<int> Run(ParseResult arguments, Deployment at, App app, CancellationToken stop)
    {
        var name = arguments.GetRequiredValue(Name);
        // What is answered once more to a repeated request may contain a secret in any place.
        if (name == Tables.Requests.Name || Tables.All.FirstOrDefault(table => table.Name == name) is not { } chosen)
            throw new InvalidOperationException(
                $"There is no table {name} to export: {string.Join(", ", Tables.All.Select(table => table.Name).Order())}."
            );
        var (from, to, file) = (arguments.GetValue(From), arguments.GetValue(To), arguments.GetRequiredValue(File));
        var items = Read(app, chosen, stop).Where(item => (from is null && to is null) || IsWithin(item, from, to));
        var written = arguments.GetValue(Format) == "csv" ? await WriteCsv(file, items, stop) : await WriteJson(file, items, stop);
        Console.WriteLine($"{file.Name}: {written} items.");
        return ExitCode.Done;
    }

    private static async IAsyncEnumerable<JsonObject> Read(
        App app,
        TableDefinition table,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop
    )
    {
        string? cursor = null;
        do
        {
            var page = await app.Store.Scan(table, null, cursor, ReadAtOnce, stop);
            foreach (var item in page.Items)
                yield return (JsonObject)Public(JsonObject.Create(item)!)!;
            cursor = page.Cursor;
        } while (cursor is not null);
    }

    /// <summary>A copy without properties named "…secret…": parts of ticket codes, and keys of webhook endpoints.</summary>
    private static JsonNode? Public(JsonNode? node) =>
        node switch
        {
            JsonObject found => new JsonObject(
                found
                    .Where(property => !property.Key.Contains("secret", StringComparison.OrdinalIgnoreCase))
                    .Select(property => KeyValuePair.Create(property.Key, Public(property.Value)))
            ),
            JsonArray list => new JsonArray([.. list.Select(Public)]),
            _ => node?.DeepClone(),
        };

    private static bool IsWithin(JsonObject item, DateTimeOffset? from, DateTimeOffset? to) =>
        Times.Select(name => item[name]).FirstOrDefault(value => value is not null) is JsonValue value
        && value.TryGetValue<DateTimeOffset>(out var time)
        && !(time < from)
        && !(time >= to);

    private static async Task<long> WriteJson(FileInfo file, IAsyncEnumerable<JsonObject> items, CancellationToken stop)
    {
        var written = 0L;
        await using var writer = new StreamWriter(file.FullName);
        await foreach (var item in items)
        {
            if (++written > Most)
                throw new InvalidOperationException($"There are more than {Most} items: choose a shorter time.");
            await writer.WriteLineAsync(item.ToJsonString().AsMemory(), stop);
        }

        return written;
    }

    /// <summary>A column for each attribute; lists and objects as JSON.</summary>
    private static async Task<long> WriteCsv(FileInfo file, IAsyncEnumerable<JsonObject> items, CancellationToken stop)
    {
        var all = await items.Take(MostOfCsv + 1).ToListAsync(stop);
        if (all.Count > MostOfCsv)
            throw new InvalidOperationException($"There are more than {MostOfCsv} items: choose a shorter time, or JSON.");
        string[] columns = [.. all.SelectMany(item => item.Select(property => property.Key)).Distinct().Order(StringComparer.Ordinal)];
        var rows = all.Select(item => (IReadOnlyList<object?>)[.. columns.Select(column => Cell(item[column]))]);
        await System.IO.File.WriteAllBytesAsync(file.FullName, Csv.Write([columns, .. rows]), stop);
        return all.Count;
    }

    private static object? Cell(JsonNode? value) =>
        value?.GetValueKind() switch
        {
            null => null,
            JsonValueKind.Number => value.GetValue<decimal>(),
            JsonValueKind.String => value.GetValue<string>(),
            _ => value.ToJsonString(),
        };

    private static Command Described()
    {
        Format.AcceptOnlyFromAmong("json", "csv");
        return new Command("export-table", "Writes the items of a table into a file, without secrets.")
        {
            Name,
            From,
            To,
            Format,
            File,
        }.Acts(Run);
    }
}
