using System.Diagnostics;
using System.Text.RegularExpressions;
using EventTicketing.Local;

namespace EventTicketing.Tests.Api;

public sealed partial class ReadmeTests(Cloud cloud)
{
    [GeneratedRegex(@"```bash\n(?<script>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Script { get; }

    [Fact]
    public async Task The_script_in_the_README_works_as_printed()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));
        var folder = Directory.CreateTempSubdirectory();
        using var bash = Process.Start(
            new ProcessStartInfo("bash", ["-c", Script.Match(readme).Groups["script"].Value])
            {
                WorkingDirectory = folder.FullName,
                Environment = { ["WEB"] = $"{cloud.Local.Web}".TrimEnd('/') },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var (output, errors) = (bash.StandardOutput.ReadToEndAsync(limit.Token), bash.StandardError.ReadToEndAsync(limit.Token));
        await bash.WaitForExitAsync(limit.Token);
        folder.Delete(recursive: true);
        Assert.True(bash.ExitCode == 0, await errors);
        Assert.Equal(
            ["published", "succeeded", "%PDF-1.7", "valid", "already_used", "succeeded", "valid", "cancelled"],
            (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );
    }
}
