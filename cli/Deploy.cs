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
/// Deploys a stage, from an empty AWS account to a site that sells. Every step is idempotent: when one fails, run the same command again to
/// continue from there.
/// </summary>
internal static class Deploy
{
    private static readonly Option<string?> SuperAdmin = new("--super-admin")
    {
        Description = "E-mail address of the first administrator, who is invited.",
    };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only prints what would be done." };
    private static readonly Option<bool> Yes = new("--yes")
    {
        Description = "Does not ask before permissions grow, and deploys stacks in parallel. For CI, and for the first deployment.",
    };

    public static Command Command { get; } = Described();

    /// <summary>Runs the steps in order and stops at the first failure. A dry run only prints them.</summary>
    public static async Task<int> Take(IReadOnlyList<(string What, Func<Task> Do)> steps, bool dryRun)
    {
        foreach (var (index, step) in steps.Index())
        {
            Console.WriteLine($"{index + 1}/{steps.Count}  {step.What}");
            if (dryRun)
                continue;
            try
            {
                await step.Do();
            }
            catch (Exception error)
                when (error
                        is InvalidOperationException
                            or HttpRequestException
                            or AmazonServiceException
                            or AmazonClientException
                            or AwsRefusedException
                            or Stripe.StripeException
                )
            {
                Console.Error.WriteLine($"{error.Message}\nStep {index + 1} failed. The same command continues from there.");
                return ExitCode.Failed;
            }
        }

        return ExitCode.Done;
    }

    /// <summary>
    /// Invites a user by e-mail and adds them to the group. Users who never signed in are invited again with a new temporary password,
    /// because the first one expires.
    /// </summary>
    public static async Task Invite(AwsJson cognito, string pool, string email, string group, CancellationToken stop)
    {
        JsonObject Invitation() =>
            new()
            {
                ["UserPoolId"] = pool,
                ["Username"] = email,
                // Cognito's default is SMS, and these users have no phone number.
                ["DesiredDeliveryMediums"] = new JsonArray("EMAIL"),
            };
        var first = Invitation();
        first["UserAttributes"] = new JsonArray(Attribute("email", email), Attribute("email_verified", "true"));
        var again = Invitation();
        again["MessageAction"] = "RESEND";
        if (!await Sent(first, "UsernameExistsException"))
            await Sent(again, "UnsupportedUserStateException");
        await new CognitoPeople(cognito, pool).AddToGroup(email, group, stop);

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
        string? siteUrl = null,
            secretsVersion = null;
        IReadOnlyList<string> missing = [];
        (string What, Func<Task> Do)[] steps =
        [
            // Publishing runs first because it installs the CDK's command line, which later steps use.
            ("Publish the functions and the front end", () => Publish.Run(stage.Architecture == "arm64", stop)),
            (
                "Check that the account is bootstrapped for the CDK",
                async () =>
                {
                    foreach (var region in new[] { stage.Region, StageRegions.Cdn }.Distinct())
                    {
                        if (await aws!.Parameter(region, "/cdk-bootstrap/hnb659fds/version", stop) is not null)
                            continue;
                        await Shell.Run(stop, "npx", ["cdk", "bootstrap", .. About(stage, siteUrl: null)]);
                        return;
                    }
                }
            ),
            // Before the functions are deployed, because they read secrets at cold start.
            (
                "Fill in the secrets",
                async () =>
                {
                    // The stack of the secrets does not contain the site's address, so it can be deployed before the address is known.
                    await Shell.Run(
                        stop,
                        "npx",
                        [
                            "cdk",
                            "deploy",
                            $"event-ticketing-{stage.Name}-secrets",
                            .. About(stage, siteUrl: null),
                            "--require-approval",
                            "never",
                            "--no-notices",
                        ]
                    );
                    var secrets = aws!.Secrets(stage.Region);
                    missing = await StageSecrets.Fill(secrets, stage.Name, Environment.GetEnvironmentVariable, stop);
                    secretsVersion = await StageSecrets.Version(secrets, stage.Name, stop);
                }
            ),
            (
                "Deploy the stacks",
                async () =>
                {
                    // Without a domain of its own, the site's address is known only after the CDN exists: the first deployment runs twice.
                    siteUrl = stage.Domain is null
                        ? await aws!.Parameter(StageRegions.Cdn, StageRegions.SiteParameter(stage), stop)
                        : $"{stage.SiteUrl}".TrimEnd('/');
                    await Stacks(stage, siteUrl, secretsVersion!, yes, outputs, stop);
                    if (siteUrl is not null)
                        return;
                    siteUrl = Output(outputs, "frontend", "SiteUrl");
                    await Stacks(stage, siteUrl, secretsVersion!, yes, outputs, stop);
                }
            ),
            // After the site has an address. Redeploying makes the functions read the new webhook secret.
            (
                "Register the webhook at Stripe",
                async () =>
                {
                    var secrets = aws!.Secrets(stage.Region);
                    if (!await StageSecrets.AddWebhook(secrets, stage.Name, key => new Stripe.StripeClient(key), new Uri(siteUrl!), stop))
                        return;
                    missing = await StageSecrets.Fill(secrets, stage.Name, Environment.GetEnvironmentVariable, stop);
                    await Stacks(stage, siteUrl!, await StageSecrets.Version(secrets, stage.Name, stop), yes, outputs, stop);
                }
            ),
            (
                "Upload the front end",
                async () =>
                {
                    if (!Directory.Exists(Publish.FrontEnd))
                        return;
                    using var files = new AmazonS3Client(aws!.Credentials, RegionEndpoint.GetBySystemName(StageRegions.Cdn));
                    var config = new JsonObject
                    {
                        ["region"] = stage.Region,
                        ["signIn"] = new JsonObject
                        {
                            ["domain"] = Output(outputs, "auth", "SignIn"),
                            ["clientId"] = Output(outputs, "auth", "ClientId"),
                        },
                    };
                    var uploaded = await SiteUpload.Upload(
                        files,
                        Output(outputs, "frontend", "FrontendBucket"),
                        Publish.FrontEnd,
                        config,
                        stop
                    );
                    Console.WriteLine($"  {uploaded} files");
                    await aws.Invalidate(Output(outputs, "frontend", "DistributionId"), stop);
                }
            ),
            (
                "Invite the first administrator",
                async () =>
                {
                    if (superAdmin is not null)
                        await Invite(aws!.People(stage.Region), Output(outputs, "auth", "UserPoolId"), superAdmin, "SuperAdmins", stop);
                }
            ),
            (
                "Check the site from outside",
                async () =>
                {
                    var wrong = await Smoke.Run(new Uri(siteUrl!), Directory.Exists(Publish.FrontEnd), stop);
                    if (wrong.Count > 0)
                        throw new InvalidOperationException($"{siteUrl} is deployed, but its checks failed.");
                }
            ),
        ];
        if (await Take(steps, dryRun) != ExitCode.Done)
            return ExitCode.Failed;
        if (dryRun)
            return ExitCode.Done;
        Console.WriteLine($"\n{stage.Name} is at {siteUrl}");
        if (missing.Count > 0)
            Console.WriteLine($"Nobody can pay yet: set {string.Join(", ", missing)}, and deploy again.");
        return ExitCode.Done;
    }

