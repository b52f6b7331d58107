using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace EventTicketing.Infra;

/// <summary>
/// Lets the workflows of one GitHub repository deploy a stage with short-lived OIDC tokens, without stored access keys. The bootstrap roles
/// of the CDK, which deploy the stacks, are shared by all stages of an account, so a stage that other workflows must not reach needs its
/// own account.
/// </summary>
public sealed class PipelineStack : StageStack
{
    private const string Issuer = "token.actions.githubusercontent.com";

    public PipelineStack(Construct scope, StageConfig stage, string repository)
        : base(scope, stage, "pipeline", "deployment from GitHub")
    {
        // The OIDC provider exists once per account, so no stack creates it: docs/deployment.md has the command.
        var role = new Role(
            this,
            "deploy",
            new RoleProps
            {
                RoleName = stage.NameOf("deploy"),
                Description = $"Workflows of {repository} in the environment {stage.Name}.",
                MaxSessionDuration = Duration.Hours(2),
                AssumedBy = new WebIdentityPrincipal(
                    $"arn:aws:iam::{Aws.ACCOUNT_ID}:oidc-provider/{Issuer}",
                    new Dictionary<string, object>
                    {
                        ["StringEquals"] = new Dictionary<string, string>
                        {
                            [$"{Issuer}:aud"] = "sts.amazonaws.com",
                            [$"{Issuer}:sub"] = $"repo:{repository}:environment:{stage.Name}",
                        },
                    }
                ),
            }
        );
        string Arn(string service, string resource, string region) => $"arn:aws:{service}:{region}:{Aws.ACCOUNT_ID}:{resource}";
        // The bootstrap roles of the CDK deploy the stacks. The other permissions are for the deploy command itself.
        role.AddToPolicy(Permissions.Allow([Arn("iam", "role/cdk-hnb659fds-*", "")], "sts:AssumeRole"));
        role.AddToPolicy(
            Permissions.Allow(
                [
                    $"arn:aws:s3:::{StorageStack.BucketName(stage, "frontend")}",
                    $"arn:aws:s3:::{StorageStack.BucketName(stage, "frontend")}/*",
                ],
                "s3:ListBucket",
                "s3:GetObject",
                "s3:PutObject",
                "s3:DeleteObject"
            )
        );
        role.AddToPolicy(Permissions.Allow([Arn("cloudfront", "distribution/*", "")], "cloudfront:CreateInvalidation"));
        role.AddToPolicy(
            Permissions.Allow(
                [Arn("secretsmanager", $"secret:event-ticketing/{stage.Name}/*", stage.Region)],
                "secretsmanager:GetSecretValue",
                "secretsmanager:PutSecretValue"
            )
        );
        role.AddToPolicy(
            Permissions.Allow(
                [Arn("cognito-idp", "userpool/*", stage.Region)],
                "cognito-idp:AdminCreateUser",
                "cognito-idp:AdminAddUserToGroup"
            )
        );
        role.AddToPolicy(
            Permissions.Allow(
                [
                    .. new[] { stage.Region, StageRegions.Cdn }
                        .Distinct()
                        .Select(region => Arn("ssm", "parameter/cdk-bootstrap/hnb659fds/version", region)),
                    Arn("ssm", $"parameter{StageRegions.SiteParameter(stage)}", StageRegions.Cdn),
                ],
                "ssm:GetParameter"
            )
        );
        _ = new CfnOutput(this, "DeployRole", new CfnOutputProps { Value = role.RoleArn });
    }
}
