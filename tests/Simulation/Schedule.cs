using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Simulation;

/// <summary>Where an event takes place, and its currency and base price.</summary>
/// <param name="Price">The price of a standing ticket, in minor units.</param>
public sealed record Location(string Country, string City, string Zone, string Currency, int Price, string? PostalCode = null)
{
    public static readonly Location Hamburg = new("DE", "Hamburg", "Europe/Berlin", "eur", 2000);

    public static readonly IReadOnlyList<Location> Others =
    [
        new("JP", "Osaka", "Asia/Tokyo", "jpy", 2000),
        new("KW", "Kuwait", "Asia/Kuwait", "kwd", 5000),
        new("ID", "Bandung", "Asia/Jakarta", "idr", 20_000_000),
        new("US", "Portland", "America/Los_Angeles", "usd", 2000, "97201"),
        new("NP", "Patan", "Asia/Kathmandu", "usd", 1500),
    ];

    /// <summary>The smallest step between amounts, in minor units: KWD amounts must be multiples of 10.</summary>
    public int Step => Currency == "kwd" ? 10 : 1;

    public int Part(Random random) => random.Next(1, Price * 2 / Step) * Step;
}

/// <summary>An event on sale, and the orders for it.</summary>
/// <param name="gateIsClosed">Whether its gate stays closed during the whole schedule.</param>
public sealed class Show(
    string eventId,
    DateTimeOffset startsAt,
    DateTimeOffset endsAt,
    IReadOnlyList<string> types,
    Location location,
    bool gateIsClosed
)
{
    public string EventId => eventId;

    /// <summary>Its original start and end.</summary>
    public (DateTimeOffset Starts, DateTimeOffset Ends) FirstTimes => (startsAt, endsAt);

    public IReadOnlyList<string> Types => types;
    public Location Location => location;
    public bool GateIsClosed => gateIsClosed;

    /// <summary>Registrations whose buyers got an answer.</summary>
    public List<Order> Orders { get; } = [];
}

/// <summary>A registration as its buyer knows it.</summary>
public sealed class Order(Person buyer, string registrationId, string key, JsonObject basket)
{
    public Person Buyer => buyer;
    public string RegistrationId => registrationId;
    public string Key => key;

    /// <summary>The key that its request is sent with. Those of guests have to be long.</summary>
    public static string Unguessed(Person buyer, string key) => $"{key}-of-{buyer.Id}-unguessed";

    public JsonObject Basket => basket;
    public List<string> Intents { get; } = [];

    /// <summary>Codes that the buyer has received, latest last.</summary>
    public List<(string TicketId, string Qr, string Code)> Codes { get; } = [];

    /// <summary>Codes that were replaced by a re-issue whose answer the buyer got.</summary>
    public HashSet<string> OldCodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the buyer got the answer that it is cancelled.</summary>
    public bool Cancelled { get; set; }
}

/// <summary>The result of a schedule.</summary>
/// <param name="Failure">The first violation or error; null when there was none.</param>
/// <param name="Error">The exception behind the failure, unless an invariant was violated.</param>
/// <param name="HaveRun">The functions that have run.</param>
/// <param name="Reached">The rare states that were reached.</param>
public sealed record Ending(
    int Seed,
    string? Failure,
    Exception? Error,
    IReadOnlyList<string> Timeline,
    IReadOnlyCollection<string> HaveRun,
    IReadOnlyCollection<string> Reached,
    int Calls,
    int Registrations,
    int Confirmed
);

/// <summary>
/// One schedule: an event is sold, paid, cancelled and scanned while calls fail; then the world runs until nothing is pending, and is
/// judged. The seed decides who acts when, and which calls fail.
/// </summary>
public sealed class Schedule
{
    private const int MaxSteps = 400_000;
    private const int MaxRounds = 16;
    private const int QuietRounds = 2;
    public static readonly Person Organizer = new("organizer", "Organizers");

