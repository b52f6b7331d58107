using System.Collections.Concurrent;

namespace EventTicketing.Tests.Data;

internal enum Verb
{
    Hold,
    Pay,
    Cancel,
    Read,
    Left,
}

/// <param name="Registration">A number chosen by the test: the same number means the same Idempotency-Key.</param>
internal sealed record Ask(Verb Verb, int Registration = 0, int Quantity = 0)
{
    public override string ToString() =>
        Verb switch
        {
            Verb.Left => "how many are left",
            Verb.Hold => $"hold #{Registration} of {Quantity}",
            _ => $"{Verb} #{Registration}",
        };
}

/// <param name="Word">The status of a registration, or the code of a problem.</param>
/// <param name="Left">The free places, with <c>sold_out</c> and when they were queried.</param>
internal sealed record Said(string Word, long Left = 0)
{
    public override string ToString() => Word is "sold_out" or "left" ? $"{Word}, {Left} left" : Word;
}

/// <summary>An event's free places and its registrations.</summary>
/// <param name="Registrations">One letter each: - for none yet, p for pending, c for confirmed, x for cancelled.</param>
internal sealed record Places(long Free, string Registrations)
{
    private const char None = '-';

    /// <param name="held">The status of a new registration.</param>
    public static Model<Ask, Said, Places> Model(long free, int registrations, string held) =>
        new(new(free, new(None, registrations)), (now, ask, said) => now.After(ask, said, held))
        {
            Alike = ask => (ask.Verb == Verb.Pay ? null : (ask.Verb, ask.Quantity), ask.Registration),
            OrderLeavesNoTrace = true,
        };

    public override string ToString() => $"{Free} free, {Registrations}";

    private Places? After(Ask ask, Said? said, string held)
    {
        var status = Registrations[ask.Registration];
        return ask.Verb switch
        {
            Verb.Left => said is null || said.Left == Free ? this : null,
            Verb.Read => said is null || Letter(said.Word) == status ? this : null,
            Verb.Hold when said?.Word == "sold_out" => status == None && Free < ask.Quantity && said.Left == Free ? this : null,
            // Idempotent: a repeated request has no effect, and is answered with the registration in its current state.
            Verb.Hold when status != None => said is null || Letter(said.Word) == status ? this : null,
            Verb.Hold when said is not null && said.Word != held => null,
            Verb.Hold => Free >= ask.Quantity ? With(ask.Registration, Letter(held), -ask.Quantity) : null,
            Verb.Cancel when said is not (null or { Word: "cancelled" }) => null,
            Verb.Cancel => status is 'p' or 'c' ? With(ask.Registration, 'x', ask.Quantity)
            : said is null || status == 'x' ? this
            : null,
            // Whether the payment came before or after the cancellation, its answer is "cancelled" when nobody looked in between.
            Verb.Pay when said is null or { Word: "confirmed" or "cancelled" } => status switch
            {
                'p' => With(ask.Registration, 'c', 0),
                'c' => this,
                'x' when said?.Word != "confirmed" => this,
                _ => null,
            },
            _ => null,
        };
    }

    private Places With(int registration, char status, int freed) =>
        new(Free + freed, $"{Registrations[..registration]}{status}{Registrations[(registration + 1)..]}");

    private static char Letter(string status) =>
        status switch
        {
            "pending" => 'p',
            "confirmed" => 'c',
            "cancelled" => 'x',
            _ => '?',
        };
}

/// <summary>Records clients that concurrently hold, pay and cancel.</summary>
/// <param name="repeats">Percentage of operations that repeat one of the latest holds. Half of the others are new holds.</param>
internal sealed class PlacesHistory(Shop shop, Sale sale, bool paid, int seed, int repeats)
{
    private const int Clients = 32;
    private const int Rounds = 3;
    private const int OperationsEach = 2;

    /// <summary>So many that hardly any buyer has two holds at once, and none has three.</summary>
    private const int Buyers = 64;
    private const int Latest = 10;
    private readonly History<Ask, Said> _history = new();
    private readonly List<Ask> _holds = [];
    private readonly ConcurrentDictionary<int, string> _held = [];

    public string Held => paid ? "pending" : "confirmed";

    public Model<Ask, Said, Places> Model => Places.Model(sale.Capacity, _holds.Count, Held);

