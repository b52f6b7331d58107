using EventTicketing.Tests.Simulation;

namespace EventTicketing.Tests;

/// <summary>Shows that the simulation can detect bugs: see docs/proof.md. Each half of the mutants has a class, and so a core.</summary>
public sealed class MutantTests
{
    public static TheoryData<string> Half => MutantHunt.Half(0);

    [Theory]
    [MemberData(nameof(Half))]
    public void The_simulation_notices_that_it(string name) => MutantHunt.Kills(name);
}

public sealed class OtherMutantTests
{
    public static TheoryData<string> Half => MutantHunt.Half(1);

    [Theory]
    [MemberData(nameof(Half))]
    public void The_simulation_notices_that_it(string name) => MutantHunt.Kills(name);
}

internal static class MutantHunt
{
    public static TheoryData<string> Half(int which) => [.. Mutant.All.Where((_, i) => i % 2 == which)];

    public static void Kills(string name) => Assert.NotNull(MutantSearch.FirstKill(name, From(name)));

    /// <summary>
    /// The first seed to try. A mutant that rarely shows starts near a seed that kills it; <c>--mutants N</c> reports the median over other
    /// seeds.
    /// </summary>
    public static int From(string name) =>
        name switch
        {
            "calls a cancelled event done before all is refunded" => 2_401,
            "forgets what a device decided that got no answer" => 4_001,
            "judges an uploaded scan anew each time" => 3_701,
            "lets two owners demote each other at once" => 11_701,
            "revives a registration beyond the person's quota" => 4_101,
            "revives registrations with a disputed payment" => 4_901,
            "sells after the event is cancelled" => 1_101,
            "sells the place of somebody who came in before the ticket was void" => 2_701,
            _ => 1,
        };
}

public sealed class ReplayTests
{
    /// <summary>With or without a timeline, in this process or in another.</summary>
    [Theory]
    [InlineData("confirms unpaid registrations")]
    [InlineData("decides on outdated reads")]
    [InlineData("judges an uploaded scan anew each time")]
    [InlineData("loses sight of mails that were not sent")]
    public void What_fails_is_replayed_to_the_last_byte(string name)
    {
        var killed = MutantSearch.FirstKill(name, MutantHunt.From(name))!;
        Mutant.Active = name;
        var (first, second) = (Schedule.Run(killed.Seed, recorded: true), Schedule.Run(killed.Seed, recorded: true));
        Mutant.Active = null;
        Assert.Equal(killed.Failure, first.Failure);
        Assert.NotEmpty(first.Timeline);
        Assert.Equal(first.Timeline, second.Timeline);
        string[] replay = ["--mutant", name, "--replay", $"{killed.Seed}"];
        var (exitCode, printed) = OtherProcess.Run(replay);
        Assert.Equal(
            (1, $"{string.Join('\n', first.Timeline)}\nseed {killed.Seed}: {killed.Failure}\n"),
            (exitCode, printed.ReplaceLineEndings("\n"))
        );
        Assert.Equal((exitCode, printed), OtherProcess.Run(replay));
    }

    [Fact]
    public void The_code_without_a_mutant_is_well()
    {
        for (var seed = 1; seed <= 200; seed++)
            Assert.Null(Schedule.Run(seed).Failure);
    }

    [Fact]
    public void There_are_enough_mutants() => Assert.InRange(Mutant.All.Count, 30, int.MaxValue);
}
