namespace EventTicketing.Functions.ListOrders;

public sealed class Function(Host host) : ApiFunction<ListOrdersRequest, ListOf<RegistrationView>>(OrganizationEndpoints.ListOrders, host)
{
    protected override async Task<Result<ListOf<RegistrationView>>> Handle(ListOrdersRequest request, Call call)
    {
        if ((await call.Ordering(request)).Refused(out var problem, out var of))
            return problem;
        return await call.Page(request, of.Ordering);
    }
}
