using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Cli;

/// <summary>A cloud with one sale: three tickets in two orders, one of them let in and one refused again.</summary>
public sealed class BookingShop() : Shop(new LocalOptions { Demo = true, Schedules = false }, buyers: 1), IAsyncLifetime
{
    public Sale Sale { get; private set; } = null!;
    public string Order { get; private set; } = "";
    public string Payment { get; private set; } = "";
    public Ticket Used { get; private set; } = null!;
    public string OrganizationId { get; private set; } = "";

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        Sale = await Event(10, (2000, 10));
        (Order, Payment, _) = await Paid(Buyers[0], Sale);
        (_, _, var tickets) = await Paid(Buyers[0], Sale, 2);
        Used = tickets[0];
        var qr = (string)(await Buyers[0].Get($"/tickets/{Used.TicketId}")).Ok()["qr"]!;
        (await Scan(Sale, qr, "first")).Ok();
        (await Scan(Sale, qr, "second")).Ok();
        OrganizationId = (await Db.Events.Find(Sale.EventId, default))!.OrganizationId;
        await Eventually(
            () => new Books(Cloud.Host.App, OrganizationId, Books.PlatformZone, default).All(new(null, Cloud.Host.App.Now.AddDays(1))),
            books => books.Entries.Count(entry => entry.EventId == Sale.EventId) == 2
        );
    }
}

