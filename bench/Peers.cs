using System.Diagnostics;
using System.Text.Json;

namespace EventTicketing.Bench;

/// <summary>The programs of <c>bench/peers</c>; the first use installs <c>package-lock.json</c>.</summary>
internal static class Peers
{
    private static readonly string Folder = Path.Combine(Repository.Root, "bench", "peers");

    public static async Task Install(CancellationToken stop)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
            await Run("npm", ["ci", "--no-audit", "--no-fund", "--silent"], "", stop);
    }

    /// <summary>The Node function with the AWS SDK in one file, as it would be deployed.</summary>
    public static async Task<string> Bundle(CancellationToken stop)
    {
        await Install(stop);
        await Run("npm", ["run", "bundle", "--silent"], "", stop);
        return Path.Combine(Repository.Root, "artifacts", "bench", "get-event.cjs");
    }

    /// <summary>Runs a script with <paramref name="input"/> as JSON on standard input, and parses the JSON that it prints.</summary>
    public static async Task<JsonElement> Script(string name, IEnumerable<string> arguments, object input, CancellationToken stop)
    {
        await Install(stop);
        return JsonDocument
            .Parse(await Run("node", [name, .. arguments], JsonSerializer.Serialize(input, JsonSerializerOptions.Web), stop))
            .RootElement;
    }

    private static async Task<string> Run(string program, IEnumerable<string> arguments, string input, CancellationToken stop)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        await process.StandardInput.WriteAsync(input.AsMemory(), stop);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed with {process.ExitCode}.");
    }
}
