namespace EventTicketing.Functions.UpdateOrganization;

public sealed class Function(Host host)
    : ApiFunction<UpdateOrganizationRequest, OrganizationView>(OrganizationEndpoints.UpdateOrganization, host)
{
    protected override async Task<Result<OrganizationView>> Handle(UpdateOrganizationRequest request, Call call)
    {
        var changed = await call.Db.Decide<Organization>(
            async () =>
            {
                if ((await call.OwnOrganization(request.OrganizationId)).Refused(out var problem, out var current))
                    return problem;
                if (call.WhyNotMatched(current.Version) is { } mismatch)
                    return mismatch;
                if (current.WhyNotChangeable is { } closed)
                    return closed;
                var next = request.Applied(current);
                if (next == current)
                    return current;
                if (next.Checked().Refused(out problem, out _))
                    return problem;
                return call.Db.Organizations.Save(
                    current,
                    next,
                    call.Record(
                        current.OrganizationId,
                        current.OrganizationId,
                        [.. request.Given.Except(["organizationId"]).Order().Select(field => new FieldChange(field))]
                    )
                );
            },
            call.Stop
        );
        return changed.Then(call.View);
    }
}
