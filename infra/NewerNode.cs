using Amazon.CDK;
using Amazon.JSII.Runtime.Deputy;
using Constructs;

namespace EventTicketing.Infra;

/// <summary>
/// Sets a newer Node runtime for the CDK's own custom resource handlers, which pass values between regions: from February 2027 functions
/// can no longer be created with their default runtime. The handlers are added when references are resolved, after all aspects; validation
/// is the first step that sees them.
/// </summary>
internal sealed class NewerNode(Stack stack) : DeputyBase, IValidation
{
    public string[] Validate()
    {
        foreach (
            var provider in stack.Node.Children.Where(child => child.Node.Id.EndsWith("CustomResourceProvider", StringComparison.Ordinal))
        )
        {
            if (provider.Node.TryFindChild("Handler") is CfnResource handler)
                handler.AddPropertyOverride("Runtime", "nodejs22.x");
        }

        return [];
    }
}
