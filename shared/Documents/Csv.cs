using System.Text;
using System.Text.RegularExpressions;

namespace EventTicketing.Documents;

/// <summary>
/// Tables for spreadsheets: RFC 4180 in UTF-8, with a byte order mark, without which Excel takes it for something else. What a spreadsheet would run
/// as a formula begins with an apostrophe: names are what people typed. Where a semicolon separates lists, as in most of Europe, a spreadsheet
/// divides at those within a cell, quoted or not, so the apostrophe follows every separator that some reader knows.
/// </summary>
public static partial class Csv
{
    private static readonly char[] Special = [',', '"', '\r', '\n'];

    public static byte[] Write(IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder("\ufeff");
        foreach (var row in rows) text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Where a formula would begin. Some spreadsheets skip the blanks or quotes before it.</summary>
    [GeneratedRegex("""(?<=^|[,;|\t\r\n])(?=[\s"]*[=+\-@＝＋－＠])|^(?=[\t\r\n])""", RegexOptions.CultureInvariant)]
    private static partial Regex Formula { get; }

    private static string Cell(string value)
    {
        var safe = Formula.Replace(value, "'");
        return safe.IndexOfAny(Special) < 0 ? safe : $"\"{safe.Replace("\"", "\"\"")}\"";
    }
}
