namespace EventTicketing.Tests.Data;

/// <summary>Checks histories that are short enough to verify by hand.</summary>
public sealed class LinearizabilityCheckerTests
{
    private const int Registrations = 4;

    [Fact]
    public void Of_two_at_once_one_gets_the_last_place_whoever_called_first() =>
        Accepted(1, Hold(0, 0, 10, "sold_out"), Hold(1, 1, 9, "pending"));

    [Fact]
    public void Nobody_is_told_sold_out_while_there_is_a_place()
    {
        Rejected(1, Hold(0, 0, 1, "sold_out"), Hold(1, 2, 3, "pending"));
        Rejected(2, Hold(0, 0, 10, "sold_out"), Hold(1, 1, 9, "pending"));
    }

    [Fact]
    public void One_place_is_sold_once()
    {
        var report = Rejected(1, Hold(0, 0, 10, "pending"), Hold(1, 1, 9, "pending"));
        Assert.Contains("The longest order has 1 of 2 operations", report, StringComparison.Ordinal);
        Assert.Contains("One of these had to be next, and none can:\n  client  0", report, StringComparison.Ordinal);
        Accepted(2, Hold(0, 0, 10, "pending"), Hold(1, 1, 9, "pending"), Left(11, 12, 0));
        Rejected(3, Hold(0, 0, 10, "pending"), Hold(1, 1, 9, "pending"), Left(11, 12, 0));
    }

    [Fact]
    public void What_was_read_is_not_older_than_what_had_been_answered()
    {
        Rejected(1, Hold(0, 0, 1, "pending"), On(Verb.Cancel, 0, 2, 3, "cancelled"), On(Verb.Read, 0, 4, 5, "pending"));
        Accepted(1, Hold(0, 0, 1, "pending"), On(Verb.Cancel, 0, 2, 4, "cancelled"), On(Verb.Read, 0, 3, 5, "pending"));
        Accepted(1, Hold(0, 0, 1, "pending"), On(Verb.Cancel, 0, 2, 4, "cancelled"), On(Verb.Read, 0, 3, 5, "cancelled"));
        // Once a reader has seen the payment, all later readers must, although the payment has not returned yet.
        Rejected(
            1,
            Hold(0, 0, 1, "pending"),
            On(Verb.Pay, 0, 2, 9, "confirmed"),
            On(Verb.Read, 0, 3, 4, "confirmed"),
            On(Verb.Read, 0, 5, 6, "pending")
        );
        Accepted(
            1,
            Hold(0, 0, 1, "pending"),
            On(Verb.Pay, 0, 2, 9, "confirmed"),
            On(Verb.Read, 0, 3, 4, "pending"),
            On(Verb.Read, 0, 5, 6, "confirmed")
        );
    }

    [Fact]
    public void What_had_returned_comes_before_what_was_called_later()
    {
        Rejected(1, Hold(0, 0, 1, "pending"), On(Verb.Cancel, 0, 2, 3, "cancelled"), Hold(1, 4, 5, "sold_out"));
        Accepted(1, Hold(0, 0, 1, "pending"), On(Verb.Cancel, 0, 2, 4, "cancelled"), Hold(1, 3, 5, "sold_out"));
        Rejected(1, Hold(0, 0, 1, "pending"), Hold(1, 2, 3, "pending"), On(Verb.Cancel, 0, 4, 5, "cancelled"));
        Accepted(1, Hold(0, 0, 1, "pending"), Hold(1, 2, 5, "pending"), On(Verb.Cancel, 0, 4, 6, "cancelled"));
    }

    [Fact]
    public void What_nobody_got_an_answer_to_may_have_happened_when_only_that_explains_the_rest()
    {
        Operation<Ask, Said>[] sold = [Hold(0, 0, 1, "pending"), Hold(1, 20, 21, "pending")];
        Rejected(1, sold);
        Accepted(1, [.. sold, On(Verb.Cancel, 0, 2, 3, null)]);
        // The cancellation may take effect long after its client gave up.
        Accepted(1, [.. sold, On(Verb.Cancel, 0, 2, 3, null), Left(10, 11, 0)]);
        Rejected(1, [.. sold, On(Verb.Cancel, 0, 22, 23, null)]);
    }

    [Fact]
    public void What_nobody_got_an_answer_to_may_never_have_happened()
    {
        Accepted(1, Hold(0, 0, 1, null), Hold(1, 2, 3, "pending"), Left(4, 5, 0));
        Accepted(1, Hold(0, 0, 1, null), Hold(1, 2, 3, "sold_out"));
        Rejected(1, Hold(0, 0, 1, null), Left(2, 3, 0), Hold(1, 4, 5, "pending"));
        Rejected(1, Hold(0, 0, 1, null), Hold(1, 2, 3, "sold_out"), Left(4, 5, 1));
    }

    [Fact]
    public void The_same_key_again_changes_nothing()
    {
        Accepted(1, Hold(0, 0, 9, "pending"), Hold(0, 1, 8, "pending"), Left(10, 11, 0));
        Rejected(2, Hold(0, 0, 9, "pending"), Hold(0, 1, 8, "pending"), Left(10, 11, 0));
        Rejected(1, Hold(0, 0, 1, "pending"), Hold(0, 2, 3, "sold_out"));
    }

