using System.CommandLine;
using EventTicketing.Infra;

namespace EventTicketing.Cli;

/// <summary>
/// Builds everything that is deployed into <c>artifacts/package</c>: the functions' executable, time zones and front end. Installs the
/// CDK's command line.
/// </summary>
internal static class Publish
{
    private static readonly Option<bool> Arm64 = new("--arm64")
    {
        Description = "For stages with \"architecture\": \"arm64\"; else x86_64.",
    };

    public static Command Command { get; } = Described();

    public static string Functions { get; } = SourceTree.At("artifacts", "package", "functions");

    public static string FrontEnd { get; } = SourceTree.At("artifacts", "package", "frontend");

    public static async Task Run(bool arm64, CancellationToken stop)
    {
        // Installs the pinned CDK first: without it, npx would download the newest version.
        await Shell.Run(stop, "npm", "ci", "--no-audit", "--no-fund");
        var output = SourceTree.At("artifacts", "package", "published");
        await Shell.Run(
            stop,
            "dotnet",
            "publish",
            "functions/Host",
            "-r",
            arm64 ? "linux-arm64" : "linux-x64",
            "-o",
            output,
            "-v",
            "quiet",
            "--nologo"
        );
        Renew(Functions);
        File.Copy(Path.Combine(output, "bootstrap"), Path.Combine(Functions, "bootstrap"));
        // HarfBuzz, for text shaping in ticket PDFs. The fonts are in a separate layer.
        File.Copy(Path.Combine(output, "libHarfBuzzSharp.so"), Path.Combine(Functions, "libHarfBuzzSharp.so"));
        File.Copy(SourceTree.At("infra", "roots.pem"), Path.Combine(Functions, "roots.pem"));
        CopyTimeZones(Path.Combine(Functions, "zoneinfo"));
        if (File.Exists(SourceTree.At("frontend", "package.json")))
        {
            await Shell.Run(stop, "npm", "ci", "--prefix", "frontend", "--no-audit", "--no-fund");
            await Shell.Run(stop, "npm", "run", "build", "--prefix", "frontend", "--silent");
            Renew(FrontEnd);
            Copy(SourceTree.At("frontend", "dist"), FrontEnd);
        }

        Console.WriteLine($"Ready to be deployed: {Path.GetRelativePath(SourceTree.Root, Path.GetDirectoryName(Functions)!)}");
    }

    /// <summary>Copies this machine's time zone files, because Lambda's Amazon Linux has none.</summary>
    /// <exception cref="InvalidOperationException">This machine has no time zone files.</exception>
    public static void CopyTimeZones(string to)
    {
        var from = Environment.GetEnvironmentVariable("TZDIR") is { Length: > 0 } set ? set : "/usr/share/zoneinfo";
        if (!File.Exists(Path.Combine(from, "Europe", "Berlin")))
            throw new InvalidOperationException($"There are no time zones in {from}: install the package tzdata, or set TZDIR.");
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(from, file);
            var content = File.ReadAllBytes(file);
            if (
                name.StartsWith("posix", StringComparison.Ordinal)
                || name.StartsWith("right", StringComparison.Ordinal)
                || !content.AsSpan().StartsWith("TZif"u8)
            )
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, name))!);
            File.WriteAllBytes(Path.Combine(to, name), content);
        }
    }

    private static Command Described()
    {
        Command command = new("publish", "Builds what `npx cdk synth` and `deploy` need.") { Arm64 };
        command.SetAction(
            async (arguments, stop) =>
            {
                await Run(arguments.GetValue(Arm64), stop);
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static void Renew(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
