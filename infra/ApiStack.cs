using Amazon.CDK;
using Amazon.CDK.AWS.APIGateway;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.WAFv2;
using Constructs;
using EventTicketing.Api;

namespace EventTicketing.Infra;

/// <summary>The REST API, made from the endpoint table in one piece. Functions are found by their names, and let it in themselves.</summary>
public sealed class ApiStack : StageStack
{
    public ApiStack(Construct scope, StageConfig stage, AuthStack auth) : base(scope, stage, "api", "REST API")
    {
        var log = new LogGroup(this, "log", new LogGroupProps
        {
            LogGroupName = $"/aws/apigateway/{stage.NameOf("api")}", Retention = TicketingFunction.RetentionOf(stage.LogDays), RemovalPolicy = RemovalPolicy.DESTROY,
        });
        Api = new SpecRestApi(this, "api", new SpecRestApiProps
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
        });
        // What the gateway itself says of errors. It makes this group when it is not there, and then keeps it for ever, also when the stage has gone.
        var gatewayLog = new LogGroup(this, "gateway-log", new LogGroupProps
        {
            LogGroupName = $"API-Gateway-Execution-Logs_{Api.RestApiId}/{stage.Name}", Retention = TicketingFunction.RetentionOf(stage.LogDays), RemovalPolicy = RemovalPolicy.DESTROY,
        });
        Api.DeploymentStage.Node.AddDependency(gatewayLog);
        if (!stage.Economical)
        {
            var firewall = Firewall.Create(this, stage, "api-firewall", "REGIONAL", behindCdn: true);
            _ = new CfnWebACLAssociation(this, "guard", new CfnWebACLAssociationProps { ResourceArn = Api.DeploymentStage.StageArn, WebAclArn = firewall.AttrArn });
        }

        _ = new CfnOutput(this, "ApiUrl", new CfnOutputProps { Value = Api.Url });
    }

    public SpecRestApi Api { get; }

    public static string HostOf(StageConfig stage, SpecRestApi api) => $"{api.RestApiId}.execute-api.{stage.Region}.amazonaws.com";

    /// <summary>One line of JSON a request, with nobody's address in it.</summary>
    private static string Line => "{"
        + string.Join(',', new[]
        {
            ("requestId", AccessLogField.ContextRequestId()), ("time", AccessLogField.ContextRequestTimeEpoch()), ("method", AccessLogField.ContextHttpMethod()),
            ("path", AccessLogField.ContextResourcePath()), ("status", AccessLogField.ContextStatus()), ("ms", AccessLogField.ContextResponseLatency()),
            ("functionMs", AccessLogField.ContextIntegrationLatency()), ("bytes", AccessLogField.ContextResponseLength()), ("error", AccessLogField.ContextErrorResponseType()),
            ("waf", "$context.waf.status"), ("trace", AccessLogField.ContextXrayTraceId()),
        }.Select(pair => $"\"{pair.Item1}\":\"{pair.Item2}\"")) + "}";

    /// <summary>What reads takes all there is; what writes, half; what calls the payment provider, a fifth: it has limits of its own.</summary>
    private static Dictionary<string, IMethodDeploymentOptions> Throttles(StageConfig stage)
    {
        var throttles = new Dictionary<string, IMethodDeploymentOptions>();
        foreach (var endpoint in Endpoints.All)
        {
            var share = endpoint.Grants.Uses.HasFlag(Uses.Payments) && endpoint != RegistrationEndpoints.CreateRegistration && endpoint != PaymentEndpoints.StripeWebhook ? 5 : endpoint.Grants.Writes.Count > 0 ? 2 : 1;
            var options = new MethodDeploymentOptions { ThrottlingRateLimit = stage.RequestsPerSecond / share, ThrottlingBurstLimit = stage.RequestsPerSecond * 2 / share, LoggingLevel = MethodLoggingLevel.ERROR };
            foreach (var way in endpoint.Paths.SelectMany(path => endpoint.Methods.Select(method => $"{path}/{method}"))) throttles[way] = options;
        }

        return throttles;
    }
}
