namespace EventTicketing.Functions.ListMyRegistrations;

public sealed class Function(Host host)
    : ApiFunction<PageRequest, ListOf<RegistrationView>>(RegistrationEndpoints.ListMyRegistrations, host)
{
    protected override Task<Result<ListOf<RegistrationView>>> Handle(PageRequest request, Call call) =>
        call.Page(
            request,
            cursor =>
                call.BuyerIds.Select(id => call.Db.Registrations.OfUser(id).Where(registration => registration.ErasedAt is null))
                    .ToList()
                    .Newest(registration => registration.CreatedAt, request.Limit, cursor, call.Stop),
            show: item => RegistrationView.Of(item, call.Now)
        );
}
