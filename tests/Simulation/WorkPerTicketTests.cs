using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Simulation;

/// <summary>
/// Counts the cloud usage of selling one ticket: somebody lists the events, opens one, registers, pays, gets the ticket and the mail, and
/// is scanned at the gate. The real functions run; the command <c>costs</c> puts prices on the committed numbers.
/// </summary>
public sealed class WorkPerTicketTests
{
    private const int EventsOnPage = 25;
    private const int WithPdfs = 50;
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    [Fact]
    public void The_committed_work_per_ticket_is_current()
    {
        var path = Path.Combine(Root(), "docs", "work-per-ticket.json");
        var counted = $"{JsonSerializer.Serialize(Counted(), Readable)}\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, counted);
        var committed = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.True(
            committed == counted,
            "docs/work-per-ticket.json is not current. Renew it, and docs/costs.md after it, with: .ci/golden"
        );
    }

    [Fact]
    public void What_is_counted_does_not_depend_on_chance() =>
        Assert.Equal(JsonSerializer.Serialize(Counted()), JsonSerializer.Serialize(Counted(2 * WithPdfs)));

    [Fact]
    public async Task A_write_is_billed_as_DynamoDB_does()
    {
        var world = new SimulatedWorld(1);
        var (dynamo, driver) = (new SimulatedDynamo(world) { Bill = new() }, new Driver(world));
        var store = Stores.On(dynamo, world);
        TableBill Billed() => dynamo.Bill!.Of(Tables.Registrations);
        Task Put(string id, string? due, int bytes = 10) =>
            driver.Run(() =>
                store.Write([new Change.Put(new(Tables.Registrations, id), Registration(id, due, bytes))], CancellationToken.None)
            );

        await Put("one", due: null);
        Assert.Equal((1, 2, 0), (Billed().Written, Billed().Indexed, Billed().Read));
        await Put("one", due: "5");
        Assert.Equal((2, 4), (Billed().Written, Billed().Indexed));
        await Put("one", due: "6");
        Assert.Equal((3, 7), (Billed().Written, Billed().Indexed));
        await Put("one", due: "6", bytes: 3000);
        Assert.Equal((6, 10), (Billed().Written, Billed().Indexed));
        await driver.Run(() =>
            store.Write(
                [
                    new Change.Check(new(Tables.Registrations, "one"), new Condition.Present()),
                    new Change.Delete(new(Tables.Registrations, "two")),
                ],
                CancellationToken.None
            )
        );
        Assert.Equal((14, 10), (Billed().Written, Billed().Indexed));
        await driver.Run(() => store.Get([new(Tables.Registrations, "one")], Consistency.Eventual, CancellationToken.None));
        await driver.Run(() => store.Get([new(Tables.Registrations, "one")], Consistency.Strong, CancellationToken.None));
        Assert.Equal(1.5, Billed().Read);
        Assert.Equal(8, Billed().StreamRecords);
    }

    /// <summary>UserIndex and EventIndex project the whole item; DueIndex projects little, and only while the item is due.</summary>
    private static byte[] Registration(string id, string? due, int bytes)
    {
        var document = new JsonObject
        {
            ["registrationId"] = id,
            ["userId"] = "u",
            ["eventId"] = "e",
            ["createdAt"] = "c",
            ["text"] = new string('x', bytes),
        };
        if (due is not null)
            document["dueAt"] = long.Parse(due);
        return JsonSerializer.SerializeToUtf8Bytes(document);
    }

    [Fact]
    public void To_show_an_event_costs_the_same_whatever_is_held()
    {
        var shown = Shown.Value;
        Assert.Equal(shown.NothingHeld, shown.ThousandHeld);
        // When nothing is free, both endpoints also query for expired holds.
        Assert.Equal(shown.NothingHeld + 1, shown.AllHeld);
    }

    /// <summary>Read units for listing one event and getting it, while so many of its places are held.</summary>
    private sealed record ShownEvent(double NothingHeld, double ThousandHeld, double AllHeld);

    private static readonly Lazy<ShownEvent> Shown = new(Show);

    private static ShownEvent Show()
    {
        const int Places = 1_001;
        var schedule = new Schedule(new SimulatedWorld(WithPdfs)) { Punctuality = 0 };
        List<double> looks = [];
        var ending = schedule.Complete(async () =>
        {
            var show = await schedule.Open(Places, Schedule.Type("Standing", 2000, Places));
            for (var held = 0; held <= Places; held++)
            {
                if (held is 0 or Places - 1 or Places)
                    looks.Add(await Look(show));
                if (held < Places)
                    await Flow.Held(schedule, show, new Person($"buyer-{held}"));
            }
        });
        Assert.Null(ending.Failure);
        return new(looks[0], looks[1], looks[2]);

        async Task<double> Look(Show show)
        {
            await schedule.World.Time.Wait(TimeSpan.FromMinutes(1));
            var bill = schedule.Cloud.Tables.Bill = new();
            Schedule.Ok(await schedule.Call(EventEndpoints.ListEvents, null));
            Schedule.Ok(await schedule.Call(EventEndpoints.GetEvent, null, path: [show.EventId]));
            schedule.Cloud.Tables.Bill = null;
            return bill.Tables.Values.Sum(table => table.Read);
        }
    }

