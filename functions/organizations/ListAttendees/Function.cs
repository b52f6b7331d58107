namespace EventTicketing.Functions.ListAttendees;

public sealed class Function(Host host) : ApiFunction<ListAttendeesRequest, ListOf<AttendeeView>>(OrganizationEndpoints.ListAttendees, host)
{
    protected override async Task<Result<ListOf<AttendeeView>>> Handle(ListAttendeesRequest request, Call call)
    {
        if ((await call.Attending(request)).Refused(out var problem, out var attending))
            return problem;
        return await call.Page(
            request,
            cursor => attending.Page(cursor, request.Limit),
            show: item => AttendeeView.Of(item.Ticket, item.Of)
        );
    }
}
