using System.Diagnostics;
using System.Text;
using EventTicketing.Local;

namespace EventTicketing.Tests.Browser;

/// <summary>Runs Node programs with the packages of this folder and of <c>frontend/</c>.</summary>
public static class Node
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Browser");
    public static string Frontend { get; } = Path.Combine(Repository.Root, "frontend");

    /// <summary>Installs Playwright, axe, and a Chromium for machines without one.</summary>
    public static async Task Install()
    {
        using var turn = await Repository.Turn("tests-browser", InstallLimit);
        var (wanted, present) = (
            Path.Combine(Folder, "package-lock.json"),
            Path.Combine(Folder, "node_modules", ".installed-package-lock.json")
        );
        if (File.Exists(present) && File.ReadAllBytes(present).AsSpan().SequenceEqual(File.ReadAllBytes(wanted)))
            return;
        var (status, output) = await Run(
            Folder,
            InstallLimit,
            OperatingSystem.IsWindows() ? "npm.cmd" : "npm",
            "ci",
            "--no-audit",
            "--no-fund"
        );
        if (status != 0)
            throw new InvalidOperationException($"npm ci failed in tests/Browser: {output}");
        File.Copy(wanted, present, overwrite: true);
    }

    /// <summary>Runs a program to completion, and returns its exit code and output.</summary>
    /// <exception cref="TimeoutException">It took too long and was stopped.</exception>
    public static async Task<(int Status, string Output)> Run(string folder, TimeSpan limit, string program, params string[] arguments)
    {
        var output = new StringBuilder();
        var (status, errors) = await Follow(folder, limit, line => output.AppendLine(line), CancellationToken.None, program, arguments);
        return (status, output + errors);
    }

    /// <summary>The same for a program whose output is needed while it runs, line by line. Returns what it wrote to stderr.</summary>
    public static async Task<(int Status, string Errors)> Follow(
        string folder,
        TimeSpan limit,
        Action<string> said,
        CancellationToken stop,
        string program,
        params string[] arguments
    )
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["NO_COLOR"] = "1" },
            }
        )!;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timeout.CancelAfter(limit);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            while (await process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
                said(line);
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, await errors);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} took over {limit.TotalSeconds} seconds.");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
