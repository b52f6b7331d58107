namespace EventTicketing.Cli;

/// <summary>Exit codes of all commands.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The check ran and found differences.</summary>
    public const int Differences = 1;

    /// <param name="complete">Whether everything was read that the command is about.</param>
    public static int Of(bool complete) => complete ? Done : Differences;

    /// <summary>The command failed or refused to run.</summary>
    public const int Failed = 2;
}
