using Amazon.CDK;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using EventTicketing.Api;

namespace EventTicketing.Infra;

/// <summary>Empty secrets. The deploy command generates keys and asks for those of Stripe; no template contains a secret.</summary>
public sealed class SecretsStack : StageStack
{
    public SecretsStack(Construct scope, StageConfig stage)
        : base(scope, stage, "secrets", "keys of Stripe, ticket codes, page cursors and orders", irreplaceable: true)
    {
        foreach (var secret in SecretDefinitions.All)
        {
            new CfnSecret(
                this,
                secret.Name,
                new CfnSecretProps { Name = secret.NameIn(stage.Name), Description = $"Given to functions that use {secret.For}." }
            ).ApplyRemovalPolicy(Removal);
        }

        if (stage.Economical)
            return;
        new CfnSecret(
            this,
            Cdn,
            new CfnSecretProps
            {
                Name = CdnName(stage),
                Description = "The key by which the gateway's firewall recognizes the CDN.",
                GenerateSecretString = new CfnSecret.GenerateSecretStringProperty { PasswordLength = 48, ExcludePunctuation = true },
                ReplicaRegions =
                    stage.Region == StageRegions.Cdn ? null : new[] { new CfnSecret.ReplicaRegionProperty { Region = StageRegions.Cdn } },
            }
        ).ApplyRemovalPolicy(Removal);
    }

    private const string Cdn = "cdn";

    private static string CdnName(StageConfig stage) => $"event-ticketing/{stage.Name}/{Cdn}";

    /// <summary>
    /// The secret value that the CDN sends with every call. AWS generates it during the deployment and CloudFormation inserts it, so no
    /// template contains it.
    /// </summary>
    public static string CdnKey(StageConfig stage) => SecretValue.SecretsManager(CdnName(stage)).UnsafeUnwrap();

    /// <summary>The header that contains <see cref="CdnKey"/>.</summary>
    public const string CdnHeader = "x-cdn-key";
}
