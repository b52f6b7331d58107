using Constructs;
using EventTicketing.Api;

namespace EventTicketing.Infra;

/// <summary>All stacks of a stage. Stacks mostly refer to each other by name, so their order of deployment is declared here.</summary>
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
        List<StageStack> functions = [new WorkersStack(app, stage, data, auth)];
        foreach (var area in Endpoints.Areas)
            functions.Add(new FunctionsStack(app, stage, area, auth));
        foreach (var stack in functions)
        {
            foreach (var needed in (StageStack[])[data, storage, secrets, mail])
                stack.AddDependency(needed);
        }

        var api = new ApiStack(app, stage, auth);
        foreach (var stack in functions)
            api.AddDependency(stack);
        var site = new FrontendStack(app, stage, api.Api);
        site.AddDependency(storage);
        // Last, so that a monitoring failure does not block the rest.
        if (!stage.Economical)
            new MonitoringStack(app, stage).AddDependency(site);
        if (stage.Repository is { } repository)
            _ = new PipelineStack(app, stage, repository);
    }
}