    /// <summary>Reads the free places after each round, and the status of every registration at the end.</summary>
    public async Task<IReadOnlyList<Operation<Ask, Said>>> Record()
    {
        Random[] random = [.. Enumerable.Range(0, Clients).Select(client => new Random(seed * 1000 + client))];
        for (var round = 0; round < Rounds; round++)
        {
            await Shop.AtOnce(
                Clients,
                async client =>
                {
                    for (var i = 0; i < OperationsEach; i++)
                        await Next(client, random[client]);
                    return client;
                }
            );
            await Ask(Clients, new(Verb.Left));
        }

        foreach (var number in _held.Keys)
            await Ask(Clients, new(Verb.Read, number));
        return _history.Operations;
    }

    private Task Next(int client, Random random)
    {
        var (about, which, quantity, what) = (random.Next(100), random.Next(Latest), random.Next(1, 3), random.Next(100));
        var held = _held.Keys.OrderDescending().Take(Latest).ToList();
        if (about < repeats || held.Count == 0)
            return Ask(client, Wished(which, quantity));
        if (about < (100 + repeats) / 2)
            return Ask(client, Wished(null, quantity));
        var hold = Wish(held[which % held.Count]);
        return Ask(
            client,
            hold with
            {
                Verb =
                    what < 50 ? Verb.Cancel
                    : what < 80 && paid ? Verb.Pay
                    : Verb.Read,
            }
        );
    }

    /// <summary>Repeats one of the latest holds, counted from the last one backwards, or makes a new one.</summary>
    private Ask Wished(int? again, int quantity)
    {
        lock (_holds)
        {
            if (again < _holds.Count)
                return _holds[^(again.Value + 1)];
            _holds.Add(new(Verb.Hold, _holds.Count, quantity));
            return _holds[^1];
        }
    }

    private Ask Wish(int number)
    {
        lock (_holds)
            return _holds[number];
    }

    private Task Ask(int client, Ask ask) =>
        _history.Record(
            client,
            ask,
            () =>
                ask.Verb switch
                {
                    Verb.Hold => Hold(ask),
                    Verb.Pay => Pay(ask.Registration),
                    Verb.Cancel => Status(Buyer(ask.Registration).Post($"/registrations/{Id(ask.Registration)}/cancel")),
                    Verb.Read => Status(Read(ask.Registration)),
                    _ => Say(shop.Buyers[0].Get($"/events/{sale.EventId}"), answer => new("left", (long)answer["available"])),
                }
        );

    private Task<Said?> Hold(Ask ask) =>
        Say(
            Shop.Register(Buyer(ask.Registration), sale, ask.Quantity, key: $"{sale.EventId}-{ask.Registration}"),
            answer =>
            {
                if (answer.Code == "sold_out")
                    return new("sold_out", (long)answer["available"][sale.Types[0]]!);
                if (answer.IsOk)
                    Assert.Equal(_held.GetOrAdd(ask.Registration, Id(answer)), Id(answer));
                return Word(answer);
            }
        );

    /// <summary>The provider's webhook is asynchronous: the payment has taken effect once the registration shows it.</summary>
    private async Task<Said?> Pay(int registration)
    {
        var started = await Shop.StartPayment(Buyer(registration), Id(registration));
        if (started.IsOk)
            await shop.Stripe.Confirm((string)started["paymentIntentId"]!);
        else if (started.Code is not ("already_paid" or "registration_cancelled"))
            return await Status(Task.FromResult(started));
        return await Shop.Eventually(() => Status(Read(registration)), said => said is not { Word: "pending" });
    }

    private Task<Answer> Read(int registration) => Buyer(registration).Get($"/registrations/{Id(registration)}");

    private Client Buyer(int registration) => shop.Buyers[registration % Buyers];

    private string Id(int registration) => _held[registration];

    private static string Id(Answer answer) => (string)answer["registrationId"]!;

    private static Task<Said?> Status(Task<Answer> answer) => Say(answer, Word);

    private static Said Word(Answer answer) => new(answer.Code ?? (string)answer["status"]!);

    private static Task<Said?> Say(Task<Answer> answer, Func<Answer, Said> said) => History<Ask, Said>.Said(answer, said);
}
