using EventTicketing.Tests.Simulation;

namespace EventTicketing.Tests;

/// <summary>Searches for a seed that kills a mutant.</summary>
public static class MutantSearch
{
    public const int MaxSeeds = 20_000;

    /// <summary>Distance between the first seeds of hunts, so that no two hunts use the same seed.</summary>
    private const int Apart = 1_000_000;

    /// <returns>The ending of the first seed that kills the mutant; null when none does.</returns>
    public static Ending? FirstKill(string mutant, int from)
    {
        Mutant.Active = mutant;
        try
        {
            for (var seed = from; seed < from + MaxSeeds; seed++)
            {
                if (Schedule.Run(seed) is { Failure: not null } killed)
                    return killed;
            }

            return null;
        }
        finally
        {
            Mutant.Active = null;
        }
    }

    /// <summary>Prints for each mutant the median number of seeds that kill it, over this many hunts.</summary>
    /// <returns>0 when all mutants are killed.</returns>
    public static int List(int hunts, string part)
    {
        var survived = 0;
        IReadOnlyList<string> mutants = [.. Mutant.All.Where(name => name.Contains(part, StringComparison.Ordinal))];
        Parallel.ForEach(
            mutants,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            mutant =>
            {
                List<int> taken = [];
                Ending? killed = null;
                for (var hunt = 0; hunt < hunts && (hunt == 0 || killed is not null); hunt++)
                {
                    killed = FirstKill(mutant, 1 + hunt * Apart);
                    taken.Add(killed is null ? int.MaxValue : killed.Seed - hunt * Apart);
                }

                taken.Sort();
                if (killed is null)
                    Interlocked.Increment(ref survived);
                Console.WriteLine(
                    $"{(killed is null ? "SURVIVED" : $"{taken[taken.Count / 2]}"), 8}  {mutant}: {killed?.Failure!.Split('\n')[0]}"
                );
            }
        );
        Console.WriteLine($"{mutants.Count} mutants, {mutants.Count - survived} killed");
        return survived == 0 ? 0 : 1;
    }
}
