using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EventTicketing.Documents;

/// <summary>
/// CSV for spreadsheets: RFC 4180 in UTF-8 with a byte order mark, which Excel needs to detect UTF-8. An apostrophe is put before
/// everything that a spreadsheet would run as a formula, because cells contain user input. Spreadsheets with another list separator, such
/// as the semicolon in most of Europe, split even quoted cells at it, so the apostrophe is also added after every such separator inside a
/// cell.
/// </summary>
public static partial class Csv
{
    private static readonly char[] Special = [',', '"', '\r', '\n'];

    /// <param name="rows">Cells are texts, whole numbers, decimal numbers, times of the clock, or null.</param>
    public static byte[] Write(IEnumerable<IReadOnlyList<object?>> rows)
    {
        var text = new StringBuilder("\ufeff");
        foreach (var row in rows)
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The positions where a formula would start. Some spreadsheets skip spaces or quotes before it.</summary>
    [GeneratedRegex("""(?<=^|[,;|\t\r\n])(?=[\s"]*[=+\-@＝＋－＠])|^(?=[\t\r\n])""", RegexOptions.CultureInvariant)]
    private static partial Regex Formula { get; }

    /// <summary>A cell as text; a time without an offset, which no spreadsheet would parse.</summary>
    internal static string TextOf(object? value) =>
        value is DateTime time
            ? time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    /// <summary>A negative number is no formula.</summary>
    private static string Cell(object? value)
    {
        var safe = value is string text ? Formula.Replace(text, "'") : TextOf(value);
        return safe.IndexOfAny(Special) < 0 ? safe : $"\"{safe.Replace("\"", "\"\"")}\"";
    }
}
