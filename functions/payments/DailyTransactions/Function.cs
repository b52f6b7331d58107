namespace EventTicketing.Functions.DailyTransactions;

public sealed class Function(Host host) : ApiFunction<DailyTransactionsRequest, DayMoneyView>(PaymentEndpoints.DailyTransactions, host)
{
    protected override async Task<Result<DayMoneyView>> Handle(DailyTransactionsRequest request, Call call)
    {
        if ((await call.Books(request.OrganizationId)).Refused(out var problem, out var books))
            return problem;
        if (CalendarDays.Day("date", request.Date).Refused(out problem, out var day))
            return problem;
        var (entries, complete) = await books.All(CalendarDays.Days(day, day, books.Zone));
        return DayMoneyView.Of(day, books.TimeZone, entries, complete, call.Now);
    }
}
