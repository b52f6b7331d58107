using System.Globalization;

namespace EventTicketing.Tests.Domain;

internal static class Lines
{
    /// <summary>The cells of a report's line as texts.</summary>
    public static IReadOnlyList<string> Texts(this IReadOnlyList<object?> line) =>
        [
            .. line.Select(cell =>
                cell is DateTime time
                    ? time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
                    : Convert.ToString(cell, CultureInfo.InvariantCulture) ?? ""
            ),
        ];
}
