using System.Globalization;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using EventTicketing.Api;
using EventTicketing.Domain;

namespace EventTicketing.Runtime;

/// <param name="Code">Of the problem; null when there is none.</param>
internal sealed record Answer(int Status, string? Body, string? Code, TimeSpan? RetryAfter = null)
{
    public static Answer Of(Problem problem) => new(Problems.StatusOf(problem), Problems.Body(problem), problem.Code, problem.RetryAfter);

    public static Answer Of<T>(int status, T value) where T : class =>
        new(status, value is Nothing ? null : JsonSerializer.Serialize(value, ApiJson.Wire.GetTypeInfo(typeof(T))!), null);

    /// <param name="forEverybody">
    /// Whether pages of any site may read it, as the widget does. They read it as visitors: without being asked first, a browser sends no token from there.
    /// </param>
    public APIGatewayProxyResponse ToResponse(string requestId, IReadOnlyList<string> allowedOrigins, APIGatewayProxyRequest request, bool forEverybody)
    {
        var headers = new Dictionary<string, string>
        {
            ["x-request-id"] = requestId,
            ["cache-control"] = "no-store",
            ["x-content-type-options"] = "nosniff",
        };
        if (Body is not null) headers["content-type"] = Code is null ? "application/json" : Problems.ContentType;
        if (RetryAfter is { } wait) headers["retry-after"] = string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalSeconds)}");
        var origin = request.Header("Origin");
        if (origin is not null && allowedOrigins.Contains(origin))
        {
            headers["access-control-allow-origin"] = origin;
            headers["access-control-expose-headers"] = "x-request-id, retry-after";
            headers["vary"] = "Origin";
        }
        else if (forEverybody)
        {
            headers["access-control-allow-origin"] = "*";
        }

        return new APIGatewayProxyResponse { StatusCode = Status, Headers = headers, Body = Body };
    }
}
