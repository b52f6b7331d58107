using System.Text.RegularExpressions;
using EventTicketing.Infra;

namespace EventTicketing.Tests.Infra;

public sealed partial class DocumentTests
{
    [GeneratedRegex("`((?:infra|cli|docs|tests|shared|functions|api|\\.github)/[^`]+\\.[a-z]+)`")]
    private static partial Regex File { get; }

    [Fact]
    public void Every_file_that_the_page_on_the_cloud_names_is_there()
    {
        var named = File.Matches(System.IO.File.ReadAllText(SourceTree.At("docs", "cloud.md")))
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .ToList();
        Assert.True(named.Count > 40);
        Assert.DoesNotContain(named, name => !System.IO.File.Exists(SourceTree.At(name)));
    }
}
