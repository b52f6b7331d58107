using System.Text.Json.Nodes;

namespace EventTicketing.Local.Tests;

public sealed class DemoTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task There_is_somebody_in_each_role_and_somebody_who_waits_to_be_verified_and_an_interrupted_seeding_goes_on()
    {
        var folder = Directory.CreateTempSubdirectory("event-ticketing-").FullName;
        try
        {
            await using var cloud = await LocalCloud.Start(new LocalOptions(DataDirectory: folder) { Demo = true, Schedules = false });
            await AssertIsThere(cloud);
            File.Delete(Path.Combine(folder, "demo-seeded"));
            await Demo.Seed(cloud.Cognito, cloud.Web, cloud.Mail, folder, _ => { });
            // After more than an hour, it does not repeat the same requests.
            File.Delete(Path.Combine(folder, "demo-seeded"));
            File.Delete(Path.Combine(folder, "demo-begun"));
            await Demo.Seed(cloud.Cognito, cloud.Web, cloud.Mail, folder, _ => { });
            await AssertIsThere(cloud);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AssertIsThere(LocalCloud cloud)
    {
        using var owner = await cloud.SignedIn("organizer@example.com");
        var organization = (await Get(owner, "/api/organizations"))["items"]![0]!;
        var members = (await Get(owner, $"/api/organizations/{organization["organizationId"]}/members"))["items"]!;
        Assert.Equal(
            ["admin", "manager", "owner", "staff", "staff"],
            members.AsArray().Select(member => (string)member!["role"]!).Order(StringComparer.Ordinal)
        );
        var devices = (await Get(owner, $"/api/organizations/{organization["organizationId"]}/devices"))["items"]!;
        Assert.Equal("North entrance", (string?)Assert.Single(devices.AsArray(), device => device!["pairedAt"] is not null)!["name"]);
        var webhook = Assert.Single((await Get(owner, "/api/webhook-endpoints"))["items"]!.AsArray())!;
        Assert.Equal(new Uri(cloud.Mail, "/webhooks").AbsoluteUri, (string?)webhook["url"]);
        using var admin = await cloud.SignedIn("admin@example.com");
        var waiting = Assert.Single((await Get(admin, "/api/admin/kyc-requests"))["items"]!.AsArray())!;
        Assert.Equal("newcomer@example.com", (string?)waiting["email"]);
        var request = await Get(admin, $"/api/admin/kyc-requests/{waiting["kycId"]}");
        using var storage = new HttpClient();
        var paper = await storage.GetByteArrayAsync((string)request["documents"]![0]!["url"]!, Stop);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], paper[..4]);
    }

    private static async Task<JsonNode> Get(HttpClient client, string path) => JsonNode.Parse(await client.GetStringAsync(path, Stop))!;
}
