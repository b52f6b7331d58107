using System.Globalization;

namespace EventTicketing.Functions.ListEvents;

public sealed class Function(Host host) : ApiFunction<ListEventsRequest, ListOf<EventView>>(Endpoints.ListEvents, host)
{
    /// <summary>How long ago an event may have started that is still going on, when nobody asks for a time.</summary>
    private static readonly TimeSpan StillOn = TimeSpan.FromDays(31);

    /// <summary>A calendar day is somewhere on Earth from 14 hours before it is in UTC until 12 hours after.</summary>
    private static readonly TimeSpan Zones = TimeSpan.FromHours(14);

    protected override async Task<Result<ListOf<EventView>>> Handle(ListEventsRequest request, Call call)
    {
        DateOnly? day = null;
        if (request.Date is not null)
        {
            if (!DateOnly.TryParseExact(request.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
                return Problem.Invalid("date", "invalid_format", "There is no such day.");
            // As for instants: at the ends of the calendar there is no day before, or none after.
            if (parsed.Year is < 1970 or > 2100) return Problem.Invalid("date", "out_of_range", "From 1970 to 2100.");
            day = parsed;
        }

        var query = request.Category is null ? new Query(Tables.Events, "DateIndex", "public") : new Query(Tables.Events, "CategoryIndex", request.Category);
        if (call.Paged(Within(query, request, day, call.Now), request).Refused(out var problem, out var page)) return problem;
        return await call.View(await call.Db.Events.Query(page, call.Stop, item => Matches(item, request, day, call.Now)));
    }

    private static Query Within(Query query, ListEventsRequest request, DateOnly? day, DateTimeOffset now)
    {
        var from = request.From ?? (request.Status == "completed" ? DateTimeOffset.UnixEpoch : now - StillOn);
        if (day is not { } date) return query with { From = SortableInstant.Text(from), To = request.To is { } to ? SortableInstant.Text(to) : null };
        var midnight = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return query with { From = SortableInstant.Text(midnight - Zones), To = SortableInstant.Text(midnight.AddDays(1) + Zones) };
    }

    private static bool Matches(Event item, ListEventsRequest request, DateOnly? day, DateTimeOffset now)
    {
        var status = item.StatusAt(now);
        var asked = request.Status is null ? status != EventStatus.Completed || day is not null : string.Equals(status.ToString(), request.Status, StringComparison.OrdinalIgnoreCase);
        return asked && (day is null || DayOf(item) == day) && (request.Text is not { } text
            || new[] { item.Title, item.Description, item.Venue.Name, item.Venue.City }.Any(part => part?.Contains(text, StringComparison.OrdinalIgnoreCase) == true));
    }

    private static DateOnly DayOf(Event item) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(item.StartsAt, item.Zone).DateTime);
}
