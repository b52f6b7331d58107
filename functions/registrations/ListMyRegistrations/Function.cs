namespace EventTicketing.Functions.ListMyRegistrations;

public sealed class Function(Host host)
    : ApiFunction<PageRequest, ListOf<RegistrationView>>(RegistrationEndpoints.ListMyRegistrations, host)
{
    protected override Task<Result<ListOf<RegistrationView>>> Handle(PageRequest request, Call call) =>
        call.Page(
            request,
            call.Db.Registrations.OfUser(call.Caller.UserId).NewestFirst(),
            show: item => RegistrationView.Of(item, call.Now)
        );
}
