using System.Diagnostics;
using EventTicketing.Local;

namespace EventTicketing.Tests.Runtime;

/// <summary>The executable, published as for a deployment, and a local cloud that runs it.</summary>
public sealed class PublishedHost : IAsyncLifetime
{
    private static readonly TimeSpan PublishLimit = TimeSpan.FromMinutes(15);

    /// <summary>Native AOT; with the environment variable <c>PublishAot=false</c>, ReadyToRun, which needs no linker.</summary>
    public static string Executable { get; } =
        Path.Combine(
            Repository.Root,
            "artifacts",
            Environment.GetEnvironmentVariable("PublishAot") == "false" ? "ready-to-run" : "native-aot",
            "publish",
            "Host",
            "release_linux-x64",
            "bootstrap"
        );

    public LocalCloud Cloud { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Publish();
        Cloud = await LocalCloud.Start(new LocalOptions { Demo = true, HostExecutable = Executable });
    }

    public ValueTask DisposeAsync() => Cloud.DisposeAsync();

    /// <summary>Takes two minutes at first, and seconds when nothing has changed. The analyzers ran in the tests' own build.</summary>
    private static async Task Publish()
    {
        using var turn = await Repository.Turn("published-host", PublishLimit);
        string[] arguments = ["publish", "functions/Host", "-v", "quiet", "--nologo", "-p:RunAnalyzers=false"];
        using var publish = Process.Start(
            new ProcessStartInfo("dotnet", arguments)
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
                Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0" },
            }
        )!;
        using var limit = new CancellationTokenSource(PublishLimit);
        try
        {
            var output = await publish.StandardOutput.ReadToEndAsync(limit.Token);
            await publish.WaitForExitAsync(limit.Token);
            if (publish.ExitCode != 0)
                throw new InvalidOperationException($"dotnet publish functions/Host failed:\n{output}");
        }
        catch (OperationCanceledException)
        {
            publish.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet publish functions/Host took over {PublishLimit.TotalMinutes} minutes.");
        }
    }
}
