namespace EventTicketing.Functions.ListMyRegistrations;

public sealed class Function(Host host)
    : ApiFunction<PageRequest, ListOf<RegistrationView>>(RegistrationEndpoints.ListMyRegistrations, host)
{
    protected override async Task<Result<ListOf<RegistrationView>>> Handle(PageRequest request, Call call)
    {
        var query = new Query(Tables.Registrations, "UserIndex", call.Caller.UserId) { Descending = true };
        if (call.Paged(query, request).Refused(out var problem, out var page))
            return problem;
        return call.List(await call.Db.Registrations.Query(page, call.Stop), item => RegistrationView.Of(item, call.Now));
    }
}
