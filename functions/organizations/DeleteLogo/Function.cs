namespace EventTicketing.Functions.DeleteLogo;

public sealed class Function(Host host) : ApiFunction<OrganizationRequest, Nothing>(OrganizationEndpoints.DeleteLogo, host)
{
    protected override Task<Result<Nothing>> Handle(OrganizationRequest request, Call call) =>
        call.DeletePicture(call.ChangingLogo(request.OrganizationId, evenClosed: true));
}
