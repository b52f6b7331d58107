using Amazon.Lambda.APIGatewayEvents;

namespace EventTicketing.Runtime;

internal static class Headers
{
    /// <summary>The value of a request header; null when it was not sent. Header names are case-insensitive.</summary>
    public static string? Header(this APIGatewayProxyRequest request, string name) =>
        request.Headers?.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
}
