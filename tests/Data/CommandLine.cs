using EventTicketing.Cli;

namespace EventTicketing.Tests.Data;

/// <summary>The operators' command line, run in this process. There is one console: tests that use it take turns.</summary>
[CollectionDefinition(nameof(CommandLine))]
public sealed class CommandLine
{
    /// <returns>What it wrote.</returns>
    public static async Task<string> Run(int exitCode, params string[] arguments)
    {
        var (standard, error) = (Console.Out, Console.Error);
        await using var output = new StringWriter();
        Console.SetOut(output);
        Console.SetError(output);
        try
        {
            var code = await Task.Run(() => (int)typeof(Deployment).Assembly.EntryPoint!.Invoke(null, [arguments])!);
            Assert.True(code == exitCode, $"{string.Join(' ', arguments)} exited with {code}: {output}");
            return output.ToString();
        }
        finally
        {
            Console.SetOut(standard);
            Console.SetError(error);
        }
    }
}
