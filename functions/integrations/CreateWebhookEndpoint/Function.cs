using EventTicketing.Ports;

namespace EventTicketing.Functions.CreateWebhookEndpoint;

public sealed class Function(Host host)
    : ApiFunction<CreateWebhookEndpointRequest, NewWebhookSecretView>(IntegrationEndpoints.CreateWebhookEndpoint, host)
{
    protected override async Task<Result<NewWebhookSecretView>> Handle(CreateWebhookEndpointRequest request, Call call)
    {
        if (call.ActingOrganization(request.OrganizationId).Refused(out var problem, out var organizationId))
            return problem;
        if (await call.WhyNotReachable(request.Url) is { } unreachable)
            return unreachable;
        var (requestId, secret) = (call.NewId("whe"), WebhookSecrets.New());
        // A key that was used for another organization makes another endpoint.
        var endpointId = Ids.Derived("whe", organizationId, requestId);
        var wanted = new WebhookEndpoint
        {
            OrganizationId = organizationId,
            EndpointId = endpointId,
            Url = request.Url,
            Types = [.. request.Events.Distinct()],
            Description = request.Description,
            CreatedAt = call.Now,
            Since = call.Now,
            Secret = call.App.WebhookSecrets.Seal(endpointId, secret),
            SecretEnd = WebhookSecrets.EndOf(secret),
            SecretRequest = requestId,
        };
        var created = await call.Db.Decide<WebhookEndpoint>(
            async () =>
            {
                // Its secret was lost with the answer to an earlier attempt: it gets a new one.
                if (await call.Db.WebhookEndpoints.Find(organizationId, endpointId, call.Stop) is { } earlier)
                    return call.Db.WebhookEndpoints.Save(earlier, earlier.Rotated(wanted.Secret, wanted.SecretEnd, requestId, call.Now));
                if ((await call.OwnOrganization(organizationId)).Refused(out problem, out var organization))
                    return problem;
                if (organization.WhyNotChangeable is { } closed)
                    return closed;
                if ((await call.RoleNow(organization)).Refused(out problem, out _))
                    return problem;
                var others = await call.Db.WebhookEndpoints.OfOrganization(organizationId).Page(call.Stop);
                if (others.Items.Count >= WebhookEndpoint.MaxPerOrganization)
                    return Problem.Conflict(
                        "too_many_endpoints",
                        $"An organization has at most {WebhookEndpoint.MaxPerOrganization} webhook endpoints. Delete one first."
                    );
                return new Decision<WebhookEndpoint>(
                    wanted,
                    call.Db.WebhookEndpoints.Create(wanted),
                    // Of endpoints that are created at once, one is counted before the other.
                    call.Db.Organizations.Save(organization),
                    call.Record(endpointId, organizationId)
                );
            },
            call.Stop
        );
        return created.Then(endpoint => new NewWebhookSecretView(endpoint, secret, call.Now));
    }
}
