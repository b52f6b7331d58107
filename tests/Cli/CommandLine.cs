using EventTicketing.Cli;

namespace EventTicketing.Tests.Cli;

/// <summary>Runs the operators' command line in this process. Its tests do not run in parallel: there is only one console.</summary>
[CollectionDefinition(nameof(CommandLine))]
public sealed class CommandLine
{
    /// <param name="exitCode">The expected exit code; null accepts every exit code.</param>
    /// <returns>The output.</returns>
    public static async Task<string> Run(int? exitCode, params string[] arguments)
    {
        var (standard, error) = (Console.Out, Console.Error);
        await using var output = new StringWriter();
        // Nobody answers a question.
        Console.SetIn(TextReader.Null);
        Console.SetOut(output);
        Console.SetError(output);
        try
        {
            var code = await Task.Run(() => (int)typeof(Deployment).Assembly.EntryPoint!.Invoke(null, [arguments])!);
            Assert.True(exitCode is null || code == exitCode, $"{string.Join(' ', arguments)} exited with {code}: {output}");
            return output.ToString();
        }
        finally
        {
            Console.SetOut(standard);
            Console.SetError(error);
        }
    }
}
