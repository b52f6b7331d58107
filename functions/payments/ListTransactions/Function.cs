namespace EventTicketing.Functions.ListTransactions;

public sealed class Function(Host host)
    : ApiFunction<ListTransactionsRequest, ListOf<TransactionView>>(PaymentEndpoints.ListTransactions, host)
{
    protected override async Task<Result<ListOf<TransactionView>>> Handle(ListTransactionsRequest request, Call call)
    {
        if ((await call.Books(request.OrganizationId)).Refused(out var problem, out var books))
            return problem;
        if (books.Range(request.From, request.To).Refused(out problem, out var period))
            return problem;
        return await call.Page(request, cursor => books.Page(period, request.Passes, cursor, request.Limit), show: TransactionView.Of);
    }
}
