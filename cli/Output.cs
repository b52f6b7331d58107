using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EventTicketing.Api;
using EventTicketing.Documents;

namespace EventTicketing.Cli;

/// <summary>What commands print for people or, with <c>--json</c>, for programs; and the files that they write.</summary>
internal static class Output
{
    /// <summary>The API's JSON, for the answers of commands as well.</summary>
    private static readonly JsonSerializerOptions Wire = new(ApiJson.Wire)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(ApiJson.Wire.TypeInfoResolver, new DefaultJsonTypeInfoResolver()),
        WriteIndented = true,
    };

    public static Option<bool> Json { get; } = new("--json") { Description = "Prints JSON, for programs." };

    public static Option<FileInfo> File { get; } =
        new("--output") { Description = "The file to write: a spreadsheet if its name ends in .xlsx, otherwise CSV.", Required = true };

    public static void Print<T>(ParseResult arguments, T answer, Func<T, IEnumerable<string>> lines)
    {
        if (arguments.GetValue(Json))
            Console.WriteLine(JsonSerializer.Serialize(answer, Wire));
        else
            Console.WriteLine(string.Join(Environment.NewLine, lines(answer)));
    }

    /// <param name="rows">The titles and the lines.</param>
    /// <param name="complete">Whether the rows have everything that was asked for; false when a limit of reading was reached.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> Save(FileInfo file, IReadOnlyList<IReadOnlyList<object?>> rows, bool complete, CancellationToken stop)
    {
        var content = file.Extension.Equals(".xlsx", StringComparison.OrdinalIgnoreCase) ? Xlsx.Write(rows) : Csv.Write(rows);
        await System.IO.File.WriteAllBytesAsync(file.FullName, content, stop);
        Console.WriteLine($"{file.Name}: {rows.Count - 1} lines{(complete ? "" : ", and there are more: choose a shorter time")}.");
        return ExitCode.Of(complete);
    }
}
