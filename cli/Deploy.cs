using System.CommandLine;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.S3;
using EventTicketing.Infra;
using EventTicketing.Ports;

namespace EventTicketing.Cli;

/// <summary>
/// Brings a stage into the cloud, from an empty account to a site that sells. Every step may be done again: when one fails, the same command
/// goes on from there.
/// </summary>
internal static class Deploy
{
    private static readonly Option<string?> SuperAdmin = new("--super-admin") { Description = "E-mail address of the first administrator, who is invited." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only says what would be done." };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Does not ask before permissions grow, and deploys stacks side by side. For machines, and for the first half hour." };

    public static Command Command { get; } = Described();

    /// <summary>Takes the steps in their order, and stops at one that fails.</summary>
    public static async Task<int> Take(IReadOnlyList<(string What, Func<Task> Do)> steps, bool dryRun)
    {
        foreach (var (index, step) in steps.Index())
        {
            Console.WriteLine($"{index + 1}/{steps.Count}  {step.What}");
            if (dryRun) continue;
            try
            {
                await step.Do();
            }
            catch (Exception error) when (error is InvalidOperationException or HttpRequestException or AmazonServiceException or AmazonClientException or AwsRefusedException or Stripe.StripeException)
            {
                Console.Error.WriteLine($"{error.Message}\nStep {index + 1} is not done. The same command goes on from there.");
                return ExitCode.Failed;
            }
        }

        return ExitCode.Done;
    }

    /// <summary>By e-mail; again, with a new password, whoever has not come yet: passwords of invitations lapse.</summary>
    public static async Task Invite(AwsJson cognito, string pool, string email, string group, CancellationToken stop)
    {
        JsonObject Invitation() => new()
        {
            ["UserPoolId"] = pool, ["Username"] = email,
            // Unless it is said, Cognito means a text message, and nothing would be sent.
            ["DesiredDeliveryMediums"] = new JsonArray("EMAIL"),
        };
        var first = Invitation();
        first["UserAttributes"] = new JsonArray(Attribute("email", email), Attribute("email_verified", "true"));
        var again = Invitation();
        again["MessageAction"] = "RESEND";
        if (!await Sent(first, "UsernameExistsException")) await Sent(again, "UnsupportedUserStateException");
        await new CognitoPeople(cognito).AddToGroup(pool, email, group, stop);

        async Task<bool> Sent(JsonObject invitation, string unless)
        {
            try
            {
                await cognito.Call("AdminCreateUser", invitation, stop);
                return true;
            }
            catch (AwsRefusedException refused) when (refused.Code == unless)
            {
                return false;
            }
        }

        static JsonObject Attribute(string name, string value) => new() { ["Name"] = name, ["Value"] = value };
    }

    private static async Task<int> Run(StageConfig stage, string? superAdmin, bool yes, bool dryRun, CancellationToken stop)
    {
        var outputs = SourceTree.At("artifacts", $"outputs-{stage.Name}.json");
        using var aws = dryRun ? null : new Aws();
        string? siteUrl = null, secretsVersion = null;
        IReadOnlyList<string> missing = [];
        (string What, Func<Task> Do)[] steps =
        [
            // First, for the CDK's command line is of it, and nothing about the app can be asked before.
            ("Publish the functions and the front end", () => Publish.Run(stage.Architecture == "arm64", stop)),
            ("Is the account prepared for the CDK?", async () =>
            {
                foreach (var region in new[] { stage.Region, StageRegions.Cdn }.Distinct())
                {
                    if (await aws!.Parameter(region, "/cdk-bootstrap/hnb659fds/version", stop) is not null) continue;
                    await Shell.Run(stop, "npx", ["cdk", "bootstrap", .. About(stage, siteUrl: null)]);
                    return;
                }
            }),
            // Before the functions, which read them when they start.
            ("Fill in the secrets", async () =>
            {
                // No address is in this stack.
                await Shell.Run(stop, "npx", ["cdk", "deploy", $"event-ticketing-{stage.Name}-secrets", .. About(stage, siteUrl: null), "--require-approval", "never", "--no-notices"]);
                var secrets = aws!.Secrets(stage.Region);
                missing = await StageSecrets.Fill(secrets, stage.Name, Environment.GetEnvironmentVariable, stop);
                secretsVersion = await StageSecrets.Version(secrets, stage.Name, stop);
            }),
            ("Deploy the stacks", async () =>
            {
                // At the first time only the CDN, once it is there, knows the site's name; then the rest is told.
                siteUrl = stage.Domain is null ? await aws!.Parameter(StageRegions.Cdn, StageRegions.SiteParameter(stage), stop) : $"{stage.SiteUrl}".TrimEnd('/');
                await Stacks(stage, siteUrl, secretsVersion!, yes, outputs, stop);
                if (siteUrl is not null) return;
                siteUrl = Output(outputs, "frontend", "SiteUrl");
                await Stacks(stage, siteUrl, secretsVersion!, yes, outputs, stop);
            }),
            // Once the site has an address. The functions start anew with the secret that Stripe signs with.
            ("Tell Stripe where its messages go", async () =>
            {
                var secrets = aws!.Secrets(stage.Region);
                if (!await StageSecrets.AddWebhook(secrets, stage.Name, key => new Stripe.StripeClient(key), new Uri(siteUrl!), stop)) return;
                missing = await StageSecrets.Fill(secrets, stage.Name, Environment.GetEnvironmentVariable, stop);
                await Stacks(stage, siteUrl!, await StageSecrets.Version(secrets, stage.Name, stop), yes, outputs, stop);
            }),
            ("Upload the front end", async () =>
            {
                if (!Directory.Exists(Publish.FrontEnd)) return;
                using var files = new AmazonS3Client(aws!.Credentials, RegionEndpoint.GetBySystemName(StageRegions.Cdn));
                var config = new JsonObject
                {
                    ["region"] = stage.Region, ["signIn"] = new JsonObject { ["domain"] = Output(outputs, "auth", "SignIn"), ["clientId"] = Output(outputs, "auth", "ClientId") },
                };
                Console.WriteLine($"  {await SiteUpload.Upload(files, Output(outputs, "frontend", "FrontendBucket"), Publish.FrontEnd, config, stop)} files");
                await aws.Invalidate(Output(outputs, "frontend", "DistributionId"), stop);
            }),
            ("Invite the first administrator", async () =>
            {
                if (superAdmin is not null) await Invite(aws!.People(stage.Region), Output(outputs, "auth", "UserPoolId"), superAdmin, "SuperAdmins", stop);
            }),
            ("Look from outside", async () =>
            {
                var wrong = await Smoke.Run(new Uri(siteUrl!), Directory.Exists(Publish.FrontEnd), stop);
                if (wrong.Count > 0) throw new InvalidOperationException($"{siteUrl} is deployed but not well.");
            }),
        ];
        if (await Take(steps, dryRun) != ExitCode.Done) return ExitCode.Failed;
        if (dryRun) return ExitCode.Done;
        Console.WriteLine($"\n{stage.Name} is at {siteUrl}");
        if (missing.Count > 0)
            Console.WriteLine($"Nobody can pay yet: set {string.Join(", ", missing)}, and deploy again.");
        return ExitCode.Done;
    }

