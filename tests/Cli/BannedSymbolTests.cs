using System.Reflection;
using EventTicketing.Infra;

namespace EventTicketing.Tests.Cli;

public sealed class BannedSymbolTests
{
    private static readonly IReadOnlyList<Assembly> Platform =
    [
        typeof(object).Assembly,
        typeof(Console).Assembly,
        typeof(HttpClient).Assembly,
        typeof(System.Diagnostics.Process).Assembly,
        typeof(System.Net.Sockets.Socket).Assembly,
        typeof(System.Security.Cryptography.RandomNumberGenerator).Assembly,
    ];

    /// <summary>The analyzer silently ignores what it cannot find: a misspelled line would ban nothing.</summary>
    [Theory]
    [InlineData("shared", "BannedSymbols.txt")]
    [InlineData("shared", "BannedSymbols.Logic.txt")]
    [InlineData("shared", "Domain", "BannedSymbols.Domain.txt")]
    public void What_is_banned_exists_and_has_a_reason(params string[] list) =>
        Assert.All(
            File.ReadAllLines(SourceTree.At(list)),
            line =>
            {
                Assert.True(line.Split(';') is [var symbol, { Length: > 0 }] && Exists(symbol.Split('(')[0]), line);
            }
        );

    private static bool Exists(string symbol) =>
        symbol.Split(':') switch
        {
            ["N", var name] => Platform.Any(assembly =>
                assembly.ExportedTypes.Any(type => $"{type.Namespace}.".StartsWith($"{name}.", StringComparison.Ordinal))
            ),
            ["T", var name] => Platform.Any(assembly => assembly.GetType(name) is not null),
            [_, var name] => Platform.Any(assembly =>
                assembly.GetType(name[..name.LastIndexOf('.')])?.GetMember(name[(name.LastIndexOf('.') + 1)..]) is [_, ..]
            ),
            _ => false,
        };
}
