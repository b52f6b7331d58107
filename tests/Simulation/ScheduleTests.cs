using System.Collections.Concurrent;

namespace EventTicketing.Tests.Simulation;

/// <summary>Schedules by their seeds. <c>dotnet run --project tests/Simulation -- --seeds N --from S</c> runs as many as one likes.</summary>
public sealed class ScheduleTests
{
    private const int Seeds = 3_000;

    [Fact]
    public void Thousands_of_schedules_end_well()
    {
        ConcurrentBag<Ending> wrong = [];
        Parallel.For(1, Seeds + 1, seed =>
        {
            if (Play.Run(seed) is { Failure: not null } ending) wrong.Add(ending);
        });
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.OrderBy(ending => ending.Seed).Take(10).Select(ending =>
            $"seed {ending.Seed}: {ending.Failure}\n  dotnet run --project tests/Simulation -- --replay {ending.Seed}")));
    }

    [Fact]
    public void A_seed_is_one_schedule_to_the_last_byte()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var timeline = Play.Run(seed, recorded: true).Timeline;
            Assert.NotEmpty(timeline);
            Assert.Equal(timeline, Play.Run(seed, recorded: true).Timeline);
        }
    }
}
