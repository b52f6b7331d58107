namespace EventTicketing.Functions.ListBookings;

public sealed class Function(Host host) : ApiFunction<ListBookingsRequest, ListOf<RegistrationView>>(AdminEndpoints.ListBookings, host)
{
    /// <summary>No further page of pending registrations is read after so many.</summary>
    private const int MaxPending = 20_000;

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

        if (request is { Status: RegistrationStatus.Pending, EventId: null, OrganizationId: null, From: null, To: null })
            return await call.Page(
                request,
                cursor => Pending(call, cursor, request.Limit),
                show: found => RegistrationView.Of(found, call.Now)
            );
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

    /// <summary>
    /// Holds and what is being paid, the one that lapses last first. They are in the index of due work, which is small: it is read as a
    /// whole, because its order is that of events.
    /// </summary>
    /// <param name="cursor">When the last one of the previous page lapses, and its id; null for the first page.</param>
    private static async Task<PageOf<Registration>> Pending(Call call, string? cursor, int limit)
    {
        List<DueRegistration> pending = [];
        string? next = null;
        do
        {
            var page = await call.Db.Due.Scan(Tables.DueRegistrations, next, call.Stop);
            pending.AddRange(page.Items.Where(due => due.Status == RegistrationStatus.Pending && !due.HasLapsed(call.Now)));
            next = page.Cursor;
        } while (next is not null && pending.Count < MaxPending);

        var rest = pending.Where(due => cursor is null || string.CompareOrdinal(PlaceOf(due), cursor) < 0);
        var shown = rest.OrderByDescending(PlaceOf, StringComparer.Ordinal).Take(limit + 1).ToList();
        var found = await call.Db.Registrations.FindAll(shown.Take(limit).Select(due => due.RegistrationId), call.Stop);
        return new(
            [.. found.Where(registration => registration.StatusAt(call.Now) == RegistrationStatus.Pending)],
            shown.Count > limit ? PlaceOf(shown[limit - 1]) : null
        );
    }

    private static string PlaceOf(DueRegistration due) => $"{due.DueAt:D15} {due.RegistrationId}";

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
