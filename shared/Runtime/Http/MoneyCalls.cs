using EventTicketing.Api;
using EventTicketing.Domain;
using EventTicketing.Flows;

namespace EventTicketing.Runtime;

/// <summary>What the endpoints of money and orders have in common.</summary>
public static class MoneyCalls
{
    /// <summary>The books of the platform, or of one of its organizations, with days in UTC: for administrators.</summary>
    public static Books BooksOfAll(this Call call, string? organizationId = null) =>
        new(call.App, organizationId, Flows.Books.PlatformZone, call.Stop);

    /// <summary>One page of orders.</summary>
    public static Task<Result<ListOf<RegistrationView>>> Page(this Call call, IPaged request, Ordering ordering) =>
        call.Page(request, cursor => ordering.Page(cursor, request.Limit), show: order => RegistrationView.Of(order, call.Now));

    /// <summary>
    /// The books of the organization that the call is about; for an administrator who names none, those of the platform. 404 when the
    /// caller does not act for the organization.
    /// </summary>
    public static async Task<Result<Books>> Books(this Call call, string? organizationId)
    {
        if (organizationId is null && call.Caller.IsAdmin)
            return call.BooksOfAll();
        if (call.ActingOrganization(organizationId).Refused(out var problem, out var id))
            return problem;
        return (await call.OwnOrganization(id)).Then(organization => call.BooksOf(organization));
    }

    /// <summary>The orders of an organization; refused when it is not the caller's, or the event is not its own.</summary>
    public static async Task<Result<(Organization Organization, Ordering Ordering)>> Ordering(this Call call, OrdersRequest request)
    {
        if ((await call.OwnOrganization(request.OrganizationId)).Refused(out var problem, out var organization))
            return problem;
        if (request.EventId is { } eventId)
        {
            var ev = await call.Db.Events.Find(eventId, call.Stop);
            if (ev?.OrganizationId != request.OrganizationId)
                return Problem.NotFound("event");
        }

        var books = call.BooksOf(organization);
        if (books.Range(request.From, request.To).Refused(out problem, out var period))
            return problem;
        var ordering = new Ordering(call.App, books, request.EventId, period, request.ToFilter(), call.Stop);
        return ordering.WhyNotListed is { } refusal ? refusal : (organization, ordering);
    }

    /// <summary>The books of an organization, with days in its zone.</summary>
    public static Books BooksOf(this Call call, Organization organization) =>
        new(call.App, organization.OrganizationId, organization.TimeZone, call.Stop);
}