    private static object Counted(int seed = WithPdfs)
    {
        var schedule = new Schedule(new SimulatedWorld(seed, recorded: true)) { Punctuality = 0 };
        // The delays exceed the run time of functions, so that no worker starts during another function's run; and indexes have no lag.
        schedule.Cloud.StreamDelay = worker => TimeSpan.FromSeconds(worker == Workers.SendNotification ? 8 : 20);
        schedule.Cloud.Tables.WorstLag = (0, 0);
        var (calls, bill, buyer, logged) = (new Calls(), new Bill(), new Person("ann"), 0L);
        var ending = schedule.Complete(async () =>
        {
            for (var others = 1; others < EventsOnPage; others++)
                await Flow.Concert(schedule);
            var show = await Flow.Concert(schedule);
            await schedule.World.Time.Wait(TimeSpan.FromMinutes(1));
            logged = schedule.Cloud.Logged!.Bytes;
            (schedule.World.Faults, schedule.Cloud.Tables.Bill) = (calls, bill);
            Schedule.Ok(await schedule.Call(EventEndpoints.ListEvents, null));
            Schedule.Ok(await schedule.Call(EventEndpoints.GetEvent, null, path: [show.EventId]));
            var order = await Flow.Started(schedule, show, buyer);
            schedule.Cloud.Stripe.Confirm(order.Intents[^1], Card.Good);
            await schedule.World.Time.Wait(TimeSpan.FromMinutes(1));
            var registration = Schedule.Ok(await schedule.Call(RegistrationEndpoints.GetRegistration, buyer, path: [order.RegistrationId]));
            var ticket = Schedule.Ok(
                await schedule.Call(TicketEndpoints.GetTicketDownload, buyer, path: [(string)registration.Body!["ticketIds"]![0]!])
            );
            await Flow.Scanned(schedule, order, ticket.Text("qr"), "gate");
            await schedule.World.Time.Wait(TimeSpan.FromMinutes(1));
            schedule.Cloud.Tables.Bill = null;
            logged = schedule.Cloud.Logged.Bytes - logged;
        });
        Assert.Null(ending.Failure);
        // Stored timestamps vary by a few bytes, because trailing zeros of their fractions are left out. Rounding to hundreds hides that.
        foreach (var table in bill.Tables.Values)
            table.Stored = (table.Stored + 50) / 100 * 100;
        var mail = Assert.Single(schedule.Cloud.Mail.Sent);
        var pdf = Assert.Single(mail.Attachments).Content;
        return new
        {
            calls.Functions,
            bill.Tables,
            ShownEvent = Shown.Value,
            PdfKilobytes = Kilobytes(pdf.Length),
            MailKilobytes = Kilobytes(mail.Text.Length + mail.Html.Length + pdf.Length * 4 / 3),
            LogKilobytes = Kilobytes(logged),
        };
    }

    /// <summary>Started kilobytes: the size of a sealed ticket varies by some bytes.</summary>
    private static long Kilobytes(long bytes) => (bytes + 999) / 1000;

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EventTicketing.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("These tests run inside the repository.");
    }

    private sealed record Work(int Runs, SortedDictionary<string, int> Calls);

    /// <summary>Injects no faults, and counts the calls.</summary>
    private sealed class Calls : IFaults
    {
        private readonly HashSet<string> _runs = new(StringComparer.Ordinal);

        public SortedDictionary<string, Work> Functions { get; } = new(StringComparer.Ordinal);

        public Fault Next(Invocation invocation, string call)
        {
            var work = Functions.GetValueOrDefault(invocation.Function) ?? new(0, new(StringComparer.Ordinal));
            Functions[invocation.Function] = _runs.Add(invocation.Id) ? work with { Runs = work.Runs + 1 } : work;
            work.Calls[KindOf(call)] = work.Calls.GetValueOrDefault(KindOf(call)) + 1;
            return Fault.None;
        }

        private static string KindOf(string call) =>
            call.Split(' ') switch
            {
                ["GET" or "POST", ..] => "payments",
                [_, .., "file"] or [_, .., "mail"] => call,
                ["put" or "write", ..] => "write tables",
                _ => "read tables",
            };
    }
}
