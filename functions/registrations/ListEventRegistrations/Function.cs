namespace EventTicketing.Functions.ListEventRegistrations;

public sealed class Function(Host host)
    : ApiFunction<ListEventRegistrationsRequest, ListOf<RegistrationView>>(RegistrationEndpoints.ListEventRegistrations, host)
{
    protected override async Task<Result<ListOf<RegistrationView>>> Handle(ListEventRegistrationsRequest request, Call call)
    {
        if ((await call.OwnEvent(request.EventId)).Refused(out var problem, out var ev))
            return problem;
        return await call.Page(
            request,
            call.Db.Registrations.OfEvent(ev.EventId)
                .NewestFirst()
                .Where(item => request.Status is null || item.StatusAt(call.Now) == request.Status),
            show: item => RegistrationView.Of(item, call.Now)
        );
    }
}
