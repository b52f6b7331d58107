using Amazon.CDK;
using Amazon.JSII.Runtime.Deputy;
using Constructs;

namespace EventTicketing.Infra;

/// <summary>
/// The CDK's own handlers, which pass values on between regions, run on a Node that from February 2027 on nobody can make functions of any more. They appear
/// when references are resolved, after every aspect: the check of what is there, before templates are written, is the first that sees them.
/// </summary>
internal sealed class NewerNode(Stack stack) : DeputyBase, IValidation
{
    public string[] Validate()
    {
        foreach (var provider in stack.Node.Children.Where(child => child.Node.Id.EndsWith("CustomResourceProvider", StringComparison.Ordinal)))
        {
            if (provider.Node.TryFindChild("Handler") is CfnResource handler) handler.AddPropertyOverride("Runtime", "nodejs22.x");
        }

        return [];
    }
}