    [Fact]
    public void Each_ticket_is_checked_apart_and_named_when_it_lets_two_people_in()
    {
        Operation<AtGate, string>[] right =
        [
            new(0, new(Act.Scan, 0, 1), "valid 8:00", 0, 9),
            new(1, new(Act.Scan, 0, 2), "already_used 8:00", 0, 9),
            new(2, new(Act.Scan, 1, 3), "valid 8:01", 0, 9),
            new(3, new(Act.Undo, 1), "valid", 10, 12),
            new(4, new(Act.Scan, 1, 4), "valid 8:02", 11, 13),
            new(5, new(Act.Cancel, 1), "already_checked_in", 14, 15),
        ];
        Assert.Equal(Finding.Linearizable, Linearizability.Check(GateModel.Model, right).Is);
        var wrong = Linearizability.Check(GateModel.Model, [.. right, new(6, new(Act.Scan, 1, 5), "valid 8:03", 16, 17)]);
        Assert.Equal(Finding.NotLinearizable, wrong.Is);
        Assert.StartsWith("Of ticket 1: not linearizable.", wrong.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_that_takes_too_long_is_a_failure_that_says_so()
    {
        Operation<Ask, Said>[] history = [Hold(0, 0, 9, "pending"), Hold(1, 0, 9, "pending"), Left(10, 11, 0)];
        Assert.Equal(Finding.Linearizable, Linearizability.Check(Places.Model(2, Registrations, "pending"), history, limit: 3).Is);
        var verdict = Linearizability.Check(Places.Model(2, Registrations, "pending"), history, limit: 2);
        Assert.Equal(Finding.Undecided, verdict.Is);
        Assert.Contains("undecided after 2 configurations", verdict.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_short_cuts_find_what_trying_every_order_finds()
    {
        var (random, model, accepted) = (new Random(1), Places.Model(2, Registrations, "pending"), 0);
        for (var round = 0; round < 2000; round++)
        {
            var history = Any(random, model);
            var expected = TryAll(model, model.Initial, [], history);
            Assert.True(
                expected == (Linearizability.Check(model, history).Is == Finding.Linearizable),
                string.Join('\n', history.Select(operation => operation.Line(0)))
            );
            accepted += expected ? 1 : 0;
        }

        Assert.InRange(accepted, 500, 1500);
    }

    /// <summary>Seven operations that took effect one by one between call and return; one of them may get a wrong answer.</summary>
    private static List<Operation<Ask, Said>> Any(Random random, Model<Ask, Said, Places> model)
    {
        Said[] answers =
        [
            new("pending"),
            new("confirmed"),
            new("cancelled"),
            .. Enumerable.Range(0, 3).SelectMany(left => new Said[] { new("sold_out", left), new("left", left) }),
        ];
        List<Operation<Ask, Said>> history = [];
        var state = model.Initial;
        for (var at = 10; history.Count < 7; at += 4)
        {
            var registration = random.Next(Registrations);
            var ask = new Ask((Verb)random.Next(5), registration, 1 + registration % 2);
            random.Shuffle(answers);
            if (answers.FirstOrDefault(answer => model.Step(state, ask, answer) is not null) is not { } said)
                continue;
            state = model.Step(state, ask, said)!;
            history.Add(new(history.Count, ask, random.Next(8) == 0 ? null : said, at - random.Next(12), at + random.Next(12)));
        }

        var other = random.Next(history.Count);
        if (random.Next(4) > 0)
            history[other] = history[other] with { Output = answers[0] };
        return history;
    }

    private static bool TryAll(
        Model<Ask, Said, Places> model,
        Places state,
        List<Operation<Ask, Said>> done,
        List<Operation<Ask, Said>> history
    )
    {
        var missing = history.Except(done).ToList();
        return missing.All(operation => operation.IsLost)
            || missing.Any(next =>
                missing.All(other => other.Until >= next.CalledAt)
                && model.Step(state, next.Input, next.Output) is { } after
                && TryAll(model, after, [.. done, next], history)
            );
    }

    private static Operation<Ask, Said> Hold(int registration, long from, long to, string? said) =>
        On(Verb.Hold, registration, from, to, said);

    private static Operation<Ask, Said> Left(long from, long to, long left) => new(9, new(Verb.Left), new("left", left), from, to);

    private static Operation<Ask, Said> On(Verb verb, int registration, long from, long to, string? said) =>
        new(registration, new(verb, registration, 1), said is null ? null : new(said), from, to);

    private static void Accepted(int free, params Operation<Ask, Said>[] history)
    {
        var verdict = Check(free, history);
        Assert.True(verdict.Is == Finding.Linearizable, verdict.Report);
    }

    private static string Rejected(int free, params Operation<Ask, Said>[] history)
    {
        var verdict = Check(free, history);
        Assert.Equal(Finding.NotLinearizable, verdict.Is);
        return verdict.Report;
    }

    private static Verdict Check(int free, Operation<Ask, Said>[] history) =>
        Linearizability.Check(Places.Model(free, Registrations, "pending"), history);
}
