using System.Diagnostics;
using EventTicketing.Infra;

namespace EventTicketing.Tests.Cli;

/// <summary>The files of the checkout, without what is built or installed.</summary>
internal static class Sources
{
    private static readonly string[] NotOurs = ["artifacts", "node_modules", ".git", ".local", "cdk.out"];
    private static readonly TimeSpan FormatterLimit = TimeSpan.FromMinutes(2);

    private static readonly Lazy<Task> Restored = new(async () => await Dotnet("tool", "restore"));

    public static IReadOnlyList<FileInfo> Files { get; } = [.. Below(new(SourceTree.Root))];

    /// <summary>Runs the formatter's check.</summary>
    /// <returns>The files that it would change, one per line; null when there are none.</returns>
    public static async Task<string?> Unformatted(params IEnumerable<string> files)
    {
        await Restored.Value;
        return await Dotnet(["csharpier", "check", .. files]);
    }

    /// <returns>The output; null when the exit code is 0.</returns>
    private static async Task<string?> Dotnet(params IEnumerable<string> arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", arguments)
            {
                WorkingDirectory = SourceTree.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        using var limit = new CancellationTokenSource(FormatterLimit);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? null : await output + await errors;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static IEnumerable<FileInfo> Below(DirectoryInfo folder) =>
        folder.EnumerateFiles().Concat(folder.EnumerateDirectories().Where(inner => !NotOurs.Contains(inner.Name)).SelectMany(Below));
}
