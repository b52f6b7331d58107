using System.Globalization;

namespace EventTicketing.Functions.ListEvents;

public sealed class Function(Host host) : ApiFunction<ListEventsRequest, ListOf<EventView>>(EventEndpoints.ListEvents, host)
{
    /// <summary>
    /// Margin for time zones: a local day starts up to 14 hours before the same day in UTC, and ends up to 12 hours after it.
    /// </summary>
    private static readonly TimeSpan Zones = TimeSpan.FromHours(14);

    protected override async Task<Result<ListOf<EventView>>> Handle(ListEventsRequest request, Call call)
    {
        DateOnly? day = null;
        if (request.Date is not null)
        {
            if (!DateOnly.TryParseExact(request.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
                return Problem.Invalid("date", "invalid_format", "There is no such day.");
            // The same range as for instants. At the ends of the calendar, adding or subtracting a day would fail.
            if (parsed.Year is < 1970 or > 2100)
                return Problem.Invalid("date", "out_of_range", "From 1970 to 2100.");
            day = parsed;
        }

        var search = request.Text is { } text ? new Search(text) : null;
        var category = request.Category is null ? null : Letters.Folded(request.Category);
        var query = category is null
            ? new Query(Tables.Events, "DateIndex", "public")
            : new Query(Tables.Events, "CategoryIndex", category);
        if (call.Paged(Within(query, request, day, call.Now), request).Refused(out var problem, out var page))
            return problem;
        var all = request.From is null && day is null && request.Status != "completed";
        return await call.View(await List(call, page, all ? category ?? "" : null, item => Matches(item, request, search, day, call.Now)));
    }

    /// <summary>
    /// Lists long events first, then the others. Events that started before the time range and are not over last longer than a month. They
    /// are few and have their own index, so that no list has to read a year of past events.
    /// </summary>
    /// <param name="longIn">Category of the long events to list; empty: all of them; null: none.</param>
    private static async Task<PageOf<Event>> List(Call call, Query query, string? longIn, Func<Event, bool> wanted)
    {
        if (longIn is null)
            return await call.Db.Events.Query(query, call.Stop, wanted);
        List<Event> first = [];
        var place = Place.Of(query.Cursor);
        if (place.AmongLong)
        {
            var before = (string)query.From!;
            var lasting = query with
            {
                Cursor = place.After,
                Index = "LongIndex",
                Partition = "public",
                From = SortableInstant.Text(call.Now - Event.MaxDuration),
                To = query.To is string to && string.CompareOrdinal(to, before) < 0 ? to : before,
            };
            var page = await call.Db.Events.Query(
                lasting,
                call.Stop,
                item =>
                    wanted(item)
                    && SortableInstant.Text(item.StartsAt) != before
                    && (longIn.Length == 0 || Letters.Folded(item.Category) == longIn)
            );
            if (page.Cursor is not null)
                return page with { Cursor = $"{new Place(AmongLong: true, page.Cursor)}" };
            place = new(AmongLong: false, After: null);
            if (page.Items.Count == query.Limit)
                return page with { Cursor = $"{place}" };
            first.AddRange(page.Items);
        }

        var rest = await call.Db.Events.Query(query with { Cursor = place.After, Limit = query.Limit - first.Count }, call.Stop, wanted);
        return new([.. first, .. rest.Items], rest.Cursor is null ? null : $"{new Place(AmongLong: false, rest.Cursor)}");
    }

    /// <summary>Position in a list: among the long events, or after them.</summary>
    /// <param name="After">Cursor of the index; null at its start.</param>
    private readonly record struct Place(bool AmongLong, string? After)
    {
        /// <summary>Parses a position. Any other text, such as a cursor of an earlier version, restarts the list.</summary>
        public static Place Of(string? cursor) =>
            cursor?.Split(' ', 2) is [var part and ("long" or "rest"), var after]
                ? new(part == "long", after.Length == 0 ? null : after)
                : new(AmongLong: true, After: null);

        public override string ToString() => $"{(AmongLong ? "long" : "rest")} {After}";
    }

    /// <summary>Adds the time range. The look-back starts at midnight, so that it is the same for all pages of a list.</summary>
    private static Query Within(Query query, ListEventsRequest request, DateOnly? day, DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var from = request.From ?? (request.Status == "completed" ? DateTimeOffset.UnixEpoch : today - Event.UsualDuration);
        if (day is not { } date)
            return query with { From = SortableInstant.Text(from), To = request.To is { } to ? SortableInstant.Text(to) : null };
        var midnight = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return query with { From = SortableInstant.Text(midnight - Zones), To = SortableInstant.Text(midnight.AddDays(1) + Zones) };
    }

    private static bool Matches(Event item, ListEventsRequest request, Search? search, DateOnly? day, DateTimeOffset now)
    {
        var status = item.StatusAt(now);
        var asked = request.Status is null
            ? status != EventStatus.Completed || day is not null
            : string.Equals(status.ToString(), request.Status, StringComparison.OrdinalIgnoreCase);
        return asked
            && (day is null || DayOf(item) == day)
            && search?.Finds(item.Title, item.Description, item.Venue.Name, item.Venue.City) != false;
    }

    private static DateOnly DayOf(Event item) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(item.StartsAt, item.Zone).DateTime);
}
