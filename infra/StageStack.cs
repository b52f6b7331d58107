using Amazon.CDK;
using Constructs;

namespace EventTicketing.Infra;

/// <summary>A stack of a stage: named, tagged and protected as its stage wants it.</summary>
public abstract class StageStack : Stack
{
    protected StageStack(Construct scope, StageConfig stage, string name, string description, string? region = null)
        : base(scope, $"event-ticketing-{stage.Name}-{name}", new StackProps
        {
            Env = new Amazon.CDK.Environment { Account = System.Environment.GetEnvironmentVariable("CDK_DEFAULT_ACCOUNT"), Region = region ?? stage.Region },
            Description = $"EventTicketing {stage.Name}: {description}",
            TerminationProtection = stage.KeepData,
            CrossRegionReferences = stage.Region != StageRegions.Cdn,
        })
    {
        Config = stage;
        Amazon.CDK.Tags.Of(this).Add("project", "event-ticketing");
        Amazon.CDK.Tags.Of(this).Add("stage", stage.Name);
    }

    protected StageConfig Config { get; }

    /// <summary>What is to become of data when it leaves its stack.</summary>
    protected RemovalPolicy Removal => RemovalOf(Config);

    protected static RemovalPolicy RemovalOf(StageConfig stage) => stage.KeepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}
