using EventTicketing.Infra;

namespace EventTicketing.Tests.Cli;

/// <summary>The form of the C# sources: CONTRIBUTING.md says how to format them.</summary>
public sealed class FormatTests
{
    private const int Widest = 140;

    [Fact]
    public async Task The_sources_are_formatted()
    {
        var unformatted = await Sources.Unformatted(".");
        Assert.True(unformatted is null, $"Format them with: dotnet csharpier format .\n{unformatted}");
    }

    /// <summary>Comments and long texts too, which the formatter leaves as they are.</summary>
    [Fact]
    public void No_line_is_wider_than_140_columns() =>
        Assert.Empty(
            Sources
                .Files.Where(file => file.Extension == ".cs")
                .SelectMany(file =>
                    File.ReadLines(file.FullName)
                        .Select(
                            (line, index) => (line.Length, Place: $"{Path.GetRelativePath(SourceTree.Root, file.FullName)}:{index + 1}")
                        )
                )
                .Where(line => line.Length > Widest)
                .Select(line => $"{line.Place} has {line.Length} columns")
        );
}
