namespace EventTicketing.Functions.RefundRegistration;

public sealed class Function(Host host) : ApiFunction<RefundRequest, RefundView>(PaymentEndpoints.RefundRegistration, host)
{
    protected override async Task<Result<RefundView>> Handle(RefundRequest request, Call call)
    {
        if (
            await call.Db.Registrations.Find(request.RegistrationId, call.Stop) is not { } registration
            || !call.ActsFor(registration.OrganizationId)
        )
            return Problem.NotFound("registration");
        if (request.Amount is { } amount && amount.Currency != registration.Currency)
            return Problem.Invalid("amount.currency", "currency_mismatch", $"This registration was paid in {registration.Currency}.");
        if (request.Amount?.Amount == 0)
            return Problem.Invalid("amount.amount", "out_of_range", "From 1.");
        var refundId = call.NewId("ref");
        var by = new RefundedBy(
            call.Caller.UserId,
            AsAdmin: !(call.Caller.RoleIn(registration.OrganizationId) >= OrganizationRole.Manager)
        );
        var refunded = await Refunding.Refund(
            call.App,
            registration.RegistrationId,
            refundId,
            request.Amount?.Amount,
            request.Reason,
            by,
            call.Stop
        );
        if (refunded.Refused(out var refusal, out var current))
            return refusal;
        // The refund itself says who made it; the entry has an id of its own kind, so that a retry adds none.
        var act = call.Act(registration.RegistrationId, registration.OrganizationId, reason: request.Reason);
        await call.Db.Write([call.Db.Activities.Create(act with { ActivityId = Ids.Derived("act", refundId) })], call.Stop);
        return RefundView.Of(current, current.Refunds.First(refund => refund.RefundId == refundId));
    }
}
