using System.Globalization;
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
    /// The seed that killed the mutant when it was last hunted from the first one on. Other code makes other schedules of the same seeds:
    /// the hunt goes on from there.
    /// </summary>
    public static int From(string name) => Known.GetValueOrDefault(name, 1);

    private static readonly Dictionary<string, int> Known = Read();

    private static Dictionary<string, int> Read()
    {
        using var lines = new StreamReader(typeof(MutantHunt).Assembly.GetManifestResourceStream("seeds.txt")!);
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        while (lines.ReadLine()?.Trim().Split("  ") is [var seed, var name])
            known[name] = int.Parse(seed, CultureInfo.InvariantCulture);
        return known;
    }
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
    public void There_are_enough_mutants() => Assert.InRange(Mutant.All.Count, 130, int.MaxValue);
}