    /// <summary>Minimal limits: each is enough when there is no contention.</summary>
    private static readonly Limits Low = new()
    {
        Decisions = 3,
        Holds = 4,
        Reclaimed = 1,
        Swept = 1,
        Mailed = 1,
        Payments = 1,
        TaxRefusals = 1,
        Refunds = 1,
        NamesLife = TimeSpan.FromMinutes(10),
    };

    private bool _resting;
    private int _commits;

    public Schedule(SimulatedWorld world, TimeSpan? holdTime = null, Limits? limits = null)
    {
        World = world;
        Cloud = new Cloud(world, prints: world.Seed % 50 == 0, holdTime, limits);
        Oracle = new Oracle(Cloud);
        Cloud.Tables.Committed += _ => _commits++;
    }

    public SimulatedWorld World { get; }
    public Cloud Cloud { get; }
    public Oracle Oracle { get; }
    public List<Show> Shows { get; } = [];

    /// <summary>Factor for people's waiting times: below 1 their requests collide more often.</summary>
    public double Pace { get; set; } = 1;

    /// <summary>Buyers arrive within this many seconds.</summary>
    public double Arrival { get; set; } = 600;

    /// <summary>Location of new events, hours until their start, and their duration in hours.</summary>
    public (Location Location, double StartsIn, double Lasts) Venue { get; set; } = (Location.Hamburg, 4, 4);

    /// <summary>Maximum places per person for new events; null for the default.</summary>
    public int? MostPerPerson { get; set; }

    /// <summary>Probability that a scheduled run of the workers takes place.</summary>
    public double Punctuality { get; set; } = 0.9;

    /// <summary>A random time between two numbers of seconds, scaled by the pace.</summary>
    public TimeSpan Span(double least, double most) => World.Between(least, most) * Pace;

    public Task Pause(double least, double most) => World.Time.Wait(Span(least, most));

    /// <summary>Number of actors that have not finished.</summary>
    public int Busy { get; private set; }

    /// <summary>Runs the schedule of a seed.</summary>
    public static Ending Run(int seed, bool recorded = false)
    {
        var schedule = new Schedule(
            new SimulatedWorld(seed, faults: null, recorded),
            seed % 8 == 3 ? TimeSpan.FromMinutes(3) : null,
            seed % 5 == 2 ? Low : null
        );
        schedule.Cloud.Stripe.RefusedTaxes = seed % 7 == 4 ? 0.5 : 0;
        schedule.Cloud.Sums = seed % 8 == 0;
        return schedule.Complete(schedule.Chosen());
    }

    private Ending Ending =>
        new(
            World.Seed,
            World.Failure,
            World.Error,
            World.Timeline,
            Cloud.HaveRun,
            Oracle.Reached,
            World.Calls,
            Oracle.Registrations.Count,
            Oracle.Registrations.Values.Count(registration => registration.Text("status") == "Confirmed")
        );

