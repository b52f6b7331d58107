using EventTicketing.Runtime;

namespace EventTicketing.Tests.Runtime;

public sealed class LambdaContextTests
{
    private static readonly LambdaFunction Function = new("f", "1", 512, "", "");
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000);

    private static Dictionary<string, string> Headers =>
        new()
        {
            ["Lambda-Runtime-Aws-Request-Id"] = "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
            ["Lambda-Runtime-Deadline-Ms"] = "1800000002500",
        };

    [Fact]
    public void The_remaining_time_shrinks_to_the_deadline_and_below()
    {
        var clock = new FakeTimeProvider(Now);
        var context = new LambdaContext(Function, Headers, clock);

        Assert.Equal(TimeSpan.FromSeconds(2.5), context.RemainingTime);
        clock.SetUtcNow(Now.AddSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(-0.5), context.RemainingTime);
    }

    [Fact]
    public void A_mobile_client_and_its_identity_are_read_from_their_headers()
    {
        var context = new LambdaContext(
            Function,
            new Dictionary<string, string>(Headers)
            {
                ["Lambda-Runtime-Client-Context"] = """
                {"client":{"installation_id":"i","app_title":"Shop","app_version_name":"1.2","app_version_code":"12",
                "app_package_name":"org.example.shop"},"custom":{"gate":"north"},"env":{"locale":"sv-SE"},"services":{"x":{}}}
                """,
                ["Lambda-Runtime-Cognito-Identity"] = """{"cognitoIdentityId":"eu-1:a","cognitoIdentityPoolId":"eu-1:b"}""",
                ["Lambda-Runtime-Aws-Tenant-Id"] = "tenant",
            }
        );

        Assert.Equal("org.example.shop", context.ClientContext!.Client.AppPackageName);
        Assert.Equal(("i", "Shop"), (context.ClientContext.Client.InstallationId, context.ClientContext.Client.AppTitle));
        Assert.Equal(("1.2", "12"), (context.ClientContext.Client.AppVersionName, context.ClientContext.Client.AppVersionCode));
        Assert.Equal("north", context.ClientContext.Custom["gate"]);
        Assert.Equal("sv-SE", context.ClientContext.Environment["locale"]);
        Assert.Equal(("eu-1:a", "eu-1:b"), (context.Identity!.IdentityId, context.Identity.IdentityPoolId));
        Assert.Equal("tenant", context.TenantId);
    }

    [Theory]
    [InlineData("Lambda-Runtime-Aws-Request-Id")]
    [InlineData("Lambda-Runtime-Deadline-Ms")]
    public void An_invocation_without_id_or_deadline_is_refused(string header)
    {
        var headers = Headers;
        headers.Remove(header);

        Assert.Throws<IOException>(() => new LambdaContext(Function, headers));
    }
}
