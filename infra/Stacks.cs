using Constructs;
using EventTicketing.Api;

namespace EventTicketing.Infra;

/// <summary>A whole stage. What stacks need of each other mostly follows from names; the order in which they are deployed is said here.</summary>
public static class Stacks
{
    public static void Add(Construct app, StageConfig stage)
    {
        var data = new DataStack(app, stage);
        var storage = new StorageStack(app, stage);
        var secrets = new SecretsStack(app, stage);
        var mail = new MailStack(app, stage);
        var auth = new AuthStack(app, stage);
        auth.AddDependency(data);
        List<StageStack> functions = [new WorkersStack(app, stage, data)];
        foreach (var area in Endpoints.Areas) functions.Add(new FunctionsStack(app, stage, area, auth));
        foreach (var stack in functions)
        {
            foreach (var needed in (StageStack[])[data, storage, secrets, mail]) stack.AddDependency(needed);
        }

        var api = new ApiStack(app, stage, auth);
        foreach (var stack in functions) api.AddDependency(stack);
        var site = new FrontendStack(app, stage, api.Api);
        site.AddDependency(storage);
        // Last: what an account does not allow to be watched keeps nothing else from being deployed.
        if (!stage.Economical) new MonitoringStack(app, stage).AddDependency(site);
        if (stage.Repository is { } repository) _ = new PipelineStack(app, stage, repository);
    }
}