    private static Task Stacks(StageConfig stage, string? siteUrl, string secretsVersion, bool yes, string outputs, CancellationToken stop) => Shell.Run(stop, "npx",
    [
        "cdk", "deploy", "--all", .. About(stage, siteUrl), "-c", $"secretsVersion={secretsVersion}",
        "--require-approval", yes ? "never" : "broadening",
        // Stacks of functions need nothing of each other. Whoever is asked is asked about one at a time.
        .. yes ? ["--concurrency", "6"] : Array.Empty<string>(), "--outputs-file", outputs, "--progress", "events", "--no-notices",
    ]);

    /// <summary>What the CDK's program has to be told: it refuses to guess where the site is.</summary>
    /// <param name="siteUrl">Null while it is not there, or when it does not matter.</param>
    public static string[] About(StageConfig stage, string? siteUrl) => ["-c", $"stage={stage.Name}", "-c", siteUrl is null ? "first=true" : $"siteUrl={siteUrl}"];

    /// <exception cref="InvalidOperationException">The stack did not say so.</exception>
    private static string Output(string file, string stack, string name)
    {
        using var outputs = JsonDocument.Parse(File.ReadAllBytes(file));
        foreach (var found in outputs.RootElement.EnumerateObject())
        {
            if (found.Name.EndsWith($"-{stack}", StringComparison.Ordinal) && found.Value.TryGetProperty(name, out var value)) return value.GetString()!;
        }

        throw new InvalidOperationException($"{file} lacks {name} of the stack {stack}.");
    }

    private static Command Described()
    {
        Command command = new("deploy", "Brings a stage into the cloud, or up to date.") { SuperAdmin, Yes, DryRun };
        command.SetAction((arguments, stop) => Run(
            StageConfig.Read(SourceTree.At("infra", "stages.json"), arguments.GetValue(Connection.Stage), siteUrl: null),
            arguments.GetValue(SuperAdmin), arguments.GetValue(Yes), arguments.GetValue(DryRun), stop));
        return command;
    }

    /// <summary>What deploying asks of AWS beside the CDK.</summary>
    private sealed class Aws : IDisposable
    {
        private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

        public AWSCredentials Credentials { get; } = DefaultAWSCredentialsIdentityResolver.GetCredentials();

        public SecretsManager Secrets(string region) => new(_http, null, region, Credentials, TimeProvider.System);

        /// <summary>Null when there is none.</summary>
        public async Task<string?> Parameter(string region, string name, CancellationToken stop)
        {
            try
            {
                var answer = await Service("ssm", "AmazonSSM", region).Call("GetParameter", new() { ["Name"] = name }, stop);
                return answer.GetProperty("Parameter").GetProperty("Value").GetString();
            }
            catch (AwsRefusedException refused) when (refused.Code == "ParameterNotFound")
            {
                return null;
            }
        }

        public AwsJson People(string region) => Service(CognitoPeople.Service, CognitoPeople.Target, region);

        /// <summary>Has the CDN forget every page. One path, one price.</summary>
        public async Task Invalidate(string distribution, CancellationToken stop)
        {
            var body = Encoding.UTF8.GetBytes($"""
                <InvalidationBatch xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><CallerReference>{Guid.NewGuid()}</CallerReference><Paths><Items><Path>/*</Path></Items><Quantity>1</Quantity></Paths></InvalidationBatch>
                """);
            using var request = new HttpRequestMessage(HttpMethod.Post, $"https://cloudfront.amazonaws.com/2020-05-31/distribution/{distribution}/invalidation");
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("text/xml") } };
            AwsSignature.Sign(request, body, "cloudfront", StageRegions.Cdn, await Credentials.GetCredentialsAsync(), DateTimeOffset.UtcNow);
            using var answer = await _http.SendAsync(request, stop);
            answer.EnsureSuccessStatusCode();
        }

        public void Dispose() => _http.Dispose();

        private AwsJson Service(string name, string target, string region) => new(_http, null, name, target, region, Credentials, TimeProvider.System);
    }
}
