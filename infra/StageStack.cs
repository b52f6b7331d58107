using Amazon.CDK;
using Constructs;

namespace EventTicketing.Infra;

/// <summary>A stack of a stage: sets name, tags and termination protection.</summary>
public abstract class StageStack : Stack
{
    /// <param name="irreplaceable">
    /// Whether the stack has data that cannot be recreated. Stages that keep data protect it from termination.
    /// </param>
    protected StageStack(
        Construct scope,
        StageConfig stage,
        string name,
        string description,
        string? region = null,
        bool irreplaceable = false
    )
        : base(
            scope,
            $"event-ticketing-{stage.Name}-{name}",
            new StackProps
            {
                Env = new Amazon.CDK.Environment
                {
                    Account = System.Environment.GetEnvironmentVariable("CDK_DEFAULT_ACCOUNT"),
                    Region = region ?? stage.Region,
                },
                Description = $"EventTicketing {stage.Name}: {description}",
                TerminationProtection = stage.KeepData && irreplaceable,
                CrossRegionReferences = stage.Region != StageRegions.Cdn,
            }
        )
    {
        Config = stage;
        if (stage.Region != StageRegions.Cdn)
            Node.AddValidation(new NewerNode(this));
        Amazon.CDK.Tags.Of(this).Add("project", "event-ticketing");
        Amazon.CDK.Tags.Of(this).Add("stage", stage.Name);
    }

    protected StageConfig Config { get; }

    /// <summary>
    /// The removal policy of data. Even kept data is deleted when its first deployment fails, so that a retry can create it.
    /// </summary>
    protected RemovalPolicy Removal => RemovalOf(Config);

    protected static RemovalPolicy RemovalOf(StageConfig stage) =>
        stage.KeepData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}
