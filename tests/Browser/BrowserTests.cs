using EventTicketing.Local;

[assembly: AssemblyFixture(typeof(EventTicketing.Tests.Browser.Clouds))]

namespace EventTicketing.Tests.Browser;

/// <summary>Local clouds that serve the front end, each started on first use.</summary>
public sealed class Clouds : IAsyncLifetime
{
    private readonly Lazy<Task<LocalCloud>> _usual = new(() => Start(TimeSpan.FromMinutes(15))),
        _hasty = new(() => Start(TimeSpan.FromSeconds(20)));

    public Task<LocalCloud> Usual => _usual.Value;

    /// <summary>A cloud with holds of 20 seconds, for tests that watch one expire.</summary>
    public Task<LocalCloud> Hasty => _hasty.Value;

    public ValueTask InitializeAsync() => new(Node.Install());

    public async ValueTask DisposeAsync()
    {
        foreach (var cloud in new[] { _usual, _hasty }.Where(cloud => cloud.IsValueCreated))
            await (await cloud.Value).DisposeAsync();
    }

    private static Task<LocalCloud> Start(TimeSpan holdTime) =>
        LocalCloud.Start(
            new LocalOptions
            {
                Demo = true,
                Site = true,
                HoldTime = holdTime,
            }
        );
}

/// <summary>
/// End-to-end tests in headless Chromium against a whole local cloud: one test per file of <c>specs/</c>. Screenshots go to
/// <c>artifacts/screenshots</c>, those of failures as <c>failed-….png</c>.
/// </summary>
public sealed class BrowserTests(Clouds clouds)
{
    private const string Hasty = "hold.mjs";
    private static readonly TimeSpan SpecLimit = TimeSpan.FromMinutes(6);

    public static TheoryData<string> Specs =>
        [
            .. Directory
                .GetFiles(Path.Combine(Node.Folder, "specs"), "*.mjs")
                .Select(file => Path.GetFileName(file)!)
                .Order(StringComparer.Ordinal),
        ];

    [Theory, MemberData(nameof(Specs))]
    public async Task People_can_do_what_the_spec_says(string spec)
    {
        var cloud = await (spec == Hasty ? clouds.Hasty : clouds.Usual);
        var (status, said) = await Node.Run(Node.Folder, SpecLimit, "node", "run.mjs", cloud.Web.AbsoluteUri.TrimEnd('/'), spec);
        TestContext.Current.SendDiagnosticMessage("{0}", said);
        Assert.True(status == 0, said);
    }
}

/// <summary>Checks of the front end that need no browser.</summary>
public sealed class FrontendTests(Clouds clouds)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Fact]
    public Task Nobody_downloads_more_than_the_budgets_allow() => Passes("node", "tools/budgets.mjs");

    [Fact]
    public Task Its_components_pass_their_tests() => Passes("node", "node_modules/vitest/vitest.mjs", "run");

    [Fact]
    public Task Its_sources_are_as_the_linter_wants_them() => Passes("node", "node_modules/@biomejs/biome/bin/biome", "ci", "--colors=off");

    private async Task Passes(string program, params string[] arguments)
    {
        // Starting the cloud builds the front end.
        await clouds.Usual;
        var (status, said) = await Node.Run(Node.Frontend, Limit, program, arguments);
        TestContext.Current.SendDiagnosticMessage("{0}", said);
        Assert.True(status == 0, said);
    }
}
