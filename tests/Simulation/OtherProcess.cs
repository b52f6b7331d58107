using System.Diagnostics;

namespace EventTicketing.Tests.Simulation;

/// <summary>Runs this program in another process.</summary>
internal static class OtherProcess
{
    public static (int ExitCode, string Printed) Run(params IReadOnlyList<string> args)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", ["exec", typeof(OtherProcess).Assembly.Location, .. args])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, printed);
    }
}
