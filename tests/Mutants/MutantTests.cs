using EventTicketing.Tests.Simulation;

namespace EventTicketing.Tests;

/// <summary>Shows that the simulation can fail: see docs/proof.md.</summary>
public sealed class MutantTests
{
    public static TheoryData<string> Names => [.. Mutant.All];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_simulation_notices_that_it(string name) => Assert.NotNull(Hunt.FirstKill(name, from: 1));

    [Fact]
    public void The_code_without_a_mutant_is_well()
    {
        for (var seed = 1; seed <= 200; seed++) Assert.Null(Play.Run(seed).Failure);
    }

    [Fact]
    public void There_are_enough_mutants() => Assert.InRange(Mutant.All.Count, 30, int.MaxValue);
}
