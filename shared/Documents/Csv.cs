using System.Text;

namespace EventTicketing.Documents;

/// <summary>
/// Tables for spreadsheets: RFC 4180 in UTF-8, with a byte order mark, without which Excel takes it for something else. A cell that a spreadsheet
/// would run as a formula begins with an apostrophe: names are what people typed.
/// </summary>
public static class Csv
{
    private const string Starters = "=+-@\t\r\n＝＋－＠";
    private static readonly char[] Special = [',', '"', '\r', '\n'];

    public static byte[] Write(IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder("\ufeff");
        foreach (var row in rows) text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Some spreadsheets skip the blanks before a formula.</summary>
    private static string Cell(string value)
    {
        var safe = value.Length > 0 && (Starters.Contains(value[0]) || (value.TrimStart() is [var first, ..] && Starters.Contains(first))) ? $"'{value}" : value;
        return safe.IndexOfAny(Special) < 0 ? safe : $"\"{safe.Replace("\"", "\"\"")}\"";
    }
}
