using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace EventTicketing.Local;

/// <summary>
/// The table engine: a program that speaks DynamoDB's protocol and keeps its data in one file. npm installs it from
/// <c>local/engine/package-lock.json</c>; the variable <c>DYNOXIDE</c> selects another executable.
/// </summary>
public sealed class Engine : IDisposable
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(15);
    private readonly string? _directory;
    private Process _process;
    private Process _watch;

    private Engine(Process process, int port, string? directory) =>
        (_process, _watch, Port, _directory) = (process, Watch(process), port, directory);

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    public int ProcessId => _process.Id;

    /// <param name="directory">The data directory; null keeps data in memory.</param>
    /// <param name="port">0 picks a free port.</param>
    public static async Task<Engine> Start(string? directory, int port)
    {
        var program = await Program();
        if (port == 0)
            port = FreePort();
        var engine = new Engine(Launch(program, directory, port), port, directory);
        try
        {
            await engine.Answers();
            return engine;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    /// <summary>Kills the engine without a shutdown, and restarts it on the same data and port.</summary>
    public async Task Crash()
    {
        Dispose();
        _process = Launch(await Program(), _directory, Port);
        _watch = Watch(_process);
        await Answers();
    }

    public void Dispose()
    {
        Kill(_watch);
        Kill(_process);
    }

    private static async Task<string> Program()
    {
        if (Environment.GetEnvironmentVariable("DYNOXIDE") is { Length: > 0 } named)
            return named;
        var folder = Path.Combine(Repository.Root, "local", "engine");
        var program = Path.Combine(folder, "node_modules", "@dynoxide", "linux-x64", "dynoxide");
        using var turn = await Repository.Turn("engine", InstallLimit);
        if (File.Exists(program))
            return program;
        using var npm =
            System.Diagnostics.Process.Start(
                new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund"])
                {
                    WorkingDirectory = folder,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            ) ?? throw new InvalidOperationException("npm did not start: Node.js 20 or newer is needed.");
        using var limit = new CancellationTokenSource(InstallLimit);
        var (output, errors) = (npm.StandardOutput.ReadToEndAsync(limit.Token), npm.StandardError.ReadToEndAsync(limit.Token));
        await npm.WaitForExitAsync(limit.Token);
        if (npm.ExitCode == 0 && File.Exists(program))
            return program;
        throw new InvalidOperationException($"The table engine could not be installed from npm. {await errors}{await output}");
    }

    private static Process Launch(string program, string? directory, int port)
    {
        List<string> arguments = ["--port", $"{port}"];
        if (directory is not null)
        {
            Directory.CreateDirectory(directory);
            arguments.AddRange(["--db-path", Path.Combine(directory, "tables.db")]);
        }

        var process =
            System.Diagnostics.Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
            ) ?? throw new InvalidOperationException("The table engine did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task Answers()
    {
        using var http = new HttpClient();
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < StartLimit; await Task.Delay(10))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The table engine ended at once: is port {Port} taken?");
            try
            {
                using var answer = await http.GetAsync(Address);
                return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        throw new TimeoutException("The table engine does not answer.");
    }

    /// <summary>
    /// Starts a shell that kills the engine when its standard input closes, which happens however this process ends.
    /// </summary>
    private static Process Watch(Process engine) =>
        System.Diagnostics.Process.Start(
            new ProcessStartInfo("sh", ["-c", "trap '' INT; read -r _; kill -9 \"$0\"", $"{engine.Id}"]) { RedirectStandardInput = true }
        )!;

    private static void Kill(Process process)
    {
        process.Kill();
        process.WaitForExit(5_000);
    }

    /// <summary>
    /// A port for a server that starts later. It is below those that systems hand out by themselves, to connections and to servers on port
    /// 0: nothing takes it meanwhile but another server of this kind, by chance.
    /// </summary>
    internal static int FreePort()
    {
        const int First = 10_000,
            End = 20_000;
        for (var tries = 0; tries < 100; tries++)
        {
            using var listener = new TcpListener(IPAddress.Loopback, RandomNumberGenerator.GetInt32(First, End));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse) { }
        }

        throw new IOException($"No port between {First} and {End} is free.");
    }
}

/// <summary>The checkout of this repository.</summary>
public static class Repository
{
    public static string Root { get; } =
        Find(AppContext.BaseDirectory)
        ?? Find(Environment.CurrentDirectory)
        ?? throw new InvalidOperationException("Run this inside a checkout of EventTicketing.");

    /// <summary>A lock between processes that install or build the same thing. Dispose it to release the lock.</summary>
    /// <exception cref="IOException">Another process held the lock for longer than the limit.</exception>
    public static async Task<FileStream> Turn(string name, TimeSpan limit)
    {
        var path = Path.Combine(Root, "artifacts", $"{name}.lock");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited.Elapsed < limit)
            {
                // Another process holds the lock.
            }
        }
    }

    private static string? Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EventTicketing.slnx")))
                return folder.FullName;
        }

        return null;
    }
}
