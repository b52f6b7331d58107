namespace EventTicketing.Functions.UpdatePlatformSettings;

public sealed class Function(Host host)
    : ApiFunction<UpdatePlatformSettingsRequest, PlatformSettingsView>(AdminEndpoints.UpdatePlatformSettings, host)
{
    protected override async Task<Result<PlatformSettingsView>> Handle(UpdatePlatformSettingsRequest request, Call call)
    {
        var changed = await call.Db.Decide<PlatformSettings>(
            async () =>
            {
                var current = await call.Settings();
                if (call.WhyNotMatched(current.Version) is { } mismatch)
                    return mismatch;
                var next = request.Applied(current);
                if (next == current)
                    return current;
                var record = call.Record(
                    PlatformSettings.Key,
                    null,
                    [.. request.Given.Order(StringComparer.Ordinal).Select(field => new FieldChange(field))]
                );
                return current.Version == 0
                    ? new Decision<PlatformSettings>(next.WithVersion(1), call.Db.Settings.Create(next.WithVersion(1)), record)
                    : call.Db.Settings.Save(current, next, record);
            },
            call.Stop
        );
        return changed.Then(PlatformSettingsView.Of);
    }
}
