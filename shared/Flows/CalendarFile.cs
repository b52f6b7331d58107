using System.Globalization;
using System.Text;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>
/// An event as a calendar file (RFC 5545), in UTC, with the same UID as the file on its page. Each change of the event raises the sequence
/// number, so that calendars replace the previous entry.
/// </summary>
public static class CalendarFile
{
    private const int MaxOctets = 75;

    public static byte[] Write(Event ev, Uri page, DateTimeOffset now)
    {
        string[] lines =
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//EventTicketing//Shop//EN",
            "METHOD:PUBLISH",
            "BEGIN:VEVENT",
            $"UID:{ev.EventId}@event-ticketing",
            $"SEQUENCE:{ev.Version}",
            $"DTSTAMP:{Utc(now)}",
            $"DTSTART:{Utc(ev.StartsAt)}",
            $"DTEND:{Utc(ev.EndsAt)}",
            $"SUMMARY:{Escaped(ev.Title)}",
            $"LOCATION:{Escaped(ev.Venue.WithNameOnOneLine())}",
            $"URL:{page.AbsoluteUri}",
            "END:VEVENT",
            "END:VCALENDAR",
        ];
        return Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{Folded(line)}\r\n")));
    }

    private static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\").Replace(";", "\\;").Replace(",", "\\,").ReplaceLineEndings("\\n");

    /// <summary>Folds lines of more than 75 octets: a continuation begins with a space. Never splits a character.</summary>
    private static string Folded(string line)
    {
        var (folded, length) = (new StringBuilder(), 0);
        foreach (var rune in line.EnumerateRunes())
        {
            if (length + rune.Utf8SequenceLength > MaxOctets)
            {
                folded.Append("\r\n ");
                length = 1;
            }

            folded.Append(rune.ToString());
            length += rune.Utf8SequenceLength;
        }

        return folded.ToString();
    }
}
