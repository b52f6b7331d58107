using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Data;

/// <summary>The local host in a process of its own, as users run it, which can be killed with everything that belongs to it.</summary>
public sealed class Local : IAsyncDisposable
{
    private const int Ports = 7;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly string _directory = Directory.CreateTempSubdirectory("event-ticketing-crash-").FullName;
    private readonly int _port = FreePorts();
    private readonly StringBuilder _output = new();
    private Process? _host;

    public Uri Web => new($"http://127.0.0.1:{_port}");

    public Uri Services => new(Web, "/local/services");

    /// <summary>Runs the command line to completion.</summary>
    public static async Task<(int ExitCode, string Output)> Cli(params IEnumerable<string> arguments)
    {
        using var cli = Process.Start(Dotnet("EventTicketing.Cli.dll", arguments))!;
        var (output, errors) = (cli.StandardOutput.ReadToEndAsync(Stop), cli.StandardError.ReadToEndAsync(Stop));
        await cli.WaitForExitAsync(Stop);
        return (cli.ExitCode, await output + await errors);
    }

    /// <summary>Starts the host on the existing data.</summary>
    public void Launch()
    {
        _host = Process.Start(Dotnet("EventTicketing.Local.dll", ["--port", $"{_port}", "--data", _directory, "--no-site"]))!;
        _host.OutputDataReceived += Note;
        _host.ErrorDataReceived += Note;
        _host.BeginOutputReadLine();
        _host.BeginErrorReadLine();
    }

    /// <summary>Waits until the text has been printed.</summary>
    public Task Says(string text) =>
        Shop.Eventually(() => Task.FromResult(Output), output => output.Contains(text, StringComparison.Ordinal));

    /// <returns>The host's list of services.</returns>
    public async Task<JsonNode> Ready()
    {
        using var http = new HttpClient();
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < StartLimit; await Task.Delay(100, Stop))
        {
            if (_host!.HasExited)
                break;
            if (!File.Exists(Path.Combine(_directory, "demo-seeded")))
                continue;
            try
            {
                return JsonNode.Parse(await http.GetStringAsync(Services, Stop))!;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        throw new InvalidOperationException($"The local host did not start.\n{Output}");
    }

    /// <summary>Kills host and engine, like a power cut.</summary>
    public async Task Kill()
    {
        // Kill the host first: it would not restart its engine, but might still write.
        _host?.Kill();
        if (Engine() is { } engine)
        {
            using (engine)
            {
                engine.Kill();
                await engine.WaitForExitAsync(Stop);
            }
        }

        if (_host is null)
            return;
        await _host.WaitForExitAsync(Stop);
        _host.Dispose();
        _host = null;
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        Directory.Delete(_directory, recursive: true);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    private Process? Engine()
    {
        var file = Path.Combine(_directory, "engine.pid");
        if (!File.Exists(file) || !int.TryParse(File.ReadAllText(file), out var id))
            return null;
        try
        {
            var engine = Process.GetProcessById(id);
            return engine.ProcessName.StartsWith("dynoxide", StringComparison.Ordinal) ? engine : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private void Note(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
            _output.AppendLine(line.Data);
    }

    /// <summary>An assembly that was built with these tests.</summary>
    private static ProcessStartInfo Dotnet(string assembly, IEnumerable<string> arguments) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    /// <summary>Consecutive free ports, below the range of outgoing connections.</summary>
    private static int FreePorts()
    {
        for (var port = Random.Shared.Next(20_000, 31_000); port < 32_000; port += Ports)
        {
            var free = true;
            for (var i = 0; i < Ports && free; i++)
            {
                using var listener = new TcpListener(IPAddress.Loopback, port + i);
                try
                {
                    listener.Start();
                }
                catch (SocketException)
                {
                    free = false;
                }
            }

            if (free)
                return port;
        }

        throw new InvalidOperationException("No free ports.");
    }
}
