using static EventTicketing.Data.Tables;

namespace EventTicketing.Api;

/// <summary>Whether the system runs.</summary>
public static class SystemEndpoints
{
    public static readonly Endpoint<NoRequest, HealthView> GetHealth = new("GET", "/health", Access.Public,
        "Says whether the API can reach its tables.", Grants.Read(Events));
}