    private static Task Stacks(
        StageConfig stage,
        string? siteUrl,
        string secretsVersion,
        bool yes,
        string outputs,
        CancellationToken stop
    ) =>
        Shell.Run(
            stop,
            "npx",
            [
                "cdk",
                "deploy",
                "--all",
                .. About(stage, siteUrl),
                "-c",
                $"secretsVersion={secretsVersion}",
                "--require-approval",
                yes ? "never" : "broadening",
                // The function stacks do not depend on each other. Deploy one at a time where the CDK asks for approval.
                .. yes ? ["--concurrency", "6"] : Array.Empty<string>(),
                "--outputs-file",
                outputs,
                "--progress",
                "events",
                "--no-notices",
            ]
        );

    /// <summary>The CDK context arguments for the stage. The app requires the site's address, so that it is never guessed.</summary>
    /// <param name="siteUrl">Null when the site does not exist yet, or its address is irrelevant.</param>
    public static string[] About(StageConfig stage, string? siteUrl) =>
        ["-c", $"stage={stage.Name}", "-c", siteUrl is null ? "first=true" : $"siteUrl={siteUrl}"];

    /// <exception cref="InvalidOperationException">The stack has no output of this name.</exception>
    private static string Output(string file, string stack, string name)
    {
        using var outputs = JsonDocument.Parse(File.ReadAllBytes(file));
        foreach (var found in outputs.RootElement.EnumerateObject())
        {
            if (found.Name.EndsWith($"-{stack}", StringComparison.Ordinal) && found.Value.TryGetProperty(name, out var value))
                return value.GetString()!;
        }

        throw new InvalidOperationException($"{file} lacks {name} of the stack {stack}.");
    }

    private static Command Described()
    {
        Command command = new("deploy", "Deploys or updates a stage in the cloud.") { SuperAdmin, Yes, DryRun };
        command.SetAction(
            (arguments, stop) =>
                Run(
                    StageConfig.Read(SourceTree.At("infra", "stages.json"), arguments.GetValue(Connection.Stage), siteUrl: null),
                    arguments.GetValue(SuperAdmin),
                    arguments.GetValue(Yes),
                    arguments.GetValue(DryRun),
                    stop
                )
        );
        return command;
    }

    /// <summary>The AWS calls that a deployment makes besides the CDK's.</summary>
    private sealed class Aws : IDisposable
    {
        private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

        public AWSCredentials Credentials { get; } = DefaultAWSCredentialsIdentityResolver.GetCredentials();

        public SecretsManager Secrets(string region) => new(_http, null, region, Credentials, TimeProvider.System);

        /// <summary>The value of an SSM parameter; null when it does not exist.</summary>
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

        /// <summary>Invalidates all CDN caches. AWS charges per path, and <c>/*</c> counts as one.</summary>
        public async Task Invalidate(string distribution, CancellationToken stop)
        {
            var body = Encoding.UTF8.GetBytes(
                $"""
                <InvalidationBatch xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">
                  <CallerReference>{Guid.NewGuid()}</CallerReference>
                  <Paths><Items><Path>/*</Path></Items><Quantity>1</Quantity></Paths>
                </InvalidationBatch>
                """
            );
            using var request = new HttpRequestMessage(
                HttpMethod.Post,
                $"https://cloudfront.amazonaws.com/2020-05-31/distribution/{distribution}/invalidation"
            );
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("text/xml") } };
            AwsSignature.Sign(
                request,
                body,
                "cloudfront",
                StageRegions.Cdn,
                await Credentials.GetCredentialsAsync(),
                DateTimeOffset.UtcNow
            );
            using var answer = await _http.SendAsync(request, stop);
            answer.EnsureSuccessStatusCode();
        }

        public void Dispose() => _http.Dispose();

        private AwsJson Service(string name, string target, string region) =>
            new(_http, null, name, target, region, Credentials, TimeProvider.System);
    }
}
