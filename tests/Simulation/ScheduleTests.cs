using System.Collections.Concurrent;

namespace EventTicketing.Tests.Simulation;

/// <summary>Runs schedules by seed. <c>dotnet run --project tests/Simulation -- --seeds N --from S</c> runs any number of them.</summary>
public sealed class ScheduleTests
{
    private const int Seeds = 3_000;
    private const int FreshSeeds = 500;

    [Fact]
    public void Thousands_of_schedules_end_well()
    {
        var (haveRun, reached) = Run(1, Seeds);
        Assert.Contains(
            $"`never called: {string.Join(", ", Commands.NeverRun(haveRun))}`",
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "proof.md")).ReplaceLineEndings(" ")
        );
        Assert.Empty(Oracle.NeverReached(reached));
    }

    /// <summary>New seeds in every run. A failure is printed with the command that reproduces it.</summary>
    [Fact]
    public void Schedules_that_nobody_has_seen_end_well()
    {
        var from = Random.Shared.Next(1_000_000_000, int.MaxValue - FreshSeeds);
        Console.WriteLine($"fresh seeds: dotnet run --project tests/Simulation -- --seeds {FreshSeeds} --from {from}");
        Run(from, FreshSeeds);
    }

    private static (IEnumerable<string> HaveRun, IEnumerable<string> Reached) Run(int from, int count)
    {
        ConcurrentBag<Ending> wrong = [];
        ConcurrentDictionary<string, bool> haveRun = new(StringComparer.Ordinal),
            reached = new(StringComparer.Ordinal);
        Parallel.For(
            from,
            from + count,
            Commands.OnePerProcessor,
            seed =>
            {
                var ending = Schedule.Run(seed);
                foreach (var function in ending.HaveRun)
                    haveRun.TryAdd(function, true);
                foreach (var state in ending.Reached)
                    reached.TryAdd(state, true);
                if (ending.Failure is not null)
                    wrong.Add(ending);
            }
        );
        Assert.True(
            wrong.IsEmpty,
            string.Join(
                '\n',
                wrong
                    .OrderBy(ending => ending.Seed)
                    .Take(10)
                    .Select(ending =>
                        $"seed {ending.Seed}: {ending.Failure}\n  dotnet run --project tests/Simulation -- --replay {ending.Seed}"
                    )
            )
        );
        return (haveRun.Keys, reached.Keys);
    }

    /// <summary>Seeds that once found a bug: see docs/proof.md. They produce other schedules now, and stay as regression tests.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(142)]
    [InlineData(216)]
    [InlineData(1026)]
    [InlineData(1232)]
    [InlineData(1975)]
    [InlineData(1_816_809_527)]
    public void Seeds_that_found_mistakes_end_well(int seed) => Assert.Null(Schedule.Run(seed).Failure);

    [Fact]
    public void A_seed_is_one_schedule_to_the_last_byte()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var timeline = Schedule.Run(seed, recorded: true).Timeline;
            Assert.NotEmpty(timeline);
            Assert.Equal(timeline, Schedule.Run(seed, recorded: true).Timeline);
        }
    }

    /// <summary>One of the seeds renders real PDFs.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(50)]
    public void A_replay_prints_the_same_in_another_process(int seed)
    {
        var (exitCode, printed) = OtherProcess.Run("--replay", $"{seed}");
        Assert.Equal(0, exitCode);
        Assert.EndsWith($"seed {seed}: all is well", printed.TrimEnd());
        Assert.Equal(printed, OtherProcess.Run("--replay", $"{seed}").Printed);
    }
}
