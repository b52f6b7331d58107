using static EventTicketing.Data.Tables;

namespace EventTicketing.Api;

/// <summary>Health check.</summary>
public static class SystemEndpoints
{
    public static readonly Endpoint<NoRequest, HealthView> GetHealth = new(
        "GET",
        "/health",
        Access.Public,
        "Checks that the API can reach its tables.",
        Grants.Read(Events)
    );
}
