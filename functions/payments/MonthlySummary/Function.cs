namespace EventTicketing.Functions.MonthlySummary;

public sealed class Function(Host host) : ApiFunction<MonthlySummaryRequest, MonthMoneyView>(PaymentEndpoints.MonthlySummary, host)
{
    protected override async Task<Result<MonthMoneyView>> Handle(MonthlySummaryRequest request, Call call)
    {
        if ((await call.Books(request.OrganizationId)).Refused(out var problem, out var books))
            return problem;
        if (CalendarDays.Month("month", request.Month).Refused(out problem, out var month))
            return problem;
        // The month before is read along with it: together they are what is looked at.
        var (entries, complete) = await books.All(CalendarDays.Days(month.AddMonths(-1), month.AddMonths(1).AddDays(-1), books.Zone));
        return MonthMoneyView.Of(month, books.TimeZone, books.Zone, entries, complete, call.Now);
    }
}
