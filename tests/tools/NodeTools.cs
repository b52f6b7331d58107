using System.Diagnostics;
using System.Text;

namespace EventTicketing.Tests;

/// <summary>
/// npm programs that tests use as independent checks. A test project includes this file with
/// <c>&lt;Compile Include="../tools/NodeTools.cs" /&gt;</c>; the first use installs <c>tests/tools/package-lock.json</c>.
/// </summary>
public static class NodeTools
{
    private static readonly TimeSpan RunLimit = TimeSpan.FromSeconds(60),
        InstallLimit = TimeSpan.FromMinutes(5);

    private static readonly string Root = RepositoryRoot();

    private static readonly Lazy<Task> Installed = new(Install);

    /// <summary>The folder of the scripts.</summary>
    public static string Folder { get; } = Path.Combine(Root, "tests", "tools");

    /// <summary>Runs a script of <c>tests/tools</c> and returns what it wrote to standard output.</summary>
    /// <param name="script">The file name, for example <c>pdf.mjs</c>.</param>
    /// <param name="input">What the script reads from standard input.</param>
    /// <exception cref="InvalidOperationException">The script failed; the message has its standard error.</exception>
    /// <exception cref="TimeoutException">It took over a minute and was stopped.</exception>
    public static async Task<string> Run(string script, IEnumerable<string> arguments, string input = "")
    {
        await Installed.Value;
        return await Start("node", [Path.Combine(Folder, script), .. arguments], input, RunLimit);
    }

    /// <summary>Test projects run concurrently: one installs, the others wait for it.</summary>
    private static async Task Install()
    {
        using var turn = await Turn(Path.Combine(Root, "artifacts", "tests-tools.lock"));
        var wanted = Path.Combine(Folder, "package-lock.json");
        var present = Path.Combine(Folder, "node_modules", ".installed-package-lock.json");
        if (File.Exists(present) && File.ReadAllBytes(present).AsSpan().SequenceEqual(File.ReadAllBytes(wanted)))
            return;
        await Start(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund"], "", InstallLimit);
        File.Copy(wanted, present, overwrite: true);
    }

    private static async Task<FileStream> Turn(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var waited = Stopwatch.StartNew(); ; )
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited.Elapsed < InstallLimit)
            {
                await Task.Delay(200);
            }
        }
    }

    private static async Task<string> Start(string program, IEnumerable<string> arguments, string input, TimeSpan limit)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                StandardOutputEncoding = Encoding.UTF8,
                StandardErrorEncoding = Encoding.UTF8,
            }
        )!;
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await Write(process.StandardInput, input, timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            if (process.ExitCode == 0)
                return await output;
            throw new InvalidOperationException($"{Name()} failed with {process.ExitCode}: {await errors}{await output}");
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{Name()} took over {limit.TotalSeconds} seconds.");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        string Name() => $"{program} {string.Join(' ', arguments)}";
    }

    private static async Task Write(StreamWriter stdin, string input, CancellationToken cancel)
    {
        try
        {
            await stdin.WriteAsync(input.AsMemory(), cancel);
            stdin.Close();
        }
        catch (IOException)
        {
            // The pipe is broken: the script ended before it had read all of its input. Its exit code tells whether it failed.
        }
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EventTicketing.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("These tests run inside the repository.");
    }
}
