namespace EventTicketing.Api;

/// <summary>
/// The whole API. Routes, authorizers, permissions, the OpenAPI document, the listing and the authorization tests are generated from its
/// rows. See docs/adding-an-endpoint.md.
/// </summary>
public static class Endpoints
{
    public static IReadOnlyList<Area> Areas { get; } =
    [
        new("events", typeof(EventEndpoints), EventJson.Default),
        new("registrations", typeof(RegistrationEndpoints), RegistrationJson.Default),
        new("payments", typeof(PaymentEndpoints), PaymentJson.Default),
        new("tickets", typeof(TicketEndpoints), TicketJson.Default),
        new("people", typeof(PeopleEndpoints), PeopleJson.Default),
        new("organizations", typeof(OrganizationEndpoints), OrganizationJson.Default),
        new("integrations", typeof(IntegrationEndpoints), IntegrationJson.Default),
        new("backoffice", typeof(BackofficeEndpoints), BackofficeJson.Default),
        new("admin", typeof(AdminEndpoints), AdminJson.Default),
        new("system", typeof(SystemEndpoints), SystemJson.Default),
    ];

    public static IReadOnlyList<Endpoint> All => field ??= [.. Areas.SelectMany(area => area.Endpoints)];

    /// <summary>The grants of the endpoint or worker with this name.</summary>
    public static Grants GrantsOf(string function) =>
        All.FirstOrDefault(endpoint => endpoint.Name == function)?.Grants ?? Workers.All.Single(worker => worker.Name == function).Grants;

    /// <exception cref="InvalidOperationException">No area has the endpoint.</exception>
    public static Area AreaOf(Endpoint endpoint) => Areas.Single(area => area.Endpoints.Contains(endpoint));
}
