using System.Text.Json.Nodes;
using EventTicketing.Domain;

namespace EventTicketing.Local.Tests;

/// <summary>The mails that tell administrators of papers that wait, as the days pass.</summary>
public sealed class KycMailTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private LocalCloud _cloud = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await LocalCloud.Start(new LocalOptions { Schedules = false });
        foreach (var (name, group) in new[] { ("ann", "Admins"), ("sue", "SuperAdmins"), ("bob", "Organizers") })
            _cloud.Cognito.EnsureUser($"{name}@example.com", "Passw0rd!", name, [group]);
    }

    public async ValueTask DisposeAsync()
    {
        await _cloud.DisposeAsync();
        _http.Dispose();
    }

    [Fact]
    public async Task Each_administrator_gets_one_mail_at_once_and_one_after_three_days_however_often_the_worker_runs()
    {
        var kyc = await Submitted("usr_1");
        await Run();
        await Run();
        foreach (var admin in new[] { "ann", "sue" })
            Assert.Equal(["Papers to look at"], await Subjects(admin));
        Assert.Contains($"/console/admin/verification/{kyc.KycId}", (string)(await Mails("ann"))[0]!["text"]!);
        Assert.DoesNotContain("Petra", (string)(await Mails("ann"))[0]!["text"]!);
        Assert.Empty(await Subjects("bob"));

        _cloud.Clock.PutForward(TimeSpan.FromDays(2.9));
        await Run();
        Assert.Single(await Subjects("ann"));
        _cloud.Clock.PutForward(TimeSpan.FromDays(0.2));
        await Run();
        await Run();
        _cloud.Clock.PutForward(TimeSpan.FromDays(30));
        await Run();
        foreach (var admin in new[] { "ann", "sue" })
            Assert.Equal(["Papers are still waiting", "Papers to look at"], await Subjects(admin));
        // Telling is no change of the request: a reviewer who has opened it may decide.
        Assert.Equal(kyc.Version, (await _cloud.Host.App.Db.Kyc.Find(kyc.KycId, Stop))!.Version);
    }

    [Fact]
    public async Task Nobody_is_told_of_a_request_that_was_decided_before()
    {
        await Decide(await Submitted("usr_1"));
        await Run();
        Assert.Empty(await Subjects("ann"));

        var late = await Submitted("usr_2");
        await Run();
        await Decide(late);
        _cloud.Clock.PutForward(TimeSpan.FromDays(4));
        await Run();
        Assert.Equal(["Papers to look at"], await Subjects("ann"));
    }

    [Fact]
    public async Task Administrators_are_not_told_of_their_own_papers_nor_when_they_cannot_sign_in()
    {
        var pool = _cloud.Host.App.People;
        await pool.Disable(_cloud.Cognito.SubOf("sue@example.com")!, Stop);
        await Submitted(_cloud.Cognito.SubOf("ann@example.com")!);
        await Run();
        Assert.Empty(await Subjects("ann"));
        Assert.Empty(await Subjects("sue"));
        await Submitted("usr_2");
        await Run();
        Assert.Equal(["Papers to look at"], await Subjects("ann"));
        Assert.Empty(await Subjects("sue"));
    }

    [Fact]
    public async Task Twenty_administrators_are_told_and_no_more()
    {
        for (var number = 0; number < 25; number++)
            _cloud.Cognito.EnsureUser($"admin{number}@example.com", "Passw0rd!", $"Admin {number}", ["Admins"]);
        await Submitted("usr_1");
        await Run();
        var told = 0;
        foreach (var admin in Enumerable.Range(0, 25).Select(number => $"admin{number}").Concat(["ann", "sue"]))
            told += (await Subjects(admin)).Count();
        Assert.Equal(20, told);
    }

    private async Task<KycRequest> Submitted(string userId)
    {
        var app = _cloud.Host.App;
        var paper = new KycPaper("doc_1", FileTypes.Jpeg, DocumentSide.Front, app.Now);
        var claim = new KycClaim(IdentityDocument.Passport, "C01X00T47", "Petra Neu", "DE", null, ["doc_1"]);
        var request = KycRequest.New(userId, 1, app.Now).Add(paper, app.Now).Value.Submit(claim, app.Now).Value.WithVersion(1);
        Assert.True((await app.Db.Write([app.Db.Kyc.Create(request)], Stop)).Committed);
        return request;
    }

    private async Task Decide(KycRequest request)
    {
        var decided = request.Review(KycDecision.Reject, "Too dark.", null, "usr_admin", _cloud.Host.App.Now).Value;
        Assert.NotNull(await _cloud.Host.App.Db.Kyc.TrySave(decided, Stop));
    }

    /// <summary>Runs all workers, and once more those that send what the first round has queued.</summary>
    private async Task Run()
    {
        await _cloud.Scheduler.RunOnce();
        await _cloud.Scheduler.RunOnce();
    }

    private async Task<JsonArray> Mails(string name) =>
        JsonNode
            .Parse(await _http.GetStringAsync(new Uri(_cloud.Mail, $"/inbox?to={Uri.EscapeDataString($"{name}@example.com")}"), Stop))!
            .AsArray();

    /// <summary>Newest first.</summary>
    private async Task<IEnumerable<string>> Subjects(string name) => (await Mails(name)).Select(mail => (string)mail!["subject"]!);
}
