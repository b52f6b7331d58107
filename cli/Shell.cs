using System.Diagnostics;
using EventTicketing.Infra;

namespace EventTicketing.Cli;

/// <summary>Runs other programs in the repository's folder, with their output on the console.</summary>
internal static class Shell
{
    /// <exception cref="InvalidOperationException">The program is not installed, or exits with a code other than 0.</exception>
    public static Task Run(string program, params string[] arguments) => Run(CancellationToken.None, program, arguments);

    public static async Task Run(CancellationToken stop, string program, params string[] arguments)
    {
        Console.WriteLine($"  $ {program} {string.Join(' ', arguments)}");
        var name = OperatingSystem.IsWindows() && program is "npm" or "npx" ? $"{program}.cmd" : program;
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo(name, arguments) { WorkingDirectory = SourceTree.Root })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException($"{program} is not installed.");
        }

        using (process)
        {
            try
            {
                await process.WaitForExitAsync(stop);
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill(entireProcessTree: true);
            }

            if (process.ExitCode != 0)
                throw new InvalidOperationException($"{program} {arguments[0]} ended with {process.ExitCode}.");
        }
    }
}
