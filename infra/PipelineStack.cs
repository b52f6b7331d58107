using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace EventTicketing.Infra;

/// <summary>
/// Lets the workflows of one GitHub repository deploy a stage, by tokens that live for minutes. Nowhere is a key kept. The roles of the CDK's bootstrap, which do the
/// deploying, are the account's: a stage that the workflows of others must not reach has an account of its own.
/// </summary>
public sealed class PipelineStack : StageStack
{
    private const string Issuer = "token.actions.githubusercontent.com";

    public PipelineStack(Construct scope, StageConfig stage, string repository) : base(scope, stage, "pipeline", "deployment from GitHub")
    {
        // The provider is the account's, one for all stages and whatever else is in it: docs/deployment.md has the command.
        var role = new Role(this, "deploy", new RoleProps
        {
            RoleName = stage.NameOf("deploy"),
            Description = $"Workflows of {repository} in the environment {stage.Name}.",
            MaxSessionDuration = Duration.Hours(2),
            AssumedBy = new WebIdentityPrincipal($"arn:aws:iam::{Aws.ACCOUNT_ID}:oidc-provider/{Issuer}", new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, string>
                {
                    [$"{Issuer}:aud"] = "sts.amazonaws.com", [$"{Issuer}:sub"] = $"repo:{repository}:environment:{stage.Name}",
                },
            }),
        });
        string Arn(string service, string resource, string region) => $"arn:aws:{service}:{region}:{Aws.ACCOUNT_ID}:{resource}";
        // The roles of the CDK's bootstrap do the deploying; the rest is what the deploy command does itself.
        role.AddToPolicy(Permissions.Allow([Arn("iam", "role/cdk-hnb659fds-*", "")], "sts:AssumeRole"));
        role.AddToPolicy(Permissions.Allow([$"arn:aws:s3:::{StorageStack.BucketName(stage, "frontend")}", $"arn:aws:s3:::{StorageStack.BucketName(stage, "frontend")}/*"],
            "s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:DeleteObject"));
        role.AddToPolicy(Permissions.Allow([Arn("cloudfront", "distribution/*", "")], "cloudfront:CreateInvalidation"));
        role.AddToPolicy(Permissions.Allow([Arn("secretsmanager", $"secret:event-ticketing/{stage.Name}/*", stage.Region)], "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"));
        role.AddToPolicy(Permissions.Allow([Arn("cognito-idp", "userpool/*", stage.Region)], "cognito-idp:AdminCreateUser", "cognito-idp:AdminAddUserToGroup"));
        role.AddToPolicy(Permissions.Allow(
            [.. new[] { stage.Region, StageRegions.Cdn }.Distinct().Select(region => Arn("ssm", "parameter/cdk-bootstrap/hnb659fds/version", region)), Arn("ssm", $"parameter{StageRegions.SiteParameter(stage)}", StageRegions.Cdn)],
            "ssm:GetParameter"));
        _ = new CfnOutput(this, "DeployRole", new CfnOutputProps { Value = role.RoleArn });
    }
}
