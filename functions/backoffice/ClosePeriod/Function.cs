namespace EventTicketing.Functions.ClosePeriod;

public sealed class Function(Host host) : ApiFunction<ClosePeriodRequest, ClosedPeriodView>(BackofficeEndpoints.ClosePeriod, host)
{
    protected override async Task<Result<ClosedPeriodView>> Handle(ClosePeriodRequest request, Call call)
    {
        if (call.ActingOrganization(request.OrganizationId).Refused(out var problem, out var organizationId))
            return problem;
        if (CalendarDays.Day("through", request.Through).Refused(out problem, out var through))
            return problem;
        var unapproved = 0;
        var closed = await call.Db.Decide<Organization>(
            async () =>
            {
                if ((await call.OwnOrganization(organizationId)).Refused(out var refusal, out var current))
                    return refusal;
                if (through > CalendarDays.DayOf(call.Now, current.Zone))
                    return Problem.Invalid("through", "in_the_future", "Today at the latest.");
                unapproved = await new Timekeeping(call.App, organizationId, call.Stop).Unapproved(current.TimeClosedThrough, through);
                if (unapproved > 0 && request.Anyway != true)
                    return Problem.Conflict("unapproved_time", $"{unapproved} entries up to {request.Through} are not approved.");
                return call.Db.Organizations.Save(
                    current,
                    current.CloseTime(through),
                    call.Record(organizationId, organizationId, [new("through", null, request.Through)])
                );
            },
            call.Stop
        );
        return closed.Then(organization => new ClosedPeriodView(
            organizationId,
            CalendarDays.Text(organization.TimeClosedThrough!.Value),
            unapproved
        ));
    }
}
