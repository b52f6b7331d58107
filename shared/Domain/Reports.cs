namespace EventTicketing.Domain;

/// <summary>How the file of a report is written.</summary>
public enum ReportFormat
{
    Csv,
    Xlsx,
}

/// <summary>What the cells of reports contain, beside texts and numbers.</summary>
internal static class Cells
{
    /// <summary>A time as a clock on the wall shows it.</summary>
    public static DateTime Local(this DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;
}
