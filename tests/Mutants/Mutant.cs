namespace EventTicketing.Tests;

/// <summary>A small mistake in the production code, listed in mutants.txt, that can be switched on.</summary>
public static class Mutant
{
    /// <summary>The active mutant of this thread; null for the unchanged code. A world runs on one thread.</summary>
    [ThreadStatic]
    private static string? active;

    public static string? Active
    {
        get => active;
        set => active = value;
    }

    public static IReadOnlyList<string> All { get; } =
    [.. Lines().Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..].Trim())];

    /// <summary>Called by the mutated sources.</summary>
    public static bool Is(string name) => active is not null && active == name;

    private static IEnumerable<string> Lines()
    {
        using var list = new StreamReader(typeof(Mutant).Assembly.GetManifestResourceStream("mutants.txt")!);
        while (list.ReadLine() is { } line)
            yield return line;
    }
}
