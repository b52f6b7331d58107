using System.Diagnostics;

namespace EventTicketing.Cli;

/// <summary>Runs other programs in the repository's folder, in front of everybody.</summary>
internal static class Shell
{
    public static string Root { get; } = Folder();

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <exception cref="InvalidOperationException">It is not there, or ends with another code than 0.</exception>
    public static Task Run(string program, params string[] arguments) => Run(CancellationToken.None, program, arguments);

    public static async Task Run(CancellationToken stop, string program, params string[] arguments)
    {
        Console.WriteLine($"  $ {program} {string.Join(' ', arguments)}");
        var name = OperatingSystem.IsWindows() && program is "npm" or "npx" ? $"{program}.cmd" : program;
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo(name, arguments) { WorkingDirectory = Root })!;
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
                if (!process.HasExited) process.Kill(entireProcessTree: true);
            }

            if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {arguments[0]} ended with {process.ExitCode}.");
        }
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EventTicketing.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("This runs inside the repository.");
    }
}
