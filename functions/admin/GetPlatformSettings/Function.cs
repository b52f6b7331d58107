namespace EventTicketing.Functions.GetPlatformSettings;

public sealed class Function(Host host) : ApiFunction<NoRequest, PlatformSettingsView>(AdminEndpoints.GetPlatformSettings, host)
{
    protected override async Task<Result<PlatformSettingsView>> Handle(NoRequest request, Call call) =>
        PlatformSettingsView.Of(await call.Settings());
}
