using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using EventTicketing.Api;
using EventTicketing.Cli;
using EventTicketing.Infra;
using EventTicketing.Local.Standins;
using EventTicketing.Ports;
using StripeClient = Stripe.StripeClient;
using WebhookEndpoint = Stripe.WebhookEndpoint;

namespace EventTicketing.Tests.Cli;

/// <summary>A cloud of its own, because the tests empty buckets.</summary>
public sealed class DeployedShop() : Shop(new LocalOptions { Demo = true }, buyers: 1);

/// <summary>The steps of a deployment that the CDK does not do.</summary>
[Collection(nameof(CommandLine))]
public sealed class DeployTests(DeployedShop shop) : IClassFixture<DeployedShop>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Secrets_are_made_once_and_never_overwritten()
    {
        var kept = new ConcurrentDictionary<string, Secrets?>(
            SecretDefinitions.All.Select(secret => KeyValuePair.Create(secret.NameIn("dev"), (Secrets?)null))
        );
        await using var app = await Loopback.Start(
            0,
            new SecretsStandin(kept, LocalAccount.AccessKeyId, LocalAccount.SecretAccessKey, LocalAccount.Region).Map
        );
        using var http = new HttpClient();
        var manager = new SecretsManager(http, new Uri(Loopback.AddressOf(app)), LocalAccount.Region, Credentials, TimeProvider.System);

        Assert.Equal(
            ["STRIPE_SECRET_KEY", "STRIPE_PUBLISHABLE_KEY", "STRIPE_WEBHOOK_SECRET"],
            await StageSecrets.Fill(manager, "dev", _ => null, Stop)
        );
        // All functions can start: only payments are unavailable.
        var first = await manager.Read([.. kept.Keys], Stop);
        Assert.Equal(32, Convert.FromBase64String(first.Cursors!).Length);
        _ = new TicketSeal(first.TicketKeys!);
        var firstVersion = await manager.Version([.. kept.Keys], Stop);

        // The webhook secret is created later, when Stripe is given the site's address.
        Assert.Equal(
            ["STRIPE_WEBHOOK_SECRET"],
            await StageSecrets.Fill(manager, "dev", name => name == "STRIPE_WEBHOOK_SECRET" ? null : $"{name}-value", Stop)
        );
        Assert.Empty(await StageSecrets.Fill(manager, "dev", name => $"{name}-other", Stop));
        var all = await manager.Read([.. kept.Keys], Stop);
        Assert.Equal(
            first with
            {
                Stripe = new("STRIPE_SECRET_KEY-value", "STRIPE_PUBLISHABLE_KEY-value", "STRIPE_WEBHOOK_SECRET-other"),
            },
            all with
            {
                TicketKeys = first.TicketKeys,
            }
        );
        Assert.Equal(first.TicketKeys, all.TicketKeys);
        var version = await manager.Version([.. kept.Keys], Stop);
        Assert.NotEqual(firstVersion, version);
        Assert.Empty(await StageSecrets.Fill(manager, "dev", name => $"{name}-again", Stop));
        Assert.Equal(version, await manager.Version([.. kept.Keys], Stop));
    }

    [Fact]
    public async Task Stripe_is_told_where_its_messages_go()
    {
        var name = SecretDefinitions.Stripe.NameIn("dev");
        ConcurrentDictionary<string, Secrets?> kept = new([KeyValuePair.Create(name, (Secrets?)new(Stripe: new("", "", "")))]);
        await using var app = await Loopback.Start(
            0,
            new SecretsStandin(kept, LocalAccount.AccessKeyId, LocalAccount.SecretAccessKey, LocalAccount.Region).Map
        );
        await using StripeStandin account = new(null, "sk_test_1", "pk_test_1", "whsec_1", TimeProvider.System);
        await using var provider = await Loopback.Start(0, account.Map);
        using var http = new HttpClient();
        var manager = new SecretsManager(http, new Uri(Loopback.AddressOf(app)), LocalAccount.Region, Credentials, TimeProvider.System);
        StripeClient Client(string key) => new(key, apiBase: Loopback.AddressOf(provider));
        Stripe.WebhookEndpointService endpoints = new(Client("sk_test_1"));
        Task<bool> Add() => StageSecrets.AddWebhook(manager, "dev", Client, new("https://site.example"), Stop);
        async Task<WebhookEndpoint> Ours() =>
            (await endpoints.ListAsync(cancellationToken: Stop)).Single(endpoint =>
                endpoint.Url == "https://site.example/api/webhooks/stripe"
            );

        Assert.False(await Add());
        Assert.Empty(await endpoints.ListAsync(cancellationToken: Stop));
        await endpoints.CreateAsync(new() { Url = "https://elsewhere.example/", EnabledEvents = ["*"] }, cancellationToken: Stop);
        // Left by a deployment that failed before it stored the secret.
        var lost = await endpoints.CreateAsync(
            new() { Url = "https://site.example/api/webhooks/stripe", EnabledEvents = ["charge.refunded"] },
            cancellationToken: Stop
        );
        kept[name] = new(Stripe: new("sk_test_1", "pk_test_1", ""));
        Assert.True(await Add());
        Assert.Equal(new StripeKeys("sk_test_1", "pk_test_1", "whsec_1"), (await manager.Find(name, Stop))!.Stripe);
        var made = await Ours();
        Assert.NotEqual(lost.Id, made.Id);
        Assert.Equal(StripePayments.ApiVersion, made.ApiVersion);
        Assert.All(
            (string[])["payment_intent.succeeded", "charge.refunded", "refund.failed", "charge.dispute.created"],
            message => Assert.Contains(message, made.EnabledEvents)
        );

        // An existing endpoint gets only the event types that it lacks.
        await endpoints.UpdateAsync(made.Id, new() { EnabledEvents = ["payout.paid", "charge.refunded"] }, cancellationToken: Stop);
        Assert.False(await Add());
        Assert.Equal((made.Id, made.EnabledEvents.Count + 1), ((await Ours()).Id, (await Ours()).EnabledEvents.Count));
        // A key without this permission does not block the deployment; an invalid key does.
        kept[name] = new(Stripe: new("pk_test_1", "pk_test_1", ""));
        Assert.False(await Add());
        kept[name] = new(Stripe: new("sk_test_wrong", "pk_test_1", ""));
        await Assert.ThrowsAsync<Stripe.StripeException>(Add);
    }

    [Fact]
    public async Task A_secret_that_is_empty_or_not_ours_is_named()
    {
        await using var app = await Loopback.Start(
            0,
            new SecretsStandin(
                new([KeyValuePair.Create("event-ticketing/dev/stripe", (Secrets?)null)]),
                LocalAccount.AccessKeyId,
                LocalAccount.SecretAccessKey,
                LocalAccount.Region
            ).Map
        );
        using var http = new HttpClient();
        var address = new Uri(Loopback.AddressOf(app));
        var manager = new SecretsManager(http, address, LocalAccount.Region, Credentials, TimeProvider.System);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            manager.Read(["event-ticketing/dev/stripe", "event-ticketing/dev/cursors"], Stop)
        );
        Assert.Equal("There is nothing in event-ticketing/dev/stripe, event-ticketing/dev/cursors.", error.Message);
        var stranger = new SecretsManager(
            http,
            address,
            LocalAccount.Region,
            new BasicAWSCredentials(LocalAccount.AccessKeyId, "another key"),
            TimeProvider.System
        );
        Assert.Equal(
            "InvalidSignatureException",
            (await Assert.ThrowsAsync<AwsRefusedException>(() => stranger.Find("event-ticketing/dev/stripe", Stop))).Code
        );
    }

    [Fact]
    public async Task The_front_end_is_uploaded_with_its_types_its_lifetimes_and_its_configuration()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        using var files = FilesClient();
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "static"));
            await File.WriteAllTextAsync(Path.Combine(folder, "index.html"), "<!doctype html>", Stop);
            await File.WriteAllTextAsync(Path.Combine(folder, "static", "shop.1a2b.js"), "", Stop);
            await files.PutBucketAsync("front-end", Stop);
            Assert.Equal(3, await SiteUpload.Upload(files, "front-end", folder, new JsonObject { ["region"] = "us-east-1" }, Stop));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        var page = await files.GetObjectMetadataAsync("front-end", "index.html", Stop);
        var part = await files.GetObjectMetadataAsync("front-end", "static/shop.1a2b.js", Stop);
        Assert.Equal(
            ("text/html; charset=utf-8", "public, must-revalidate, max-age=0, s-maxage=3600"),
            (page.Headers.ContentType, page.Headers.CacheControl)
        );
        Assert.Equal(
            ("text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
            (part.Headers.ContentType, part.Headers.CacheControl)
        );
        using var config = await files.GetObjectAsync("front-end", "config.json", Stop);
        Assert.Equal("""{"region":"us-east-1"}""", await new StreamReader(config.ResponseStream).ReadToEndAsync(Stop));
    }

    [Fact]
    public async Task A_bucket_is_emptied_with_all_its_versions()
    {
        using var files = FilesClient();
        await files.PutBucketAsync("to-be-deleted", Stop);
        await files.PutBucketVersioningAsync(
            new PutBucketVersioningRequest
            {
                BucketName = "to-be-deleted",
                VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled },
            },
            Stop
        );
        for (var version = 0; version < 3; version++)
            await files.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = "to-be-deleted",
                    Key = "a",
                    ContentBody = $"{version}",
                },
                Stop
            );
        await files.DeleteObjectAsync("to-be-deleted", "a", Stop);
        await Destroy.Empty(files, "to-be-deleted", Stop);
        Assert.Empty((await files.ListVersionsAsync("to-be-deleted", Stop)).Versions ?? []);
    }

    [Theory]
    [InlineData(null, "-c stage=dev -c first=true")]
    [InlineData("https://site.example", "-c stage=dev -c siteUrl=https://site.example")]
    public void The_cdk_is_told_where_the_site_is_or_that_it_is_not_there_yet(string? siteUrl, string told) =>
        Assert.Equal(
            told,
            string.Join(' ', Deploy.About(StageConfig.Read(SourceTree.At("infra", "stages.json"), "dev", siteUrl: null), siteUrl))
        );

    [Theory]
    [InlineData("dev", "event-ticketing-tickets-dev-123456789012", true)]
    [InlineData("dev", "event-ticketing-cdn-logs-dev-123456789012", true)]
    [InlineData("dev", "event-ticketing-tickets-dev-eu-123456789012", false)]
    [InlineData("dev", "event-ticketing-tickets-prod-dev-123456789012", false)]
    [InlineData("dev", "event-ticketing-mine-dev-123456789012", false)]
    [InlineData("dev", "event-ticketing-tickets-dev-12345678901", false)]
    [InlineData("dev", "event-ticketing-tickets-dev-somebodyelse", false)]
    [InlineData("dev-eu", "event-ticketing-tickets-dev-eu-123456789012", true)]
    [InlineData("dev-eu", "event-ticketing-tickets-dev-123456789012", false)]
    [InlineData("prod-dev", "event-ticketing-frontend-prod-dev-123456789012", true)]
    [InlineData("logs-dev", "event-ticketing-cdn-logs-dev-123456789012", false)]
    public void Only_buckets_of_the_stage_itself_are_emptied(string stage, string bucket, bool isIts)
    {
        var any = StageConfig.Read(SourceTree.At("infra", "stages.json"), "dev", siteUrl: null);
        Assert.Equal(isIts, Destroy.IsOf(any with { Name = stage }, bucket));
    }

    [Fact]
    public async Task A_site_that_works_passes_the_look_from_outside_and_one_that_does_not_is_told_why()
    {
        Assert.Empty(await Smoke.Run(shop.Cloud.Web, withPages: false, Stop));
        var wrong = await Smoke.Run(shop.Cloud.Mail, withPages: false, Stop, limit: TimeSpan.FromSeconds(2));
        Assert.Contains("the API reaches its tables", wrong);
        Assert.Contains("visitors are not organizers", wrong);
    }

    [Fact]
    public async Task The_first_administrator_is_invited_by_mail_until_they_have_come()
    {
        ConcurrentQueue<string> mails = new();
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            using var people = new CognitoStandin(
                folder,
                TimeProvider.System,
                (to, _, text) =>
                {
                    mails.Enqueue($"{to}: {text}");
                    return Task.CompletedTask;
                }
            );
            await using var app = await Loopback.Start(0, people.Map);
            using var http = new HttpClient();
            var cognito = new AwsJson(
                http,
                new Uri(people.Address),
                CognitoPeople.Service,
                CognitoPeople.Target,
                LocalAccount.Region,
                Credentials,
                TimeProvider.System
            );
            await Invite();
            await Invite();
            Assert.Equal(2, mails.Count);
            Assert.All(
                mails,
                mail => Assert.StartsWith("ada@example.com: Your username is ada@example.com", mail, StringComparison.Ordinal)
            );
            // A user who has chosen a password gets no further invitation.
            await cognito.Call(
                "AdminSetUserPassword",
                new()
                {
                    ["UserPoolId"] = people.UserPoolId,
                    ["Username"] = "ada@example.com",
                    ["Password"] = "Correct-Horse-1",
                    ["Permanent"] = true,
                },
                Stop
            );
            await Invite();
            Assert.Equal(2, mails.Count);
            var groups = await cognito.Call(
                "AdminListGroupsForUser",
                new() { ["UserPoolId"] = people.UserPoolId, ["Username"] = "ada@example.com" },
                Stop
            );
            Assert.Equal("SuperAdmins", Assert.Single(groups.GetProperty("Groups").EnumerateArray()).GetProperty("GroupName").GetString());

            Task Invite() => Deploy.Invite(cognito, people.UserPoolId, "ada@example.com", "SuperAdmins", Stop);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>No code references these assemblies; the SDK loads them by name for profiles with a role or single sign-on.</summary>
    [Theory]
    [InlineData("AWSSDK.SecurityToken")]
    [InlineData("AWSSDK.SSO")]
    [InlineData("AWSSDK.SSOOIDC")]
    public void Profiles_of_any_kind_are_understood(string part) => Assert.NotNull(System.Reflection.Assembly.Load(part));

    [Fact]
    public async Task An_address_that_is_none_is_refused() =>
        Assert.Contains("tickets is not an address.", await CommandLine.Run(1, "smoke", "tickets"));

    [Theory]
    [InlineData("keeps its data", "destroy", "--stage", "prod", "--confirm", "prod")]
    [InlineData("--confirm dev", "destroy", "--stage", "dev")]
    [InlineData("--confirm dev", "destroy", "--stage", "dev", "--confirm", "staging")]
    [InlineData("-c stage=dev, -c stage=staging, -c stage=prod", "deploy", "--stage", "production")]
    public async Task What_must_not_be_deployed_or_destroyed_is_refused(string why, params string[] arguments) =>
        Assert.Contains(why, await CommandLine.Run(2, arguments));

    [Fact]
    public async Task Asked_what_it_would_do_deploying_says_so_and_does_nothing()
    {
        var said = await CommandLine.Run(0, "deploy", "--stage", "prod", "--dry-run");
        Assert.Equal(
            [
                "1/8  Publish the functions and the front end",
                "2/8  Check that the account is bootstrapped for the CDK",
                "3/8  Fill in the secrets",
                "4/8  Deploy the stacks",
                "5/8  Register the webhook at Stripe",
                "6/8  Upload the front end",
                "7/8  Invite the first administrator",
                "8/8  Check the site from outside",
            ],
            said.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    [Fact]
    public async Task A_step_that_fails_stops_the_deployment_and_the_same_command_goes_on_from_there()
    {
        List<string> taken = [];
        var fails = true;
        (string, Func<Task>)[] steps =
        [
            ("Publish", () => Noted("publish")),
            ("Deploy", () => fails ? throw new InvalidOperationException("npx cdk ended with 1.") : Noted("deploy")),
            ("Look", () => Noted("look")),
        ];
        Assert.Equal(ExitCode.Failed, await Deploy.Take(steps, dryRun: false));
        Assert.Equal(["publish"], taken);
        fails = false;
        Assert.Equal(ExitCode.Done, await Deploy.Take(steps, dryRun: false));
        Assert.Equal(["publish", "publish", "deploy", "look"], taken);

        Task Noted(string step)
        {
            taken.Add(step);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void Time_zones_go_along_as_plain_files()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Publish.CopyTimeZones(folder);
            Assert.Equal("TZif"u8, File.ReadAllBytes(Path.Combine(folder, "Europe", "Berlin")).AsSpan(0, 4));
            Assert.True(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count() > 400);
            Assert.False(Directory.Exists(Path.Combine(folder, "right")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static BasicAWSCredentials Credentials => new(LocalAccount.AccessKeyId, LocalAccount.SecretAccessKey);

    private AmazonS3Client FilesClient() =>
        new(
            Credentials,
            new AmazonS3Config
            {
                ServiceURL = shop.Cloud.S3.AbsoluteUri,
                ForcePathStyle = true,
                AuthenticationRegion = LocalAccount.Region,
            }
        );
}
