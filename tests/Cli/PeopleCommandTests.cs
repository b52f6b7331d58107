using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using EventTicketing.Cli;
using EventTicketing.Ports;

namespace EventTicketing.Tests.Cli;

/// <summary>A cloud of its own: everybody is signed out in it.</summary>
public sealed class PeopleShop() : Shop(new LocalOptions { Demo = true, Schedules = false }, buyers: 2);

[Collection(nameof(CommandLine))]
public sealed class PeopleCommandTests(PeopleShop shop) : IClassFixture<PeopleShop>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Papers_that_an_administrator_has_opened_are_approved_and_who_did_it_is_recorded()
    {
        var (userId, kycId) = await Requested("buyer0@example.com");
        Assert.Contains("nobody has opened its papers", await Cli(1, "approve-kyc", kycId, "--yes"));
        using var admin = await shop.Cloud.SignedIn("admin@example.com");
        (await admin.GetAsync($"/api/admin/kyc-requests/{kycId}", Stop)).EnsureSuccessStatusCode();
        Assert.Contains("Approves 1.", await Cli(0, "approve-kyc", "--user", userId, "--dry-run"));
        Assert.Contains("Nothing was changed.", await Cli(2, "approve-kyc", kycId));
        Assert.Equal(KycStatus.Pending, (await Request(kycId)).Status);

        Assert.Contains($"{kycId}  approved", await Cli(0, "approve-kyc", kycId, "--note", "Welcome", "--yes"));
        var approved = await Request(kycId);
        Assert.Equal((KycStatus.Approved, "Welcome", Environment.UserName), (approved.Status, approved.Note, approved.DecidedBy));
        Assert.Contains(Groups.Organizers, await shop.Cloud.Host.App.People.GroupsOf(userId, Stop));
        var act = await ByCommand(kycId);
        Assert.Equal((Administering.Review, ActivityState.Done, Environment.UserName), (act.Action, act.State, act.ActorId));
        Assert.Contains("is not pending", await Cli(1, "approve-kyc", kycId, "--yes"));
    }

    [Fact]
    public async Task All_that_wait_are_approved_unseen_only_when_that_is_said()
    {
        var (_, kycId) = await Requested("buyer1@example.com");
        var newcomer = await Verifying.Latest(shop.Cloud.Host.App, shop.Cloud.Cognito.SubOf("newcomer@example.com")!, Stop);
        var refused = await Cli(1, "approve-kyc", "--all-pending", "--yes");
        Assert.All([kycId, newcomer!.KycId], id => Assert.Contains(id, refused));
        Assert.Equal(KycStatus.Pending, (await Request(kycId)).Status);
        await Cli(0, "approve-kyc", "--all-pending", "--unseen", "--yes");
        Assert.Equal(KycStatus.Approved, (await Request(kycId)).Status);
        Assert.Equal(KycStatus.Approved, (await Request(newcomer.KycId)).Status);
        Assert.Contains("there is no such request", await Cli(1, "approve-kyc", "kyc_none", "--yes"));
        Assert.Contains("Which requests?", await Cli(2, "approve-kyc"));
    }

    [Fact]
    public async Task Who_is_signed_out_is_refused_at_once_and_may_sign_in_again()
    {
        using var person = await shop.Cloud.SignedIn("attendee@example.com");
        using var other = await shop.Cloud.SignedIn("organizer2@example.com");
        var userId = shop.Cloud.Cognito.SubOf("attendee@example.com")!;
        Assert.Contains($"{userId}  will be signed out", await Cli(0, "force-logout", userId, "--dry-run"));
        Assert.Contains("Nothing was changed.", await Cli(2, "force-logout", "--all"));
        Assert.Contains("Who?", await Cli(2, "force-logout", userId, "--all"));
        Later();
        Assert.Equal(HttpStatusCode.OK, await Calls(person));

        Assert.Contains("there is no such person", await Cli(1, "force-logout", userId, "nobody", "--yes"));
        Later();
        Assert.Equal(HttpStatusCode.Unauthorized, await Calls(person));
        Assert.Equal(HttpStatusCode.OK, await Calls(other));
        Assert.Equal(Administering.SignOut, (await ByCommand(userId)).Action);
        using (var again = await shop.Cloud.SignedIn("attendee@example.com"))
            Assert.Equal(HttpStatusCode.OK, await Calls(again));

        Assert.Contains("people are signed out.", await Cli(0, "force-logout", "--all", "--yes"));
        Later();
        Assert.Equal(HttpStatusCode.Unauthorized, await Calls(other));
        Assert.Equal(Administering.SignOut, (await ByCommand(Revocation.Everybody)).Action);
        using var back = await shop.Cloud.SignedIn("organizer2@example.com");
        Assert.Equal(HttpStatusCode.OK, await Calls(back));
    }

    [Fact]
    public async Task The_groups_of_a_pool_are_there_after_the_command()
    {
        var said = await Cli(0, "setup-groups", "--yes");
        Assert.All(Groups.All.Index(), group => Assert.Matches($"{group.Item} +precedence {group.Index + 1}, was there", said));
    }

    [Fact]
    public async Task Missing_groups_are_made_and_one_with_another_precedence_stays_and_is_named()
    {
        var pool = new Pool(new() { [Groups.SuperAdmins] = 1, [Groups.Admins] = 7 });
        using var http = new HttpClient(pool);
        var cognito = new AwsJson(
            http,
            new Uri("http://pool.invalid"),
            CognitoPeople.Service,
            CognitoPeople.Target,
            "us-east-1",
            new BasicAWSCredentials("key", "secret"),
            TimeProvider.System
        );
        Assert.Equal(ExitCode.Differences, await SetupGroups.Run(cognito, "us-east-1_new", dryRun: true, Stop));
        Assert.Equal(2, pool.Groups.Count);
        Assert.Equal(ExitCode.Differences, await SetupGroups.Run(cognito, "us-east-1_new", dryRun: false, Stop));
        Assert.Equal(
            [("Admins", 7), ("Attendees", 4), ("Devices", 7), ("Employees", 6), ("Managers", 5), ("Organizers", 3), ("SuperAdmins", 1)],
            pool.Groups.Select(group => (group.Key, group.Value)).Order()
        );
    }

    private async Task<(string UserId, string KycId)> Requested(string email)
    {
        using var person = await shop.Cloud.SignedIn(email);
        await Demo.RequestVerification(person, DateTimeOffset.UtcNow);
        var userId = shop.Cloud.Cognito.SubOf(email)!;
        return (userId, KycRequest.IdOf(userId, 1));
    }

    private async Task<KycRequest> Request(string kycId) => (await shop.Db.Kyc.Find(kycId, Stop))!;

    private async Task<Activity> ByCommand(string subjectId) =>
        Assert.Single((await shop.Db.Activities.To(subjectId).Page(Stop)).Items, act => act.ActorKind == ActorKind.Command);

    /// <summary>The functions read again who is signed out.</summary>
    private void Later() => Assert.True(shop.Cloud.Clock.PutForward(Runtime.RevokedTokens.Fresh + TimeSpan.FromSeconds(1)));

    private static async Task<HttpStatusCode> Calls(HttpClient person)
    {
        using var answer = await person.GetAsync("/api/me", Stop);
        return answer.StatusCode;
    }

    private Task<string> Cli(int exitCode, params string[] arguments) =>
        CommandLine.Run(exitCode, [.. arguments, "--services", new Uri(shop.Cloud.Web, "/local/services").AbsoluteUri]);

    /// <summary>The part of a user pool that has the groups.</summary>
    private sealed class Pool(Dictionary<string, int> groups) : HttpMessageHandler
    {
        public IReadOnlyDictionary<string, int> Groups => groups;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
        {
            var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(stop))!;
            if (request.Headers.GetValues("x-amz-target").Single().EndsWith(".CreateGroup", StringComparison.Ordinal))
                groups.Add((string)body["GroupName"]!, (int)body["Precedence"]!);
            var answer = new { Groups = groups.Select(group => new { GroupName = group.Key, Precedence = group.Value }) };
            return new(HttpStatusCode.OK)
            {
                Content = new StringContent(JsonSerializer.Serialize(answer), Encoding.UTF8, "application/x-amz-json-1.1"),
            };
        }
    }
}
