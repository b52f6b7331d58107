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
        if (Day(request.Date).Refused(out var problem, out var day))
            return problem;
        var search = request.Text is { } text ? new Search(text) : null;
        var category = request.Category is { } name ? Letters.Folded(name) : null;
        var (from, to) = Range(request, day, call.Now);
        var listed =
            request.OrganizationId is { } organizationId ? call.Db.Events.OfOrganization(organizationId)
            : category is null ? call.Db.Events.Listed()
            : call.Db.Events.Listed(category);
        var starting = listed.From(from).To(to).Where(Matches);
        if (request.From is not null || day is not null || request.Status == EventStatus.Completed)
            return await call.Page(request, starting, showAll: call.ViewsForSale);

        // Events that started before the time range and are not over last longer than a month. They are few and have their own index, so
        // that no list has to read a year of past events.
        var lasting = call
            .Db.Events.LongListed()
            .From(call.Now - Event.MaxDuration)
            .To(to < from ? to : from)
            .Where(ev => ev.StartsAt != from && Matches(ev));
        return await call.Page(request, cursor => InTurn(lasting, starting, cursor, request.Limit, call.Stop), showAll: call.ViewsForSale);

        bool Matches(Event ev) =>
            ev.IsListed
            && (request.OrganizationId is null || ev.OrganizationId == request.OrganizationId)
            && (category is null || Letters.Folded(ev.Category) == category)
            && (
                request.Status is { } asked
                    ? ev.StatusAt(call.Now) == asked
                    : day is not null || ev.StatusAt(call.Now) != EventStatus.Completed
            )
            && (day is null || DayOf(ev) == day)
            && search?.Finds(ev.Title, ev.Description, ev.Venue.Name, ev.Venue.City) != false;
    }

    private static Result<DateOnly?> Day(string? date)
    {
        if (date is null)
            return (DateOnly?)null;
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return Problem.Invalid("date", "invalid_format", "There is no such day.");
        // The same range as for instants. At the ends of the calendar, adding or subtracting a day would fail.
        return day.Year is < 1970 or > 2100 ? Problem.Invalid("date", "out_of_range", "From 1970 to 2100.") : day;
    }

    /// <summary>The look-back starts at midnight, so that it is the same for all pages of a list.</summary>
    private static (DateTimeOffset From, DateTimeOffset? To) Range(ListEventsRequest request, DateOnly? day, DateTimeOffset now)
    {
        if (day is { } date)
        {
            var midnight = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            return (midnight - Zones, midnight.AddDays(1) + Zones);
        }

        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var usual = request.Status == EventStatus.Completed ? DateTimeOffset.UnixEpoch : today - Event.UsualDuration;
        return (request.From ?? usual, request.To);
    }

    private static DateOnly DayOf(Event item) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(item.StartsAt, item.Zone).DateTime);

    /// <summary>One page of long events first, then of the others.</summary>
    private static async Task<PageOf<Event>> InTurn(
        QueryOf<Event> lasting,
        QueryOf<Event> others,
        string? cursor,
        int limit,
        CancellationToken stop
    )
    {
        IReadOnlyList<Event> first = [];
        var place = Place.Of(cursor);
        if (place.AmongLong)
        {
            var page = await lasting.After(place.After).Take(limit).Page(stop);
            if (page.Cursor is not null)
                return page with { Cursor = $"{new Place(AmongLong: true, page.Cursor)}" };
            place = new(AmongLong: false, After: null);
            if (page.Items.Count == limit)
                return page with { Cursor = $"{place}" };
            first = page.Items;
        }

        var rest = await others.After(place.After).Take(limit - first.Count).Page(stop);
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
}
