using System.Globalization;
using System.Text.RegularExpressions;
using EventTicketing.Infra;

namespace EventTicketing.Tests.Infra;

public sealed class PeopleTests(Cloud cloud)
{
    [Fact]
    public void Groups_have_the_precedence_that_they_have_on_a_laptop()
    {
        var groups = cloud
            .Prod.Of("AWS::Cognito::UserPoolGroup")
            .OrderBy(group => (int)group["Precedence"]!)
            .Select(group => (string)group["GroupName"]!);
        Assert.Equal(["SuperAdmins", "Admins", "Organizers", "Attendees", "Managers", "Employees", "Devices"], groups);
    }

    [Fact]
    public void Tokens_live_an_hour_and_a_sign_in_thirty_days()
    {
        var client = Client("web");
        Assert.Equal(
            (60, 60, 30 * 24 * 60),
            ((int)client["AccessTokenValidity"]!, (int)client["IdTokenValidity"]!, (int)client["RefreshTokenValidity"]!)
        );
        Assert.Equal(
            ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"],
            client["ExplicitAuthFlows"]!.AsArray().Select(flow => (string)flow!).Order(StringComparer.Ordinal)
        );
        Assert.True(Intrinsics.Is(client["GenerateSecret"], false));
        Assert.Equal(["code"], client["AllowedOAuthFlows"]!.AsArray().Select(flow => (string)flow!));
        Assert.All(client["CallbackURLs"]!.AsArray(), url => Assert.StartsWith("https://site.example/", (string)url!));
    }

    [Fact]
    public void A_gate_device_is_signed_in_by_functions_alone_and_for_as_long_as_the_longest_lives()
    {
        var client = Client("devices");
        Assert.Equal((60, 90 * 24 * 60), ((int)client["IdTokenValidity"]!, (int)client["RefreshTokenValidity"]!));
        Assert.Equal(
            ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
            client["ExplicitAuthFlows"]!.AsArray().Select(flow => (string)flow!).Order(StringComparer.Ordinal)
        );
        Assert.Null(client["AllowedOAuthFlows"]);
    }

    private Resource Client(string name) =>
        cloud.Prod.Of("AWS::Cognito::UserPoolClient").Single(client => ((string)client["ClientName"]!).Contains(name));

    [Fact]
    public void A_password_is_long_and_mixed_and_people_sign_in_on_pages_of_the_pool()
    {
        var policy = cloud.Prod.Of("AWS::Cognito::UserPool").Single()["Policies", "PasswordPolicy"]!;
        Assert.Equal(8, (int)policy["MinimumLength"]!);
        Assert.All(
            (string[])["RequireUppercase", "RequireNumbers", "RequireSymbols"],
            rule => Assert.True(Intrinsics.Is(policy[rule], true), rule)
        );
        Assert.StartsWith(
            "event-ticketing-prod-",
            Intrinsics.Text(cloud.Prod.Of("AWS::Cognito::UserPoolDomain").Single()["Domain"]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Nobody_without_a_sign_in_gets_credentials_and_with_one_they_may_do_nothing()
    {
        var role = cloud
            .Prod.Of("AWS::IAM::Role")
            .Single(role => $"{role["AssumeRolePolicyDocument"]}".Contains("cognito-identity", StringComparison.Ordinal));
        Assert.DoesNotContain(
            cloud.Prod.Of("AWS::IAM::Policy"),
            policy => $"{policy["Roles"]}".Contains(role.Id, StringComparison.Ordinal)
        );
        Assert.Null(role["Policies"]);
    }

    [Fact]
    public void Only_workflows_of_the_one_repository_in_the_stage_s_environment_may_deploy()
    {
        var role = cloud.Full.Of("AWS::IAM::Role").Single(role => (string?)role["RoleName"] == "event-ticketing-deploy-full");
        var condition = $"{role["AssumeRolePolicyDocument", "Statement", "0", "Condition"]}";
        Assert.Contains("repo:example/tickets:environment:full", condition, StringComparison.Ordinal);
        Assert.DoesNotContain("StringLike", condition, StringComparison.Ordinal);
        Assert.EndsWith(
            ":oidc-provider/token.actions.githubusercontent.com",
            Intrinsics.Text(role["AssumeRolePolicyDocument", "Statement", "0", "Principal", "Federated"]),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            cloud.Prod.Of("AWS::IAM::Role"),
            other => $"{other["AssumeRolePolicyDocument"]}".Contains("oidc-provider", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_workflow_s_credentials_outlast_it_and_the_role_allows_that()
    {
        var workflow = File.ReadAllText(SourceTree.At(".github", "workflows", "deploy.yml"));
        int Figure(string name) =>
            int.Parse(Regex.Match(workflow, $"^ *{name}: ([0-9]+)$", RegexOptions.Multiline).Groups[1].Value, CultureInfo.InvariantCulture);
        var role = cloud.Full.Of("AWS::IAM::Role").Single(role => (string?)role["RoleName"] == "event-ticketing-deploy-full");
        Assert.InRange(Figure("role-duration-seconds"), Figure("timeout-minutes") * 60, (int)role["MaxSessionDuration"]!);
    }

    /// <summary>The address of a site without a domain is in a parameter: the workflow must use the name that its role may read.</summary>
    [Fact]
    public void The_workflow_that_compares_asks_for_the_address_where_it_is()
    {
        var workflow = File.ReadAllText(SourceTree.At(".github", "workflows", "difference.yml"));
        Assert.Contains(
            StageRegions.SiteParameter(cloud.Prod.Stage).Replace("/prod/", "/${{ inputs.stage }}/", StringComparison.Ordinal),
            workflow,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("cdk deploy", workflow, StringComparison.Ordinal);
    }
}
