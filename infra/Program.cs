using Amazon.CDK;
using EventTicketing.Infra;

// Silence jsii's end-of-life warning for Node.
System.Environment.SetEnvironmentVariable("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "true");
try
{
    var app = new App();
    var stage = StageConfig.Read(
        SourceTree.At("infra", "stages.json"),
        app.Node.TryGetContext("stage") as string,
        app.Node.TryGetContext("siteUrl") as string
    ) with
    {
        SecretsVersion = app.Node.TryGetContext("secretsVersion") as string,
    };
    stage.MustKnowTheSite(first: app.Node.TryGetContext("first") is "true" or true);
    Package.MustBeThere(Package.Functions);
    Stacks.Add(app, stage);
    app.Synth();
    return 0;
}
catch (InvalidOperationException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
