using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using EventTicketing.Api;
using EventTicketing.Domain;

namespace EventTicketing.Runtime;

/// <param name="Code">Problem code; null for a success.</param>
internal sealed record Answer(int Status, string? Body, string? Code, TimeSpan? RetryAfter = null)
{
    /// <summary>Caches serve responses that are at most two seconds old, so that everybody soon sees that an event is sold out.</summary>
    private const string ForAMoment = "public, max-age=0, s-maxage=1, stale-while-revalidate=1";

    public static Answer Of(Problem problem) => new(Problems.StatusOf(problem), Problems.Body(problem), problem.Code, problem.RetryAfter);

    public static Answer Of<T>(int status, T value)
        where T : class =>
        new(status, value is Nothing ? null : JsonSerializer.Serialize(value, ApiJson.Wire.GetTypeInfo(typeof(T))), null);

    /// <param name="forEverybody">
    /// Whether pages of any origin may read the response, as the widget does. They read it as visitors: browsers send a token to another
    /// origin only after a preflight request, which fails.
    /// </param>
    /// <param name="shared">Whether shared caches may store the response. Responses to requests with a token are never stored.</param>
    public APIGatewayProxyResponse ToResponse(
        string requestId,
        IReadOnlyList<string> allowedOrigins,
        APIGatewayProxyRequest request,
        bool forEverybody,
        bool shared
    )
    {
        var headers = new Dictionary<string, string>
        {
            ["x-request-id"] = requestId,
            ["cache-control"] = "no-store",
            ["x-content-type-options"] = "nosniff",
        };
        if (Body is not null)
            headers["content-type"] = Code is null ? "application/json" : Problems.ContentType;
        if (RetryAfter is { } wait)
            headers["retry-after"] = string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalSeconds)}");
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

        if (!shared)
            return With(Status, Body);
        headers["vary"] = "Authorization, Origin";
        if (Status != 200 || Body is null || request.Header("Authorization") is not null)
            return With(Status, Body);
        headers["cache-control"] = ForAMoment;
        var tag = headers["etag"] = $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body)).AsSpan(0, 16))}\"";
        if (!Names(request.Header("If-None-Match"), tag))
            return With(Status, Body);
        headers.Remove("content-type");
        return With(304, null);

        APIGatewayProxyResponse With(int status, string? body) =>
            new()
            {
                StatusCode = status,
                Headers = headers,
                Body = body,
            };
    }

    /// <summary>Whether <c>If-None-Match</c> is <c>*</c> or lists the tag, weak or strong.</summary>
    private static bool Names(string? header, string tag) =>
        header?.Split(',', StringSplitOptions.TrimEntries).Any(listed => listed == "*" || listed == tag || listed == $"W/{tag}") == true;
}
