namespace EventTicketing.Functions.PublishLogo;

public sealed class Function(Host host) : ApiFunction<LogoRequest, OrganizationView>(OrganizationEndpoints.PublishLogo, host)
{
    protected override async Task<Result<OrganizationView>> Handle(LogoRequest request, Call call)
    {
        var published = await call.PublishPicture(
            request.ImageId,
            await call.OwnOrganization(request.OrganizationId),
            call.ChangingLogo(request.OrganizationId)
        );
        return published.Then(call.View);
    }
}
