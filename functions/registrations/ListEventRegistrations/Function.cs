namespace EventTicketing.Functions.ListEventRegistrations;

public sealed class Function(Host host)
    : ApiFunction<ListEventRegistrationsRequest, ListOf<RegistrationView>>(RegistrationEndpoints.ListEventRegistrations, host)
{
    protected override async Task<Result<ListOf<RegistrationView>>> Handle(ListEventRegistrationsRequest request, Call call)
    {
        if ((await call.OwnEvent(request.EventId)).Refused(out var problem, out _))
            return problem;
        var query = new Query(Tables.Registrations, "EventIndex", request.EventId) { Descending = true };
        if (call.Paged(query, request).Refused(out problem, out var page))
            return problem;
        return call.List(
            await call.Db.Registrations.Query(
                page,
                call.Stop,
                request.Status is null
                    ? null
                    : item => string.Equals(item.StatusAt(call.Now).ToString(), request.Status, StringComparison.OrdinalIgnoreCase)
            ),
            item => RegistrationView.Of(item, call.Now)
        );
    }
}
