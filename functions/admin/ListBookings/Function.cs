namespace EventTicketing.Functions.ListBookings;

public sealed class Function(Host host) : ApiFunction<ListBookingsRequest, ListOf<RegistrationView>>(AdminEndpoints.ListBookings, host)
{
    protected override async Task<Result<ListOf<RegistrationView>>> Handle(ListBookingsRequest request, Call call)
    {
        if (request is { RegistrationId: not null } or { Code: not null } or { PaymentIntentId: not null })
            return One(await Named(request, call));
        if (await BuyerIds(request, call) is { Count: > 0 } buyers)
        {
            var lists = buyers.Select(id => call.Db.Registrations.OfUser(id).Where(Matches)).ToList();
            return await call.Page(
                request,
                cursor => lists.Newest(registration => registration.CreatedAt, request.Limit, cursor, call.Stop),
                show: found => RegistrationView.Of(found, call.Now)
            );
        }

        if (request is { Status: RegistrationStatus.Cancelled, EventId: null, OrganizationId: null, From: null, To: null })
            return Problem.Invalid("eventId", "filter_required", "Cancelled bookings are found by event, organization or day.");
        var books = call.BooksOfAll(request.OrganizationId);
        if (books.Range(request.From, request.To).Refused(out var problem, out var period))
            return problem;
        var ordering = new Ordering(call.App, books, request.EventId, period, new(request.Status, text: null), call.Stop);
        return ordering.WhyNotListed is { } refusal ? refusal : await call.Page(request, ordering);

        bool Matches(Registration registration) =>
            (request.EventId is null || registration.EventId == request.EventId)
            && (request.Status is null || registration.StatusAt(call.Now) == request.Status);

        ListOf<RegistrationView> One(Registration? found) =>
            new(found is not null && Matches(found) ? [RegistrationView.Of(found, call.Now)] : [], null);
    }

    /// <summary>Under an address, somebody may have bought signed in and as a guest.</summary>
    private static async Task<IReadOnlyList<string>> BuyerIds(ListBookingsRequest request, Call call)
    {
        if (request.UserId is { } userId)
            return [userId];
        if (request.Email is not { } email)
            return [];
        var guest = call.App.OrderKeys.GuestOf(email);
        return await call.UserWith(email) is { } user ? [user.UserId, guest] : [guest];
    }

    /// <summary>The registration with this number, payment or ticket code; null when there is none.</summary>
    private static async Task<Registration?> Named(ListBookingsRequest request, Call call)
    {
        if (request.RegistrationId is { } id)
            return await call.Db.Registrations.Find(id, call.Stop);
        if (request.Code is { } code)
            return await OfCode(code, call);
        var paid = await call.Db.Due.OfPayment(request.PaymentIntentId!).Page(call.Stop);
        return paid.Items is [var first, ..] ? await call.Db.Registrations.Find(first.RegistrationId, call.Stop) : null;
    }

    private static async Task<Registration?> OfCode(string code, Call call)
    {
        if (TicketCode.Parse(code) is not { } typed)
            return null;
        var located = await call.Db.Locators.At(typed.Locator).Page(call.Stop);
        var tickets = await call.Db.Tickets.FindAll(located.Items.Select(ticket => ticket.TicketId), call.Stop);
        return tickets.FirstOrDefault(ticket => ticket.Code == typed) is { } ticket
            ? await call.Db.Registrations.Find(ticket.RegistrationId, call.Stop)
            : null;
    }
}