/// <summary>Commands about orders, money, scans, tables and files, run against a local cloud.</summary>
[Collection(nameof(CommandLine))]
public sealed class BookingCommandTests(BookingShop shop) : IClassFixture<BookingShop>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tickets-cli-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Money_is_summed_refunded_and_exported()
    {
        var (day, month) = ($"{DateTime.UtcNow:yyyy-MM-dd}", $"{DateTime.UtcNow:yyyy-MM}");
        Assert.Matches($"{shop.Sale.EventId}.*\\s+2 orders, 3 tickets: 60.00 EUR", await Cli(0, "daily-transactions", day));
        Assert.Contains(shop.Sale.EventId, await Cli(0, "monthly-summary", month, "--organization", shop.OrganizationId));
        var json = JsonNode.Parse(await Cli(0, "daily-transactions", day, "--json"))!;
        var sold = json["events"]!.AsArray().Single(ev => (string)ev!["eventId"]! == shop.Sale.EventId)!["currencies"]![0]!;
        Assert.Equal((6000, "eur"), ((int)sold["net"]!["amount"]!, (string)sold["currency"]!));
        Assert.Contains("Nothing was sold", await Cli(0, "daily-transactions", "2020-02-29"));
        Assert.Contains("There is no such day.", await Cli(2, "daily-transactions", "2020-02-30"));
        Assert.Contains("There is no organization", await Cli(2, "monthly-summary", month, "--organization", "org_none"));

        Assert.Contains("Everything agrees.", await Cli(0, "check-booking", shop.Payment));
        string[] refund = ["process-refund", shop.Order, "--amount", "5.00", "--reason", "The support act is ill"];
        Assert.Contains("5.00 EUR", await Cli(0, [.. refund, "--dry-run"]));
        Assert.Empty((await shop.Registration(shop.Order)).Refunds);
        Assert.Contains("5.00 EUR, Succeeded", await Cli(0, [.. refund, "--yes"]));
        Assert.Equal(1500, await shop.Stripe.Kept(shop.Order));
        var act = Assert.Single((await shop.Db.Activities.To(shop.Order).Page(Stop)).Items, found => found.ActorKind == ActorKind.Command);
        Assert.Equal(("refundRegistration", "The support act is ill"), (act.Action, act.Reason));
        Assert.Contains("15.001 is no amount in EUR", await Cli(2, "process-refund", shop.Order, "--amount", "15.001", "--reason", "-"));
        await Cli(1, "process-refund", shop.Order, "--amount", "15.01", "--reason", "-", "--yes");
        Assert.Contains("There is no order", await Cli(2, "process-refund", "reg_none", "--reason", "-"));

        await Shop.Eventually(() => CommandLine.Run(null, Local("check-booking", shop.Order)), said => said.Contains("Everything agrees."));
        await Cli(0, "export-transactions", "--from", "2026-01-01", "--output", At("money.csv"));
        Assert.Equal(3, (await Lines("money.csv")).Count);
        await Cli(0, "export-event-report", shop.Sale.EventId, "--output", At("report.xlsx"));
        Assert.Equal("PK"u8.ToArray(), (await File.ReadAllBytesAsync(At("report.xlsx"), Stop))[..2]);
        Assert.Contains("There is no event", await Cli(2, "export-event-report", "evt_none", "--output", At("none.csv")));
        Assert.False(File.Exists(At("none.csv")));
    }

    [Fact]
    public async Task An_order_is_found_by_the_code_of_a_ticket_and_what_disagrees_is_named()
    {
        var said = await Cli(0, "check-booking", $"{shop.Used.Code}");
        Assert.Contains(shop.Used.TicketId, said);
        Assert.Contains("OrderConfirmed", said);
        var entries = await new Books(shop.Cloud.Host.App, shop.OrganizationId, Books.PlatformZone, Stop).All(
            new(null, shop.Cloud.Host.App.Now.AddDays(1))
        );
        var entry = entries.Entries.First(found => found.RegistrationId == shop.Used.RegistrationId);
        await shop.Db.Write([shop.Db.Ledger.Delete(entry, new Condition.Present())], Stop);
        Assert.Contains($"the ledger lacks {entry.EntryId}", await Cli(1, "check-booking", shop.Used.RegistrationId));
        await shop.Db.Write([shop.Db.Ledger.Create(entry)], Stop);
        Assert.Contains("There is no order", await Cli(2, "check-booking", "reg_none"));
    }

    [Fact]
    public async Task A_check_in_is_in_the_history_and_is_undone_once_with_a_reason()
    {
        var history = await Cli(0, "check-in-history", shop.Sale.EventId);
        Assert.Contains("let in", history);
        Assert.Contains("refused: AlreadyUsed", history);
        Assert.DoesNotContain("let in", await Cli(0, "check-in-history", shop.Sale.EventId, "--refused"));
        await Cli(0, "check-in-history", shop.Sale.EventId, "--csv", At("scans.csv"));
        Assert.Equal(2, (await Lines("scans.csv", "Type 0")).Count);

        string[] undo = ["undo-check-in", shop.Used.TicketId, "--reason", "Wrong queue"];
        await Cli(0, [.. undo, "--dry-run"]);
        Assert.Equal(TicketStatus.Used, (await shop.Db.Tickets.Find(shop.Used.TicketId, Stop))!.Status);
        Assert.Contains("undone", await Cli(0, [.. undo, "--yes"]));
        Assert.Equal(TicketStatus.Valid, (await shop.Db.Tickets.Find(shop.Used.TicketId, Stop))!.Status);
        var act = Assert.Single((await shop.Db.Activities.To(shop.Used.TicketId).Page(Stop)).Items);
        Assert.Equal((ActorKind.Command, "Wrong queue", Environment.UserName), (act.ActorKind, act.Reason, act.ActorId));
        await Cli(1, [.. undo, "--yes"]);
        Assert.Contains("There is no ticket", await Cli(2, "undo-check-in", "tkt_none", "--reason", "-", "--yes"));
    }

    [Fact]
    public async Task Tables_are_exported_without_secrets()
    {
        await Cli(0, "export-table", "tickets", "--output", At("tickets.json"));
        var lines = await Lines("tickets.json");
        Assert.Equal(3, lines.Count);
        Assert.All(lines, line => Assert.StartsWith("tkt_", (string)JsonNode.Parse(line)!["ticketId"]!));
        Assert.DoesNotContain(shop.Used.Code.Secret, string.Concat(lines));
        Assert.DoesNotContain("secret", string.Concat(lines), StringComparison.OrdinalIgnoreCase);
        await Cli(0, "export-table", "registrations", "--format", "csv", "--from", "2026-01-01", "--output", At("orders.csv"));
        Assert.Equal(2, (await Lines("orders.csv")).Count);
        Assert.Contains("0 items.", await Cli(0, "export-table", "registrations", "--to", "2026-01-01", "--output", At("before.json")));
        Assert.Contains("There is no table", await Cli(2, "export-table", "requests", "--output", At("requests.json")));
    }

    [Fact]
    public async Task Only_events_that_are_over_are_archived()
    {
        Assert.Contains("Archives 0.", await Cli(0, "archive-old-events", "--days", "1000", "--yes"));
        Assert.Contains("At least one day.", await Cli(2, "archive-old-events", "--days", "0"));
        var over = (await shop.Db.Events.Find(shop.Sale.EventId, Stop))! with
        {
            EventId = "evt_old",
            StartsAt = DateTimeOffset.UtcNow.AddDays(-640),
            EndsAt = DateTimeOffset.UtcNow.AddDays(-639),
            InventoryShards = 0,
        };
        await shop.Db.Write([shop.Db.Events.Create(over)], Stop);
        Assert.Contains("evt_old", await Cli(0, "archive-old-events", "--days", "600", "--dry-run"));
        await Cli(0, "archive-old-events", "--days", "600", "--yes");
        Assert.Equal(EventStatus.Archived, (await shop.Db.Events.Find("evt_old", Stop))!.Status);
        Assert.Equal("archiveEvent", Assert.Single((await shop.Db.Activities.To("evt_old").Page(Stop)).Items).Action);
    }

    [Fact]
    public async Task Files_are_counted_by_bucket_and_folder()
    {
        var json = JsonNode.Parse(await Cli(0, "storage", "--json"))!.AsArray();
        Assert.True(json.Where(each => (string)each!["bucket"]! == "tickets").Sum(each => (long)each!["bytes"]!) > 3 * 1024);
    }

    /// <summary>The lines of a file that are about the sale.</summary>
    private async Task<IReadOnlyList<string>> Lines(string name, string? with = null) =>
        [.. (await File.ReadAllLinesAsync(At(name), Stop)).Where(line => line.Contains(with ?? shop.Sale.EventId))];

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private Task<string> Cli(int exitCode, params string[] arguments) => CommandLine.Run(exitCode, Local(arguments));

    private string[] Local(params string[] arguments) =>
        [.. arguments, "--services", new Uri(shop.Cloud.Web, "/local/services").AbsoluteUri];
}
