using Amazon.CDK;
using Amazon.CDK.AWS.Cognito;
using Amazon.CDK.AWS.IAM;
using Constructs;
using EventTicketing.Api;

namespace EventTicketing.Infra;

/// <summary>The user pool with its groups, sign-in pages and client, and an identity pool.</summary>
public sealed class AuthStack : StageStack
{
    public AuthStack(Construct scope, StageConfig stage)
        : base(scope, stage, "auth", "people and sign-in", irreplaceable: true)
    {
        // The trigger is in this stack because it and the pool refer to each other. A separate policy grants its role access to the pool,
        // which avoids a dependency cycle.
        var worker = Workers.CognitoPostConfirmation;
        var trigger = new TicketingFunction(this, stage, worker.Name, worker.Summary, worker.Grants, Duration.Seconds(5), memory: 512);
        Pool = new UserPool(
            this,
            "people",
            new UserPoolProps
            {
                UserPoolName = stage.NameOf("users"),
                SelfSignUpEnabled = true,
                SignInAliases = new SignInAliases { Email = true },
                SignInCaseSensitive = false,
                AutoVerify = new AutoVerifiedAttrs { Email = true },
                StandardAttributes = new StandardAttributes
                {
                    Email = new StandardAttribute { Required = true, Mutable = true },
                    Fullname = new StandardAttribute { Required = false, Mutable = true },
                },
                PasswordPolicy = new PasswordPolicy
                {
                    MinLength = 8,
                    RequireUppercase = true,
                    RequireDigits = true,
                    RequireSymbols = true,
                    RequireLowercase = false,
                    TempPasswordValidity = Duration.Days(7),
                },
                Mfa = Mfa.OPTIONAL,
                MfaSecondFactor = new MfaSecondFactor { Otp = true, Sms = false },
                AccountRecovery = AccountRecovery.EMAIL_ONLY,
                KeepOriginal = new KeepOriginalAttrs { Email = true },
                Email = stage.MailVerified
                    ? UserPoolEmail.WithSES(
                        new UserPoolSESOptions
                        {
                            FromEmail = stage.MailFrom,
                            SesRegion = stage.Region,
                            SesVerifiedDomain = stage.MailDomain,
                        }
                    )
                    : null,
                LambdaTriggers = new UserPoolTriggers { PostConfirmation = trigger.Function },
                DeletionProtection = stage.KeepData,
                RemovalPolicy = Removal,
            }
        );
        // Only the permission to add, although the grant includes taking out: a sign-up takes nobody out of a group.
        var joins = new Policy(
            this,
            "joins",
            new PolicyProps { Statements = [Permissions.Allow([Pool.UserPoolArn], "cognito-idp:AdminAddUserToGroup")] }
        );
        joins.AttachToRole(trigger.Role);
        foreach (var (index, name) in Domain.Groups.All.Index())
            _ = new CfnUserPoolGroup(
                this,
                name,
                new CfnUserPoolGroupProps
                {
                    UserPoolId = Pool.UserPoolId,
                    GroupName = name,
                    Precedence = index + 1,
                }
            );

        string[] sites = [StorageStack.Origin(stage.SiteUrl), .. stage.AllowedOrigins];
        Client = Pool.AddClient(
            "web",
            new UserPoolClientOptions
            {
                UserPoolClientName = stage.NameOf("web"),
                GenerateSecret = false,
                AuthFlows = new AuthFlow { UserSrp = true, UserPassword = true },
                OAuth = new OAuthSettings
                {
                    Flows = new OAuthFlows { AuthorizationCodeGrant = true },
                    // The last one lets people turn two-step sign-in on and off.
                    Scopes = [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE, OAuthScope.COGNITO_ADMIN],
                    CallbackUrls = [.. sites.Select(site => $"{site}/signed-in")],
                    LogoutUrls = [.. sites.Select(site => $"{site}/")],
                },
                AccessTokenValidity = Duration.Minutes(60),
                IdTokenValidity = Duration.Minutes(60),
                RefreshTokenValidity = Duration.Days(30),
                PreventUserExistenceErrors = true,
                EnableTokenRevocation = true,
            }
        );
        // Only functions sign gate devices in; the devices refresh their tokens themselves, for as long as the longest of them lives.
        DeviceClient = Pool.AddClient(
            "devices",
            new UserPoolClientOptions
            {
                UserPoolClientName = stage.NameOf("devices"),
                GenerateSecret = false,
                AuthFlows = new AuthFlow { AdminUserPassword = true },
                DisableOAuth = true,
                AccessTokenValidity = Duration.Minutes(60),
                IdTokenValidity = Duration.Minutes(60),
                RefreshTokenValidity = Duration.Days(Domain.GateDevice.LongestLife.Days),
                PreventUserExistenceErrors = true,
                EnableTokenRevocation = true,
            }
        );
        // Domain prefixes must be unique across all AWS accounts.
        var pages = Pool.AddDomain(
            "pages",
            new UserPoolDomainOptions
            {
                CognitoDomain = new CognitoDomainOptions { DomainPrefix = $"event-ticketing-{stage.Name}-{Aws.ACCOUNT_ID}" },
            }
        );
        AddIdentities();
        _ = new CfnOutput(this, "UserPoolId", new CfnOutputProps { Value = Pool.UserPoolId });
        _ = new CfnOutput(this, "ClientId", new CfnOutputProps { Value = Client.UserPoolClientId });
        _ = new CfnOutput(this, "SignIn", new CfnOutputProps { Value = pages.BaseUrl() });
    }

