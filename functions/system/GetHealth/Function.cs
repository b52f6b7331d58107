namespace EventTicketing.Functions.GetHealth;

public sealed class Function(Host host) : ApiFunction<NoRequest, HealthView>(SystemEndpoints.GetHealth, host)
{
    protected override async Task<Result<HealthView>> Handle(NoRequest request, Call call)
    {
        await call.Db.Events.Find("health", call.Stop, Consistency.Eventual);
        return new HealthView("ok", typeof(Function).Assembly.GetName().Version?.ToString(3) ?? "");
    }
}
