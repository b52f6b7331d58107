using System.Security.Cryptography;
using System.Text;
using Amazon.Lambda.APIGatewayEvents;
using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Flows;

namespace EventTicketing.Runtime;

/// <summary>One call of an endpoint: the caller, and helpers for the function that serves it.</summary>
public sealed class Call(
    Endpoint endpoint,
    App app,
    Caller? caller,
    APIGatewayProxyRequest request,
    string requestId,
    Cursors? cursors,
    CancellationToken stop
)
{
    public App App => app;
    public Database Db => app.Db;
    public DateTimeOffset Now { get; } = app.Now;
    public CancellationToken Stop => stop;
    public string RequestId => requestId;

    public Caller Caller =>
        caller ?? throw new InvalidOperationException($"{endpoint.Name} is open to the public: there may be no caller.");

    public string? Body { get; } =
        request.IsBase64Encoded && request.Body is not null
            ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(request.Body))
            : request.Body;

    public string? Header(string name) => request.Header(name);

    /// <summary>Business metrics of this call; they are in its log line.</summary>
    public Dictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

    public void Count(string metric, long value = 1) => Counts[metric] = Counts.GetValueOrDefault(metric) + value;

    /// <summary>The header with the key of an order or ticket.</summary>
    public static string? OrderKeyOf(APIGatewayProxyRequest request) => request.Header("X-Order-Key");

    private string? OrderKey { get; } = OrderKeyOf(request);

    /// <summary>
    /// Who calls: the id of the caller, or the key of the order that a guest calls with. Scopes keys of idempotency and cursors.
    /// </summary>
    public string Identity => caller?.UserId ?? OrderKey ?? "";

    /// <summary>The <c>Idempotency-Key</c>; null when the client sent none or the endpoint ignores it.</summary>
    public string? IdempotencyKey => endpoint.Idempotent && Header("Idempotency-Key") is { } key ? key : null;

    /// <summary>
    /// A new id. With an <c>Idempotency-Key</c> it is derived from the key, so that a retry cannot create a second object.
    /// </summary>
    public string NewId(string prefix) => NewId(prefix, Identity);

    /// <param name="caller">
    /// Id of the caller, in place of <see cref="Identity"/>: a guest who creates an order has no key of it yet.
    /// </param>
    public string NewId(string prefix, string caller) =>
        IdempotencyKey is { } key ? Ids.Derived(prefix, endpoint.Name, caller, key) : app.Ids.New(prefix);

    /// <summary>Null when the <c>Idempotency-Key</c> can be used, or there is none; otherwise the refusal.</summary>
    /// <param name="shortest">The fewest characters.</param>
    public Problem? WhyNotIdempotent(int shortest = 1) =>
        IdempotencyKey is not { } key || (key.Length >= shortest && key.Length <= MaxKeyLength)
            ? null
            : Problem.Invalid(
                "Idempotency-Key",
                "invalid_idempotency_key",
                $"This Idempotency-Key needs {shortest} to {MaxKeyLength} characters."
            );

    private const int MaxKeyLength = 255;

    /// <summary>Hash of path and body. A repeated <c>Idempotency-Key</c> has to come with the same.</summary>
    public string Fingerprint()
    {
        var parameters = string.Join('&', endpoint.PathParameters.Select(name => request.PathParameters[name]));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{parameters}\n{Body}")));
    }

    /// <summary>The event, if the caller acts for its organization in the role that the endpoint requires; otherwise 404.</summary>
    public async Task<Result<Event>> OwnEvent(string eventId) =>
        await Db.Events.Find(eventId, stop) is { } found && ActsFor(found.OrganizationId, eventId) ? found : Problem.NotFound("event");

    /// <summary>The registration, if the caller bought it or the request has its key; otherwise 404.</summary>
    public async Task<Result<Registration>> OwnRegistration(string registrationId) =>
        await Db.Registrations.Find(registrationId, stop) is { } found && Owns(found) ? found : Problem.NotFound("registration");

    private bool Owns(Registration registration) =>
        (registration.ErasedAt is null && BuyerIds.Contains(registration.UserId))
        || (OrderKey is { } key && app.OrderKeys.Opens(registration, key));

    /// <summary>
    /// The ids under which the caller may have bought: as signed in, and as a guest with the address that the user pool has verified.
    /// </summary>
    public IReadOnlyList<string> BuyerIds =>
        caller is null ? []
        : caller.VerifiedEmail is { } address && endpoint.Grants.Uses.HasFlag(Uses.OrderKeys)
            ? [caller.UserId, app.OrderKeys.GuestOf(address)]
        : [caller.UserId];

    /// <summary>
    /// A ticket, if the caller bought it, acts for the organization of its event, or has its key or that of its order; otherwise 404.
    /// </summary>
    /// <param name="byItsKey">Whether the key of the ticket itself is enough.</param>
    public async Task<Result<(Ticket Ticket, Event Of)>> Ticket(string ticketId, bool byItsKey = false)
    {
        if (await Db.Tickets.Find(ticketId, stop) is not { } ticket)
            return Problem.NotFound("ticket");
        var ev = (await Db.Events.Find(ticket.EventId, stop))!;
        return (ticket.ErasedAt is null && BuyerIds.Contains(ticket.UserId)) || ActsFor(ev.OrganizationId) || await Opens(ticket, byItsKey)
            ? (ticket, ev)
            : Problem.NotFound("ticket");
    }

    private async Task<bool> Opens(Ticket ticket, bool byItsKey) =>
        OrderKey is { } key
        && (
            (byItsKey && app.OrderKeys.Opens(ticket, key))
            || (await Db.Registrations.Find(ticket.RegistrationId, stop) is { } order && app.OrderKeys.Opens(order, key))
        );

    /// <summary>The caller's profile. If there is none yet, it is created from the claims of the token.</summary>
    public async Task<Person> Person()
    {
        if (await Db.People.Find(Caller.UserId, stop) is { } known)
            return known;
        var person = new Person
        {
            UserId = Caller.UserId,
            Name = Caller.Name,
            Email = Caller.VerifiedEmail,
            CreatedAt = Now,
        };
        return await Db.People.FindOrCreate(person, stop);
    }

    public async Task<ProfileView> Profile(Person person)
    {
        var kyc = await Verifying.Latest(App, Caller.UserId, stop);
        return new()
        {
            UserId = person.UserId,
            Email = Caller.Email ?? person.Email,
            Name = person.Name,
            Phone = person.Phone,
            PhoneVerified = person.VerifiedPhone is not null,
            Language = person.Language,
            Groups = Caller.Groups,
            KycStatus = MyKycView.NameOf(kyc?.Status),
            ImageUrl = person.Picture?.PathIn(person.PictureFolder),
            Organizations =
            [
                .. Caller.IsOrganizer
                    ? [new MembershipView(Caller.PersonalOrganization, OrganizationRole.Owner)]
                    : Array.Empty<MembershipView>(),
                .. Caller
                    .Memberships.Where(membership => !Caller.IsOrganizer || membership.OrganizationId != Caller.PersonalOrganization)
                    .Select(membership => new MembershipView(membership.OrganizationId, membership.Role)),
            ],
            Version = person.Version,
        };
    }

    /// <summary>
    /// The name, address and language of the caller, as far as known. Only an address that the user pool has verified is used: if the token
    /// has none, as access tokens do, or an unverified one, the address in the profile.
    /// </summary>
    public async Task<(string? Name, string? Email, string? Language)> Self()
    {
        var person = await Db.People.Find(Caller.UserId, stop);
        return (person?.Name ?? Caller.Name, Caller.VerifiedEmail ?? person?.Email, person?.Language);
    }

    /// <summary>
    /// The buyer: the caller, with a verified address, or a guest. Refused when the request has neither a token nor a guest, or both.
    /// </summary>
    public async Task<Result<Buyer>> Buyer(GuestField? guest)
    {
        if (caller is null)
            return guest is null
                ? Problems.Unauthorized
                : new Buyer(app.OrderKeys.GuestOf(guest.Email), guest.Name, guest.Email, guest.Language);
        if (guest is not null)
            return Problem.Invalid("buyer", "buyer_not_needed", "You are signed in: the order is made out to you.");
        var (name, address, language) = await Self();
        return Verified(address).Then(verified => new Buyer(Caller.UserId, name ?? verified, verified, language));
    }

    /// <summary>The address that the token says is verified. The profile's may be a former one. A problem when there is none.</summary>
    public Result<string> VerifiedAddress => Verified(Caller.VerifiedEmail);

    /// <summary>The view of a caller's own order. A guest's has a key and a link, where a new key is given.</summary>
    public RegistrationView ViewOfOwn(Registration order, IReadOnlyList<Ticket>? tickets = null, bool withKey = false)
    {
        var view = RegistrationView.Of(order, Now, tickets) with
        {
            Tickets = [.. (tickets ?? []).Select(ticket => RegistrationTicketView.Of(ticket, app.TicketLink(ticket)))],
        };
        return withKey && order.IsGuests
            ? view with
            {
                OrderKey = app.OrderKeys.Of(order),
                OrderUrl = app.OrderLink(order).AbsoluteUri,
            }
            : view;
    }

    private Result<string> Verified(string? address) =>
        address is not null ? address
        : Caller.Email is not null
            ? Problem.Conflict("email_unverified", "Verify your address, then sign in again: mails and tickets are sent to it.")
        : Problem.Conflict("email_unknown", "Call the API with an ID token once, so that your e-mail address is known.");

    public bool ActsFor(string organizationId, string? eventId = null) =>
        caller is not null
        && ((endpoint.AdminsActForAll && caller.IsAdmin) || caller.RoleIn(organizationId, eventId)?.May(endpoint.Permission) == true);

    /// <summary>Whether a role in the organization allows this call.</summary>
    public bool Allows(OrganizationRole role) => role.May(endpoint.Permission);

    /// <summary>
    /// The organization that the call is about: the one it names, otherwise an organizer's personal one, otherwise the only one in which
    /// the caller's role allows the call.
    /// </summary>
    public Result<string> ActingOrganization(string? named) =>
        named is not null ? (ActsFor(organizationId: named) ? named : Problem.NotFound("organization"))
        : Caller.OrganizationsFor(endpoint.Permission) is { Count: > 0 } own && (Caller.IsOrganizer || own.Count == 1) ? own[0]
        : Problem.Invalid("organizationId", "organization_required", "You are in several organizations: name one.");

    /// <summary>The change that records this act in the activity log; belongs in the transaction of the act.</summary>
    public Change Record(
        string subject,
        string? organizationId,
        IReadOnlyList<FieldChange>? changed = null,
        string? reason = null,
        string? guestId = null
    ) => Db.Activities.Create(Act(subject, organizationId, changed, reason, guestId));

    /// <summary>This call as an entry of the activity log.</summary>
    /// <param name="subject">Id of what the act is about.</param>
    /// <param name="organizationId">Null when the act belongs to no organization.</param>
    /// <param name="guestId">Who did it, if not a signed-in caller.</param>
    public Activity Act(
        string subject,
        string? organizationId,
        IReadOnlyList<FieldChange>? changed = null,
        string? reason = null,
        string? guestId = null
    ) =>
        new()
        {
            ActivityId = app.Ids.New("act"),
            At = Now,
            ActorId = caller?.UserId ?? guestId ?? Caller.UserId,
            ActorName = caller?.Name,
            ActorKind =
                endpoint.Access is Access.Admin or Access.Super
                || (endpoint.AdminsActForAll && organizationId is not null && Caller.RoleIn(organizationId) is null)
                    ? ActorKind.Admin
                    : ActorKind.Person,
            Action = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(endpoint.Name),
            SubjectId = subject,
            OrganizationId = organizationId,
            Changed = changed ?? [],
            Reason = reason,
            RequestId = RequestId,
        };

    /// <summary>
    /// Checks <c>If-Match</c>, a version or a list of versions. Null when it matches or is absent, otherwise <c>version_mismatch</c>.
    /// </summary>
    public Problem? WhyNotMatched(int version)
    {
        if (!endpoint.Conditional || Header("If-Match") is not { } condition || condition.Trim() == "*")
            return null;
        return condition.Split(',').Any(tag => tag.Trim().TrimStart('W', '/').Trim('"') == $"{version}")
            ? null
            : Problem.Conflict("version_mismatch", $"The object has changed: it is at version {version} now.");
    }

    /// <summary>Loads an event of the caller's organization, decides, and saves it with its counters in one transaction.</summary>
    /// <param name="follow">Changes of the counters; null: they are resized to the new quantities.</param>
    public async Task<Result<EventView>> ChangeEvent(
        string eventId,
        Func<Event, Result<Event>> decide,
        Func<Event, IEnumerable<Change>>? follow = null,
        bool taxed = false
    )
    {
        var changed = await Db.Decide<Event>(
            async () =>
            {
                if ((await OwnEvent(eventId)).Refused(out var problem, out var current))
                    return problem;
                if (WhyNotMatched(current.Version) is { } mismatch)
                    return mismatch;
                if (decide(current).Refused(out problem, out var next))
                    return problem;
                if (ReferenceEquals(next, current))
                    return current;
                var counters = follow?.Invoke(next) ?? (current.InventoryShards == 0 ? [] : await Db.Counters.Resize(current, next, stop));
                if (counters is null)
                    return Problem.Conflict("below_sold", "More places than that are sold or held.");
                // Look up the rate only for a change that is allowed: the provider charges for each look-up.
                if (taxed)
                    next = await Taxing.WithRate(app, current, next, stop);
                if ((await this.Selling(current, next)).Refused(out problem, out var allowed))
                    return problem;
                return Db.Events.Save(current, next, [.. counters, .. allowed, Record(eventId, next.OrganizationId)]);
            },
            stop
        );
        return changed.Refused(out var refusal, out var saved) ? refusal : await View(saved);
    }

    public async Task<EventView> View(Event ev) => EventView.Of(ev, (await Db.Counters.Places([ev], stop))[ev.EventId], Now);

    /// <summary>
    /// The event as buyers see it: places of lapsed holds count as free, even if the sweeper has not ended the holds yet.
    /// </summary>
    public async Task<EventView> ViewForSale(Event ev) => await ViewForSale(ev, (await Db.Counters.Places([ev], stop))[ev.EventId]);

    /// <summary>
    /// Reads lapsed holds only when a ticket type seems sold out while places are held, and only a few of them: so the cost of reading an
    /// event does not grow with its holds.
    /// </summary>
    private async Task<EventView> ViewForSale(Event ev, Places places) =>
        EventView.Of(ev, SeemsTaken(ev, places) ? places.Freed(await Selling.Lapsed(app, ev.EventId, stop)) : places, Now);

    public async Task<EventView[]> ViewsForSale(IReadOnlyList<Event> events)
    {
        var places = await Db.Counters.Places(events, stop);
        return await Task.WhenAll(events.Select(item => ViewForSale(item, places[item.EventId])));
    }

    private bool SeemsTaken(Event ev, Places places) =>
        ev.StatusAt(Now) is EventStatus.Published or EventStatus.Active
        && places.Held.GetValueOrDefault(Inventory.Capacity) > 0
        && ev.TicketTypes.Any(type => places.Available(type.TicketTypeId) == 0);

    /// <summary>One page of a list.</summary>
    public Task<Result<ListOf<TView>>> Page<T, TView>(IPaged request, QueryOf<T> query, Func<T, TView> show)
        where T : class => Page(request, PageOf(request, query), show);

    /// <param name="showAll">For views that need more than their object: what they need is read for all of the page together.</param>
    public Task<Result<ListOf<TView>>> Page<T, TView>(IPaged request, QueryOf<T> query, Func<IReadOnlyList<T>, Task<TView[]>> showAll)
        where T : class => Page(request, PageOf(request, query), showAll);

    private Func<string?, Task<PageOf<T>>> PageOf<T>(IPaged request, QueryOf<T> query)
        where T : class => cursor => query.Take(request.Limit).After(cursor).Page(stop);

    /// <inheritdoc cref="Page{T, TView}(IPaged, Func{string?, Task{PageOf{T}}}, Func{IReadOnlyList{T}, Task{TView[]}})"/>
    public Task<Result<ListOf<TView>>> Page<T, TView>(IPaged request, Func<string?, Task<PageOf<T>>> read, Func<T, TView> show) =>
        Page(request, read, items => Task.FromResult(items.Select(show).ToArray()));

    /// <summary>
    /// One page of a list that is read in its own way. Refused when the cursor was not signed for this endpoint, caller and filters.
    /// </summary>
    /// <param name="read">Gets the cursor of the page; null for the first one.</param>
    public async Task<Result<ListOf<TView>>> Page<T, TView>(
        IPaged request,
        Func<string?, Task<PageOf<T>>> read,
        Func<IReadOnlyList<T>, Task<TView[]>> showAll
    )
    {
        string? cursor = null;
        if (request.Cursor is not null && (cursor = Cursors.Open(request.Cursor, Scope)) is null)
            return Problem.Invalid("cursor", "invalid_cursor", "Use `next` of the previous page, with the same filters.");
        var page = await read(cursor);
        return new ListOf<TView>(await showAll(page.Items), page.Cursor is null ? null : Cursors.Sign(page.Cursor, Scope));
    }

    private Cursors Cursors => cursors ?? throw new InvalidOperationException($"{endpoint.Name} was not given the key of cursors.");

    /// <summary>The scope that a cursor is signed for: endpoint, caller, path and filters.</summary>
    private string Scope =>
        string.Join(
            '\n',
            endpoint.Name,
            Identity,
            request.PathParameters is null ? "" : string.Join('&', request.PathParameters.Values),
            string.Join(
                '&',
                (request.QueryStringParameters ?? new Dictionary<string, string>())
                    .Where(parameter => parameter.Key is not ("cursor" or "limit"))
                    .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
                    .Select(parameter => $"{parameter.Key}={parameter.Value}")
            )
        );
}
