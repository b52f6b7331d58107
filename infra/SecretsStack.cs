using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using EventTicketing.Api;

namespace EventTicketing.Infra;

/// <summary>Places for the secrets, empty: deploying fills in what can be made, and asks for Stripe's keys. No template ever holds one.</summary>
public sealed class SecretsStack : StageStack
{
    public SecretsStack(Construct scope, StageConfig stage) : base(scope, stage, "secrets", "keys of Stripe, ticket codes and page cursors", irreplaceable: true)
    {
        foreach (var (name, use) in SecretNames.All)
        {
            new CfnSecret(this, name, new CfnSecretProps { Name = SecretNames.In(stage.Name, name), Description = $"Given to functions that use {use}." }).ApplyRemovalPolicy(Removal);
        }
    }
}
