using System.Runtime.CompilerServices;

namespace EventTicketing.Data;

/// <summary>
/// Objects of one partition of an index, in the order of its sort key: what an accessor of <see cref="Indexes"/> returns. Nothing is read
/// before <see cref="Page"/> or <see cref="Pages"/>.
/// </summary>
public sealed record QueryOf<T>(Collection<T> Collection, Query Query)
    where T : class
{
    private Func<T, bool>? Filter { get; init; }

    /// <summary>In descending order.</summary>
    public QueryOf<T> NewestFirst() => With(Query with { Descending = true });

    /// <summary>Only objects at or after an instant; null is open.</summary>
    public QueryOf<T> From(DateTimeOffset? start) => With(Query with { From = start is { } from ? SortableInstant.Text(from) : null });

    /// <summary>Only objects at or before an instant; null is open.</summary>
    public QueryOf<T> To(DateTimeOffset? end) => With(Query with { To = end is { } to ? SortableInstant.Text(to) : null });

    /// <summary>The maximum number of objects per page; 100 unless said otherwise.</summary>
    public QueryOf<T> Take(int limit) => With(Query with { Limit = limit });

    /// <param name="cursor">Cursor of the previous page; null for the first one.</param>
    public QueryOf<T> After(string? cursor) => With(Query with { Cursor = cursor });

    /// <summary>Leaves out the objects that do not pass.</summary>
    public QueryOf<T> Where(Func<T, bool> filter) =>
        this with
        {
            Filter = Filter is { } other ? item => other(item) && filter(item) : filter,
        };

    /// <summary>
    /// Reads one page, and a bounded number of items: a page with a filter may be short, or empty, and still have a cursor.
    /// </summary>
    public Task<PageOf<T>> Page(CancellationToken stop) => Collection.Query(Query, Filter, stop);

    /// <summary>Every page up to the end of the partition.</summary>
    public async IAsyncEnumerable<IReadOnlyList<T>> Pages([EnumeratorCancellation] CancellationToken stop)
    {
        var cursor = Query.Cursor;
        do
        {
            var page = await After(cursor).Page(stop);
            yield return page.Items;
            cursor = page.Cursor;
        } while (cursor is not null);
    }

    private QueryOf<T> With(Query query) => this with { Query = query };
}

public static class Queries
{
    /// <summary>
    /// One page of several lists together, each of them newest first. Where a list gives only a part of what was read of it, that part is
    /// read again, for its cursor.
    /// </summary>
    /// <param name="at">The instant that the lists are sorted by.</param>
    /// <param name="cursor">Cursor of the previous page, a line for each list; null for the first page.</param>
    public static async Task<PageOf<T>> Newest<T>(
        this IReadOnlyList<QueryOf<T>> lists,
        Func<T, DateTimeOffset> at,
        int limit,
        string? cursor,
        CancellationToken stop
    )
        where T : class
    {
        const string Ended = "-";
        var places = cursor?.Split('\n') ?? [.. lists.Select(_ => "")];
        var read = new PageOf<T>[lists.Count];
        for (var i = 0; i < lists.Count; i++)
            read[i] = places[i] == Ended ? new([], null) : await After(i, limit).Page(stop);
        // A filtered page may be short: nothing older than its end is given before what follows in its list.
        var known = read.Where(page => page.Cursor is not null)
            .Select(page => page.Items.Count == 0 ? DateTimeOffset.MaxValue : at(page.Items[^1]))
            .DefaultIfEmpty(DateTimeOffset.MinValue)
            .Max();
        var merged = read.SelectMany((page, list) => page.Items.Select(item => (Item: item, List: list)))
            .Where(found => at(found.Item) >= known)
            .OrderByDescending(found => at(found.Item))
            .Take(limit)
            .ToList();
        for (var i = 0; i < lists.Count; i++)
        {
            var given = merged.Count(found => found.List == i);
            if (given == read[i].Items.Count)
                places[i] = read[i].Cursor ?? Ended;
            else if (given > 0)
                places[i] = (await After(i, given).Page(stop)).Cursor ?? Ended;
        }

        return new([.. merged.Select(found => found.Item)], places.All(place => place == Ended) ? null : string.Join('\n', places));

        QueryOf<T> After(int list, int most) => lists[list].NewestFirst().Take(most).After(places[list].Length == 0 ? null : places[list]);
    }
}
