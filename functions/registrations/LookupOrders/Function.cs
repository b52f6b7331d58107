namespace EventTicketing.Functions.LookupOrders;

/// <summary>
/// Does the same for every address, whether or not there are orders: the worker that sends the mail looks for them. So neither the answer
/// nor its time tells.
/// </summary>
public sealed class Function(Host host) : ApiFunction<LookupOrdersRequest, Nothing>(RegistrationEndpoints.LookupOrders, host)
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task<Result<Nothing>> Handle(LookupOrdersRequest request, Call call)
    {
        var guestId = call.App.OrderKeys.GuestOf(request.Email);
        var before = Notification.Found(guestId, request.Email, call.Now - Pause);
        if (await call.Db.Notifications.Find(before.NotificationId, call.Stop) is not { } earlier || earlier.CreatedAt <= call.Now - Pause)
            await call.Db.Notifications.FindOrCreate(Notification.Found(guestId, request.Email, call.Now), call.Stop);
        return Nothing.Instance;
    }
}