    /// <summary>Runs the script, then the world until nothing is pending, and judges the result.</summary>
    public Ending Complete(Func<Task> script)
    {
        // Continuations must stay on this thread: the test framework's synchronization context would move them to another one.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            Act(TimeSpan.Zero, script);
            World.Begin(TimeSpan.FromSeconds(30), Tick);
            if (Step(() => Busy > 0))
                Rest();
            if (World.Failure is null && World.Chance(0.1))
                ThreeDaysLater();
            return Ending;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>Schedules an action; the world does not come to rest before it has finished.</summary>
    public void Act(TimeSpan delay, Func<Task> act)
    {
        Busy++;
        World.Begin(
            delay,
            async () =>
            {
                try
                {
                    await act();
                }
                finally
                {
                    Busy--;
                }
            }
        );
    }

    /// <summary>Calls an endpoint, and retries while the outcome is unknown.</summary>
    public async Task<Answer> Call(
        Endpoint endpoint,
        Person? caller,
        JsonObject? body = null,
        string? key = null,
        IReadOnlyList<string>? path = null,
        int tries = 4,
        JsonObject? query = null
    )
    {
        for (; ; await World.Time.Wait(World.Between(0.2, 20)))
        {
            var asked = Oracle.Ask(endpoint, caller, body, path);
            var answer = await Cloud.Call(endpoint, caller, body?.DeepClone().AsObject(), key, path, query: query);
            Oracle.Answered(asked, answer);
            // Who was signed out signs in again, if the account is not disabled.
            var again = answer.IsUnknown || (answer.Status == 401 && caller is { IsGuest: false } && Cloud.People.Of(caller).Enabled);
            if (!again || --tries == 0)
                return answer;
        }
    }

    /// <summary>Turns faults off and runs the workers until they find nothing left to do.</summary>
    private void Rest()
    {
        _resting = true;
        World.Faults = new NoFaults();
        Cloud.People.Limit = int.MaxValue;
        Cloud.Receivers.Mood = default;
        for (var (round, quiet) = (0, 0); round < MaxRounds && quiet < QuietRounds; round++)
        {
            var commits = _commits;
            // Retries are due after a minute, or after hours.
            World.Begin(TimeSpan.FromMinutes(round < QuietRounds ? 2 : 300), () => Cloud.Tick());
            if (!Step(() => World.Time.Coming > 0))
                return;
            quiet = round >= QuietRounds && _commits == commits ? quiet + 1 : 0;
        }

        Judged(Oracle.JudgeRest);
        if (World.Failure is null && Cloud.Sums)
            Night();
    }

    /// <summary>Passes the night in which the last days are summed, and looks at the figures.</summary>
    private void Night()
    {
        World.Begin(TimeSpan.FromHours(25), Cloud.Tick);
        if (!Step(() => World.Time.Coming > 0))
            return;
        Judged(Oracle.JudgeSums);
        Act(
            TimeSpan.Zero,
            async () =>
            {
                // Somebody may have disabled them, or taken them out of their group.
                var platform = await Call(AdminEndpoints.GetPlatformAnalytics, Administration.Admin);
                if (platform.IsOk)
                    Oracle.Analyzed(platform.Body!, "revenue");
                IReadOnlyList<string> path = [Domain.Membership.PersonalOrganizationOf(Organizer.Id)];
                var own = await Call(OrganizationEndpoints.GetOrganizationAnalytics, Organizer, path: path);
                if (own.IsOk)
                    Oracle.Analyzed(own.Body!, "currencies");
            }
        );
        Step(() => World.Time.Coming > 0);
    }

    /// <summary>Somebody comes back from time to time, in two tabs.</summary>
    private async Task Visit(Person person)
    {
        for (var visits = World.Random.Next(1, 5); visits > 0; visits--)
        {
            await Task.WhenAll(Call(PeopleEndpoints.GetProfile, person), Call(PeopleEndpoints.GetProfile, person));
            await World.Time.Wait(World.Between(1, 4 * 24 * 3600));
        }
    }

    /// <summary>Lets the stored idempotency keys expire; repeated requests must still have no further effect.</summary>
    private void ThreeDaysLater()
    {
        Oracle.ForgetAnswers();
        World.Time.After(TimeSpan.FromDays(3), () => Cloud.Tables.ExpireTtl(_ => World.Chance(0.8)));
        if (!Step(() => World.Time.Coming > 0))
            return;
        foreach (var show in Shows)
        {
            foreach (var order in show.Orders)
            {
                Act(
                    World.Between(0, 10),
                    async () =>
                    {
                        var again = await Call(
                            RegistrationEndpoints.CreateRegistration,
                            order.Buyer,
                            order.Basket,
                            Order.Unguessed(order.Buyer, order.Key)
                        );
                        if (again.IsOk)
                            Oracle.Registered(order.Buyer, order.Key, again);
                    }
                );
            }
        }

        if (Step(() => World.Time.Coming > 0))
            Judged(Oracle.JudgeRest);
    }

    private void Judged(Action judge)
    {
        try
        {
            judge();
        }
        catch (InvariantException broken)
        {
            World.Fail(broken.Message);
        }
    }

    /// <returns>False when the world has failed.</returns>
    private bool Step(Func<bool> goesOn)
    {
        try
        {
            for (var steps = 0; World.Failure is null && goesOn(); steps++)
            {
                if (steps == MaxSteps)
                    World.Fail("it never comes to rest");
                World.Time.Step(DateTimeOffset.MaxValue);
            }
        }
        catch (InvariantException broken)
        {
            World.Fail(broken.Message);
        }

        return World.Failure is null;
    }

    private async Task Tick()
    {
        while (!_resting)
        {
            if (World.Chance(Punctuality))
                await Cloud.Tick();
            Cloud.Tables.ExpireTtl(_ => World.Chance(0.8));
            await World.Time.Wait(World.Between(60, 600));
        }
    }

    /// <summary>The script that the seed determines.</summary>
    private Func<Task> Chosen()
    {
        var random = World.Random;
        var (late, slow) = (random.Next(4) == 0, random.Next(6) == 0);
        return async () =>
        {
            // Most worlds are small: two people, or one with two tabs, are enough for conflicts.
            var size = random.Next(20) switch
            {
                0 => 2,
                < 4 => 1,
                _ => 0,
            };
            var (starts, lasts) = random.Next(10) switch
            {
                0 => (24 * 40, 4),
                1 => (0.4, 0.5),
                _ => (4, 4),
            };
            Venue = (random.Next(2) == 0 ? Location.Hamburg : Location.Others[random.Next(Location.Others.Count)], starts, lasts);
            await Open(spread: size > 0 && random.Next(2) == 0);
            World.Faults = new RandomFaults(World);
            World.Note("seed", () => $"{World.Seed}: {World.Faults}");
            (Pace, Arrival, Punctuality) = (Pick(1, 1, 0.1, 0.01), Pick(5, 600, 600, 2400), Pick(0.9, 0.9, 0.9, 0.1));
            if (random.Next(4) == 0)
                Cloud.Tables.WorstLag = (60, 0.5);
            Cloud.MaxSkew = random.Next(2) == 0 ? TimeSpan.FromSeconds(2) : TimeSpan.Zero;
            Cloud.Duplicates = random.Next(2) * random.NextDouble() * 0.3;
            Cloud.StreamDelay = _ => World.Chance(slow ? 0.1 : 0.005) ? World.Between(60, 1800) : World.Between(0.05, 1);
            Cloud.Stripe.Duplicates = random.Next(2) * random.NextDouble() * 0.5;
            Cloud.Stripe.FailingRefunds = random.Next(10) == 0 ? random.NextDouble() : 0;
            Cloud.Stripe.Delay = () => World.Chance(late ? 0.3 : 0.02) ? World.Between(60, 4 * 3600) : World.Between(0.1, 5);
            if (random.Next(8) == 0)
                (Cloud.Tables.WriteLimit, Cloud.Tables.ReadLimit) = (random.Next(8, 60), random.Next(30, 200));
            if (random.Next(6) == 0)
                Cloud.People.Limit = random.Next(1, 4);
            if (random.Next(6) == 0)
                Cloud.Tables.PageBytes = random.Next(1, 4000);
            var buyers = size switch
            {
                0 => random.Next(1, 3),
                1 => 3,
                _ => random.Next(4, 7),
            };
            var others = new OtherActors(this);
            IReadOnlyList<Person> people = [.. Enumerable.Range(0, buyers).Select(i => new Person($"buyer-{i}") { IsGuest = i % 2 == 1 })];
            foreach (var person in people)
                new Buyer(this, others, person).Begin(orders: size > 0 && random.Next(5) == 0 ? 2 : 1);
            others.Begin(gates: size > 0 ? 2 : 1);
            new Administration(this, [.. people.Where(person => !person.IsGuest)]).Begin();
            foreach (var person in people.Where(person => Cloud.Sums && !person.IsGuest))
                Act(World.Between(0, Arrival), () => Visit(person));
            if (random.Next(6) == 0)
                Act(World.Between(0, Arrival), () => new Buyer(this, others, new Person("hoarder")).Hoard(Shows[random.Next(Shows.Count)]));
        };
    }

    private double Pick(params ReadOnlySpan<double> values) => values[World.Random.Next(values.Length)];

    /// <summary>Puts one or two events on sale. A large one has little capacity left, spread over several counter shards.</summary>
    private async Task Open(bool spread)
    {
        var random = World.Random;
        for (var shows = random.Next(4) == 0 ? 2 : 1; shows > 0; shows--)
        {
            var capacity = spread ? 1000 : random.Next(1, 9);
            var free = random.Next(5) == 0;
            MostPerPerson = random.Next(3) == 0 ? random.Next(1, 6) : null;
            var price = free ? 0 : Venue.Location.Price;
            List<JsonObject> types = [Type("Standing", price, capacity, Venue.Location.Currency)];
            if (random.Next(3) == 0)
                types.Add(Type("Seat", price * 7 / 4, spread ? capacity : random.Next(1, 4), Venue.Location.Currency));
            var show = await Open(capacity, types);
            if (!spread)
                continue;
            await Resize(show, 1);
            await Resize(show, random.Next(3, 10));
        }
    }

    /// <summary>Creates and publishes an event.</summary>
    public async Task<Show> Open(int capacity, params IReadOnlyList<JsonObject> types)
    {
        var made = Ok(await Call(EventEndpoints.CreateEvent, Organizer, EventBody(capacity, [.. types]), key: $"event-{Shows.Count}"));
        var show = new Show(
            made.Text("eventId"),
            made.Body!["startsAt"]!.GetValue<DateTimeOffset>(),
            made.Body["endsAt"]!.GetValue<DateTimeOffset>(),
            [.. made.Body!["ticketTypes"]!.AsArray().Select(type => (string)type!["ticketTypeId"]!)],
            Venue.Location,
            Venue.StartsIn > 24 * 7
        );
        Ok(await Call(EventEndpoints.PublishEvent, Organizer, path: [show.EventId]));
        Shows.Add(show);
        return show;
    }

    private async Task Resize(Show show, int places)
    {
        foreach (var type in show.Types)
            Ok(await Call(EventEndpoints.UpdateTicketType, Organizer, new() { ["quantity"] = places }, path: [show.EventId, type]));
        Ok(await Call(EventEndpoints.UpdateEvent, Organizer, new() { ["capacity"] = places }, path: [show.EventId]));
    }

    public static Answer Ok(Answer answer) =>
        answer.IsOk ? answer : throw new InvalidOperationException($"It was refused: {answer.Status} {answer.Body?.ToJsonString()}");

    public static JsonObject Type(string name, int amount, int quantity, string currency = "eur") =>
        new()
        {
            ["name"] = name,
            ["price"] = Price(amount, currency),
            ["quantity"] = quantity,
        };

    public static JsonObject Price(int amount, string currency) => new() { ["amount"] = amount, ["currency"] = currency };

    /// <summary>Starts in four hours by default, so that its gate is open.</summary>
    private JsonObject EventBody(int capacity, JsonArray types) =>
        new()
        {
            ["title"] = "Late set",
            ["category"] = "concert",
            ["startsAt"] = World.Time.Now.AddHours(Venue.StartsIn).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
            ["endsAt"] = World.Time.Now.AddHours(Venue.StartsIn + Venue.Lasts).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
            ["timeZone"] = Venue.Location.Zone,
            ["venue"] = new JsonObject
            {
                ["name"] = "Hafenklang",
                ["city"] = Venue.Location.City,
                ["country"] = Venue.Location.Country,
                ["postalCode"] = Venue.Location.PostalCode,
            },
            ["capacity"] = capacity,
            ["maxPerPerson"] = MostPerPerson,
            ["ticketTypes"] = types,
            ["priceDisplay"] = World.Chance(0.5) ? "taxIncluded" : "taxExcluded",
        };
}
