namespace EventTicketing.Cli;

/// <summary>What a command says to the script that called it.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>It looked, and something is not as it should be.</summary>
    public const int Differences = 1;

    /// <summary>It could not do what it was asked to, or refused.</summary>
    public const int Failed = 2;
}
