namespace EventTicketing.Functions.GetNotificationSettings;

public sealed class Function(Host host) : ApiFunction<NoRequest, NotificationSettingsView>(PeopleEndpoints.GetNotificationSettings, host)
{
    protected override async Task<Result<NotificationSettingsView>> Handle(NoRequest request, Call call) =>
        NotificationSettingsView.Of(await call.Person(), call.App.Settings.Sms);
}
