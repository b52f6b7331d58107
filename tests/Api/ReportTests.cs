using System.Text;
using System.Text.Json.Nodes;
using EventTicketing.Flows;
using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

/// <summary>An organizer's reports on an event: figures, and a file for spreadsheets.</summary>
public sealed class ReportTests(Cloud cloud)
{
    private async Task<(MadeEvent Of, string Refunded, string Cancelled)> SoldEvent()
    {
        var ev = await cloud.Organizer.PublishedEvent(EventBody(20, Type("Standing", 2500, 12), Type("Balcony", 3800, 8)));
        var (kept, tickets) = await cloud.Attendee.PaidRegistration(ev, 3);
        var (cancelled, _) = await cloud.Attendee.PaidRegistration(ev);
        await cloud.Attendee.Held(ev, 2);
        var tenEuros = new JsonObject
        {
            ["amount"] = new JsonObject { ["amount"] = 1000, ["currency"] = "eur" },
        };
        Assert.Equal(201, (await cloud.Organizer.Post($"/registrations/{kept}/refunds", tenEuros)).Status);
        Assert.Equal(200, (await cloud.Attendee.Post($"/registrations/{cancelled}/cancel")).Status);
        await cloud.Staff.Scan(ev.Id, qr: (await cloud.Attendee.Get($"/tickets/{tickets[0]}")).Text("qr"), gate: "North");
        return (ev, kept, cancelled);
    }

    [Fact]
    public async Task The_figures_of_an_event_add_up_with_its_counters_and_registrations()
    {
        var (ev, _, _) = await SoldEvent();
        var figures = await cloud.Organizer.Get($"/events/{ev.Id}/analytics");
        Assert.Equal((200, true, "Europe/Berlin"), (figures.Status, (bool)figures["complete"], figures.Text("timeZone")));
        Assert.Equal("""{"pending":1,"confirmed":1,"cancelled":1,"expired":0}""", figures["registrations"].ToJsonString());
        Assert.Equal(
            [
                $$"""{"ticketTypeId":"{{ev.TypeIds[0]}}","name":"Standing","quantity":12,"sold":3,"held":2,"free":7}""",
                $$"""{"ticketTypeId":"{{ev.TypeIds[1]}}","name":"Balcony","quantity":8,"sold":0,"held":0,"free":8}""",
            ],
            figures["ticketTypes"].AsArray().Select(type => type!.ToJsonString())
        );
        Assert.Equal(
            """{"ticketTypeId":"capacity","name":"capacity","quantity":20,"sold":3,"held":2,"free":15}""",
            figures["capacity"].ToJsonString()
        );
        var money = Assert.Single(figures["money"].AsArray())!;
        int Euros(string what) => (string)money[what]!["currency"]! == "eur" ? (int)money[what]!["amount"]! : -1;
        Assert.Equal((10_000, 3500, 6500, 1197), (Euros("gross"), Euros("refunded"), Euros("net"), Euros("tax")));
        Assert.Equal("""{"tickets":3,"used":1,"percent":33}""", figures["checkIns"].ToJsonString());
        var day = Assert.Single(figures["salesPerDay"].AsArray())!;
        Assert.Equal((1, 3, 6500), ((int)day["registrations"]!, (int)day["tickets"]!, (int)day["net"]![0]!["amount"]!));
        Assert.Equal(1, (int)Assert.Single(figures["checkInsPerHour"].AsArray())!["checkIns"]!);
        Assert.Empty(await Reconciling.Reconcile(cloud.Local.Host.App.Db, ev.Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_draft_has_figures_too()
    {
        var ev = await cloud.Organizer.DraftEvent(EventBody(20));
        var figures = await cloud.Organizer.Get($"/events/{ev.Id}/analytics");
        Assert.Equal((0, 20), ((int)figures["capacity"]["sold"]!, (int)figures["capacity"]["free"]!));
    }

    [Fact]
    public async Task The_report_is_a_file_with_a_line_for_each_place()
    {
        var (ev, kept, cancelled) = await SoldEvent();
        var report = await cloud.Organizer.Post($"/events/{ev.Id}/report");
        Assert.Equal((200, 6, true), (report.Status, (int)report["lines"], (bool)report["complete"]));
        Assert.InRange(
            DateTimeOffset.Parse(report.Text("expiresAt")) - DateTimeOffset.UtcNow,
            TimeSpan.FromMinutes(14),
            TimeSpan.FromMinutes(15)
        );
        using var http = new HttpClient();
        using var file = await http.GetAsync(report.Text("url"));
        Assert.Equal(("text/csv", "utf-8"), (file.Content.Headers.ContentType?.MediaType, file.Content.Headers.ContentType?.CharSet));
        var bytes = await file.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        Assert.StartsWith("Registration,Status,Registered at (Europe/Berlin),Buyer,", lines[0], StringComparison.Ordinal);
        string[] Of(string registrationId) => [.. lines.Where(line => line.StartsWith(registrationId, StringComparison.Ordinal))];
        Assert.Equal(3, Of(kept).Length);
        Assert.Contains(",EUR,25.00,3.99,3.34,", Of(kept)[0]);
        Assert.EndsWith(",North", Of(kept)[0], StringComparison.Ordinal);
        Assert.StartsWith($"{cancelled},cancelled,", Assert.Single(Of(cancelled)), StringComparison.Ordinal);
        Assert.Contains(",25.00,3.99,25.00,", Of(cancelled)[0]);
        Assert.Equal(2, lines.Count(line => line.Contains(",pending,", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_name_that_is_a_formula_is_text_in_the_report()
    {
        var ev = await cloud.Organizer.FreeEvent();
        var basket = Basket(ev);
        basket["attendees"] = new JsonArray(new JsonObject { ["name"] = "=HYPERLINK(\"http://evil.example\",\"win\")" });
        Assert.Equal(201, (await cloud.Attendee.Post("/registrations", basket)).Status);
        using var http = new HttpClient();
        var text = await http.GetStringAsync((await cloud.Organizer.Post($"/events/{ev.Id}/report")).Text("url"));
        Assert.Contains(",\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"win\"\")\",", text);
    }
}