    public UserPool Pool { get; }

    public UserPoolClient Client { get; }

    public UserPoolClient DeviceClient { get; }

    /// <summary>The issuer of the pool's tokens.</summary>
    public string Issuer => $"https://cognito-idp.{Config.Region}.amazonaws.com/{Pool.UserPoolId}";

    public static string SignInDomain(StageConfig stage) =>
        $"event-ticketing-{stage.Name}-{Aws.ACCOUNT_ID}.auth.{stage.Region}.amazoncognito.com";

    /// <summary>
    /// AWS credentials for signed-in people. Nothing needs them yet, so the role has no permissions. Visitors get no credentials.
    /// </summary>
    private void AddIdentities()
    {
        var identities = new CfnIdentityPool(
            this,
            "identities",
            new CfnIdentityPoolProps
            {
                IdentityPoolName = Config.NameOf("identities"),
                AllowUnauthenticatedIdentities = false,
                CognitoIdentityProviders = new[]
                {
                    new CfnIdentityPool.CognitoIdentityProviderProperty
                    {
                        ClientId = Client.UserPoolClientId,
                        ProviderName = Pool.UserPoolProviderName,
                        ServerSideTokenCheck = true,
                    },
                },
            }
        );
        var signedIn = new Role(
            this,
            "signed-in",
            new RoleProps
            {
                Description = "People who are signed in.",
                AssumedBy = new WebIdentityPrincipal(
                    "cognito-identity.amazonaws.com",
                    new Dictionary<string, object>
                    {
                        ["StringEquals"] = new Dictionary<string, string> { ["cognito-identity.amazonaws.com:aud"] = identities.Ref },
                        ["ForAnyValue:StringLike"] = new Dictionary<string, string>
                        {
                            ["cognito-identity.amazonaws.com:amr"] = "authenticated",
                        },
                    }
                ),
            }
        );
        _ = new CfnIdentityPoolRoleAttachment(
            this,
            "roles",
            new CfnIdentityPoolRoleAttachmentProps
            {
                IdentityPoolId = identities.Ref,
                Roles = new Dictionary<string, string> { ["authenticated"] = signedIn.RoleArn },
            }
        );
        _ = new CfnOutput(this, "IdentityPoolId", new CfnOutputProps { Value = identities.Ref });
    }
}
