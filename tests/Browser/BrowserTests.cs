using EventTicketing.Local;
using EventTicketing.Tests.Browser;

[assembly: AssemblyFixture(typeof(Clouds))]

namespace EventTicketing.Tests.Browser;

/// <summary>A local cloud that serves the front end, started on first use.</summary>
public sealed class Clouds : IAsyncLifetime
{
    private readonly Lazy<Task<LocalCloud>> _usual = new(() => LocalCloud.Start(new LocalOptions { Demo = true, Site = true }));

    public Task<LocalCloud> Usual => _usual.Value;

    public ValueTask InitializeAsync() => new(Node.Install());

    public async ValueTask DisposeAsync()
    {
        if (_usual.IsValueCreated)
            await (await Usual).DisposeAsync();
    }
}

/// <summary>
/// End-to-end tests in headless Chromium: one test per file of <c>specs/</c>, all in one run of <c>run.mjs</c>. Screenshots go to
/// <c>artifacts/screenshots</c>, those of failures as <c>failed-….png</c>.
/// </summary>
[TestCaseOrderer(typeof(AskedFor))]
public sealed class BrowserTests(SpecRun run) : IClassFixture<SpecRun>
{
    public static TheoryData<string> Specs => [.. SpecRun.Names];

    [Theory, MemberData(nameof(Specs))]
    public async Task People_can_do_what_the_spec_says(string spec)
    {
        var (passed, said) = await run.End(spec);
        TestContext.Current.SendDiagnosticMessage("{0}", said);
        Assert.True(passed, said);
    }

    [Fact]
    public void Specs_wait_for_what_is_to_happen_and_not_for_a_time() =>
        Assert.DoesNotContain(SpecRun.Names, spec => File.ReadAllText(Path.Combine(SpecRun.Folder, spec)).Contains("waitForTimeout"));
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
