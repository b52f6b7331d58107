namespace EventTicketing.Functions.LookupOrders;

/// <summary>
/// Does the same for every address, whether or not there are orders: the worker that sends the mail looks for them. So neither the answer
/// nor its time tells.
/// </summary>
public sealed class Function(Host host) : ApiFunction<LookupOrdersRequest, Nothing>(RegistrationEndpoints.LookupOrders, host)
{
    protected override async Task<Result<Nothing>> Handle(LookupOrdersRequest request, Call call)
    {
        var guestId = call.App.OrderKeys.GuestOf(request.Email);
        await Notifying.QueueHourly(call.App, now => Notification.Found(guestId, request.Email, now), call.Stop);
        return Nothing.Instance;
    }
}
