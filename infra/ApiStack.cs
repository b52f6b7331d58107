using Amazon.CDK;
using Amazon.CDK.AWS.APIGateway;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.WAFv2;
using Constructs;
using EventTicketing.Api;

namespace EventTicketing.Infra;

/// <summary>
/// The REST API, generated from the endpoint table. It refers to functions by name; their own stacks permit it to invoke them.
/// </summary>
public sealed class ApiStack : StageStack
{
    public ApiStack(Construct scope, StageConfig stage, AuthStack auth)
        : base(scope, stage, "api", "REST API")
    {
        var log = new LogGroup(
            this,
            "log",
            new LogGroupProps
            {
                LogGroupName = $"/aws/apigateway/{stage.NameOf("api")}",
                Retention = TicketingFunction.RetentionOf(stage.LogDays),
                RemovalPolicy = RemovalPolicy.DESTROY,
            }
        );
        Api = new SpecRestApi(
            this,
            "api",
            new SpecRestApiProps
            {
                RestApiName = stage.NameOf("api"),
                ApiDefinition = ApiDefinition.FromInline(GatewayBody.Plain(GatewayBody.Of(Endpoints.All, stage, auth.Pool.UserPoolArn))),
                EndpointTypes = [EndpointType.REGIONAL],
                MinCompressionSize = Size.Kibibytes(1),
                CloudWatchRole = true,
                CloudWatchRoleRemovalPolicy = RemovalPolicy.RETAIN,
                DeployOptions = new StageOptions
                {
                    StageName = stage.Name,
                    TracingEnabled = true,
                    LoggingLevel = MethodLoggingLevel.ERROR,
                    DataTraceEnabled = false,
                    ThrottlingRateLimit = stage.RequestsPerSecond,
                    ThrottlingBurstLimit = stage.RequestsPerSecond * 2,
                    MethodOptions = Throttles(stage),
                    AccessLogDestination = new LogGroupLogDestination(log),
                    AccessLogFormat = AccessLogFormat.Custom(Line),
                },
            }
        );
        // The error log of the gateway. Without this group the gateway would create one that is never deleted, not even with the stage.
        var gatewayLog = new LogGroup(
            this,
            "gateway-log",
            new LogGroupProps
            {
                LogGroupName = $"API-Gateway-Execution-Logs_{Api.RestApiId}/{stage.Name}",
                Retention = TicketingFunction.RetentionOf(stage.LogDays),
                RemovalPolicy = RemovalPolicy.DESTROY,
            }
        );
        Api.DeploymentStage.Node.AddDependency(gatewayLog);
        if (!stage.Economical)
        {
            var firewall = Firewall.Create(this, stage, "api-firewall", "REGIONAL", behindCdn: true);
            _ = new CfnWebACLAssociation(
                this,
                "guard",
                new CfnWebACLAssociationProps { ResourceArn = Api.DeploymentStage.StageArn, WebAclArn = firewall.AttrArn }
            );
        }

        _ = new CfnOutput(this, "ApiUrl", new CfnOutputProps { Value = Api.Url });
    }

    public SpecRestApi Api { get; }

    public static string HostOf(StageConfig stage, SpecRestApi api) => $"{api.RestApiId}.execute-api.{stage.Region}.amazonaws.com";

    /// <summary>One line of JSON per request, without IP addresses.</summary>
    private static string Line =>
        "{"
        + string.Join(
            ',',
            new[]
            {
                ("requestId", AccessLogField.ContextRequestId()),
                ("time", AccessLogField.ContextRequestTimeEpoch()),
                ("method", AccessLogField.ContextHttpMethod()),
                ("path", AccessLogField.ContextResourcePath()),
                ("status", AccessLogField.ContextStatus()),
                ("ms", AccessLogField.ContextResponseLatency()),
                ("functionMs", AccessLogField.ContextIntegrationLatency()),
                ("bytes", AccessLogField.ContextResponseLength()),
                ("error", AccessLogField.ContextErrorResponseType()),
                ("waf", "$context.waf.status"),
                ("trace", AccessLogField.ContextXrayTraceId()),
            }.Select(pair => $"\"{pair.Item1}\":\"{pair.Item2}\"")
        )
        + "}";

    /// <summary>
    /// Endpoints that only read get the full rate, those that write a half. Those that call the payment provider get a fifth, because it
    /// has rate limits of its own.
    /// </summary>
    private static Dictionary<string, IMethodDeploymentOptions> Throttles(StageConfig stage)
    {
        var throttles = new Dictionary<string, IMethodDeploymentOptions>();
        foreach (var endpoint in Endpoints.All)
        {
            var share =
                endpoint.Grants.Uses.HasFlag(Uses.Payments)
                && endpoint != RegistrationEndpoints.CreateRegistration
                && endpoint != PaymentEndpoints.StripeWebhook
                    ? 5
                : endpoint.Grants.Writes.Count > 0 ? 2
                : 1;
            var options = new MethodDeploymentOptions
            {
                ThrottlingRateLimit = stage.RequestsPerSecond / share,
                ThrottlingBurstLimit = stage.RequestsPerSecond * 2 / share,
                LoggingLevel = MethodLoggingLevel.ERROR,
            };
            foreach (var way in endpoint.Paths.SelectMany(path => endpoint.Methods.Select(method => $"{path}/{method}")))
                throttles[way] = options;
        }

        return throttles;
    }
}
