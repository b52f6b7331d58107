using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>
/// Orders: registrations as they are now. Those of an event are in the order in which they were begun, in every status; those of an
/// organization or the platform are the ones that were ever confirmed, in the order of their sales, which only the ledger has.
/// </summary>
/// <param name="eventId">The only event; null for all.</param>
public sealed class Ordering(App app, Books books, string? eventId, Period period, OrderFilter filter, CancellationToken stop)
{
    /// <summary>The most registrations that are read at once.</summary>
    private const int MaxAtOnce = 100;

    /// <summary>Null when the list can be read; otherwise the refusal: orders that were never confirmed have no list.</summary>
    public Problem? WhyNotListed =>
        eventId is null && filter.Status is RegistrationStatus.Pending or RegistrationStatus.Expired
            ? Problem.Invalid("eventId", "filter_required", "Orders that were never confirmed are listed by event.")
            : null;

    /// <summary>One page. It may be short, or empty, and still have a cursor.</summary>
    public async Task<PageOf<Registration>> Page(string? cursor, int limit)
    {
        if (eventId is not null)
            return await OfEvent(eventId).Take(limit).After(cursor).Page(stop);
        var sales = await books.Page(period, IsOrder, cursor, limit);
        return new(await Now(sales.Items), sales.Cursor);
    }

    /// <returns>The orders, and whether these are all.</returns>
    public async Task<(IReadOnlyList<Registration> Orders, bool Complete)> All()
    {
        if (eventId is not null)
        {
            var all = await OfEvent(eventId).Take(Books.MaxRead).Page(stop);
            return (all.Items, all.Cursor is null);
        }

        var (entries, complete) = await books.All(period);
        return (await Now(entries.Where(IsOrder)), complete);
    }

    private QueryOf<Registration> OfEvent(string id) =>
        app
            .Db.Registrations.OfEvent(id)
            .From(period.From)
            .To(period.Until.AddMilliseconds(-1))
            .NewestFirst()
            .Where(registration => filter.Passes(registration, app.Now));

    /// <summary>A sale without tickets is money that came for an order which has another sale, or none.</summary>
    private static bool IsOrder(LedgerEntry entry) => entry is { Kind: LedgerEntryKind.Sale, Tickets: > 0 };

    private async Task<IReadOnlyList<Registration>> Now(IEnumerable<LedgerEntry> sales)
    {
        List<Registration> found = [];
        foreach (var some in sales.Select(sale => sale.RegistrationId).Chunk(MaxAtOnce))
            found.AddRange(await app.Db.Registrations.FindAll(some, stop, Consistency.Eventual));
        return [.. found.Where(registration => filter.Passes(registration, app.Now))];
    }
}
