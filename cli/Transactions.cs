using System.CommandLine;
using EventTicketing.Api;
using EventTicketing.Domain;
using EventTicketing.Flows;

namespace EventTicketing.Cli;

/// <summary>
/// The commands <c>daily-transactions</c>, <c>monthly-summary</c> and <c>export-transactions</c>: the same figures as the endpoints, from
/// the ledger.
/// </summary>
internal static class Transactions
{
    /// <summary>The most entries that are read: ten times as many as an endpoint reads.</summary>
    private const int MaxRead = 10 * Books.MaxRead;

    private static readonly Argument<string> Day = new("date") { Description = "Such as 2026-11-28." };
    private static readonly Argument<string> Month = new("month") { Description = "Such as 2026-11." };
    private static readonly Option<string> From = new("--from") { Description = "The first day.", Required = true };
    private static readonly Option<string?> To = new("--to") { Description = "The last day, included. Default: today." };
    private static readonly Option<string?> Organization = new("--organization")
    {
        Description = "One organization only, in its time zone. Default: all of them, in UTC.",
    };

    public static Command Daily { get; } =
        Described(
            new("daily-transactions", "Prints what was sold and given back on a day. Exits with 1 when not everything was read.")
            {
                Day,
                Output.Json,
            },
            async (books, arguments, app, _) =>
            {
                var day = Given(CalendarDays.Day("date", arguments.GetValue(Day)!));
                var (entries, complete) = await books.All(CalendarDays.Days(day, day, books.Zone), MaxRead);
                var view = DayMoneyView.Of(day, books.TimeZone, entries, complete, app.Now);
                Output.Print(arguments, view, of => [$"{of.Date}, {of.TimeZone}", .. Lines(of.Currencies, of.Events, of.Complete)]);
                return ExitCode.Of(complete);
            }
        );

    public static Command Monthly { get; } =
        Described(
            new("monthly-summary", "Prints what was sold and given back in a month. Exits with 1 when not everything was read.")
            {
                Month,
                Output.Json,
            },
            async (books, arguments, app, _) =>
            {
                var month = Given(CalendarDays.Month("month", arguments.GetValue(Month)!));
                var both = CalendarDays.Days(month.AddMonths(-1), month.AddMonths(1).AddDays(-1), books.Zone);
                var (entries, complete) = await books.All(both, MaxRead);
                var view = MonthMoneyView.Of(month, books.TimeZone, books.Zone, entries, complete, app.Now);
                Output.Print(arguments, view, of => [$"{of.Month}, {of.TimeZone}", .. Lines(of.Currencies, of.Events, of.Complete)]);
                return ExitCode.Of(complete);
            }
        );

    public static Command Export { get; } =
        Described(
            new("export-transactions", "Writes the ledger of some days into a file. Exits with 1 when not everything was read.")
            {
                From,
                To,
                Output.File,
            },
            async (books, arguments, _, stop) =>
            {
                var period = Given(books.Range(arguments.GetValue(From), arguments.GetValue(To)));
                var (entries, complete) = await books.All(period, MaxRead);
                var lines = entries.Select(entry => TransactionReport.Line(entry, books.Zone));
                return await Output.Save(
                    arguments.GetRequiredValue(Output.File),
                    [TransactionReport.Titles(books.TimeZone), .. lines],
                    complete,
                    stop
                );
            }
        );

    private static Command Described(Command command, Func<Books, ParseResult, App, CancellationToken, Task<int>> act)
    {
        command.Add(Organization);
        return command.Acts(
            async (arguments, _, app, stop) =>
            {
                var (id, zone) = (arguments.GetValue(Organization), Books.PlatformZone);
                if (id is not null)
                    zone = await app.Db.Organizations.Find(id, stop) is { } found
                        ? found.TimeZone
                        : throw new InvalidOperationException($"There is no organization {id}.");
                return await act(new(app, id, zone, stop), arguments, app, stop);
            }
        );
    }

    private static IEnumerable<string> Lines(IReadOnlyList<CurrencyView> currencies, IReadOnlyList<EventMoneyView> events, bool complete)
    {
        if (currencies.Count == 0)
            yield return "Nothing was sold, and nothing given back.";
        foreach (var of in currencies)
            yield return Line(of);
        foreach (var ev in events)
        {
            yield return $"{ev.EventId}  {ev.EventTitle}";
            foreach (var of in ev.Currencies)
                yield return $"  {Line(of)}";
        }

        if (!complete)
            yield return $"Only the newest {MaxRead} entries were read.";
    }

    private static string Line(CurrencyView of) =>
        $"{of.Sales.Count} orders, {of.Sales.Tickets} tickets: {of.Sales.Gross}, of which tax {of.Sales.Tax}; "
        + $"{of.Refunds.Count} refunds: {of.Refunds.Amount}; {of.Disputes.Count} disputes: {of.Disputes.Amount}; net {of.Net}";

    private static T Given<T>(Result<T> parsed) =>
        parsed.Refused(out var problem, out var value) ? throw new InvalidOperationException(problem.Detail) : value;
}
