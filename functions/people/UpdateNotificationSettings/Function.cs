namespace EventTicketing.Functions.UpdateNotificationSettings;

public sealed class Function(Host host)
    : ApiFunction<UpdateNotificationSettingsRequest, NotificationSettingsView>(PeopleEndpoints.UpdateNotificationSettings, host)
{
    protected override async Task<Result<NotificationSettingsView>> Handle(UpdateNotificationSettingsRequest request, Call call)
    {
        var sms = call.App.Settings.Sms;
        if (request.AsksForSms && !sms)
            return Problem.Conflict("sms_not_available", "Text messages are not sent here.");
        var changed = await call.ChangeProfile(current => Task.FromResult(request.Applied(current)));
        return changed.Then(person => NotificationSettingsView.Of(person, sms));
    }
}
