using System.Globalization;
using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using EventTicketing.Api;
using EventTicketing.Domain;
using EventTicketing.Runtime;
using Endpoint = EventTicketing.Api.Endpoint;

namespace EventTicketing.Local;

/// <summary>
/// Stands in for API Gateway: routes by the endpoint table, verifies tokens, and invokes functions with REST API events. All paths are
/// under <c>/api</c>; <c>/events</c> and <c>/payments</c> also work without it, as behind the CDN.
/// </summary>
public sealed class Gateway(IInvoker invoker, TokenVerifier tokens)
{
    public const int MaxBodyBytes = 10 * 1024 * 1024;

    /// <summary>Lambda's limit for a request or response payload: bytes of UTF-8 JSON.</summary>
    public const int MaxPayloadBytes = 6_291_556;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly string[] AlsoAtRoot = ["/events", "/payments"];

    public void Map(WebApplication app)
    {
        foreach (var path in Endpoints.All.SelectMany(endpoint => endpoint.Paths).Distinct())
        {
            var here = Endpoints.All.Where(endpoint => endpoint.Paths.Contains(path)).ToList();
            app.Map($"/api{path}", context => Answer(context, path, here));
            if (AlsoAtRoot.Any(root => path == root || path.StartsWith($"{root}/", StringComparison.Ordinal)))
                app.Map(path, context => Answer(context, path, here));
        }

        app.Map(
            "/api/{**rest}",
            context => Refuse(context, new(ProblemKind.NotFound, "no_such_endpoint", "There is nothing at this path."), 404)
        );
    }

    private async Task Answer(HttpContext context, string resource, IReadOnlyList<Endpoint> here)
    {
        if (here.FirstOrDefault(endpoint => endpoint.Methods.Contains(context.Request.Method)) is not { } endpoint)
        {
            context.Response.Headers.Allow = string.Join(", ", here.SelectMany(endpoint => endpoint.Methods));
            await Refuse(context, new(ProblemKind.Malformed, "method_not_allowed", "This path does not support this method."), 405);
            return;
        }

        string? body;
        try
        {
            body = await Body(context.Request);
        }
        catch (IOException) when (!context.RequestAborted.IsCancellationRequested)
        {
            context.Response.Headers.Connection = "close";
            await Refuse(context, new(ProblemKind.Malformed, "malformed", "The request's body is not valid HTTP."), 400);
            return;
        }

        if (body is null)
        {
            await Refuse(context, new(ProblemKind.TooLarge, "body_too_large", $"A body has at most {MaxBodyBytes / 1024 / 1024} MB."), 413);
            return;
        }

        var request = Event(context, resource, body);
        if (endpoint.NeedsToken)
        {
            JsonElement? verified;
            try
            {
                verified = TokenVerifier.BearerOf(request) is { } token ? await tokens.Claims(token, context.RequestAborted) : null;
            }
            catch (KeysUnavailableException)
            {
                context.Response.Headers.RetryAfter = "1";
                await Refuse(context, Problems.Busy, 503);
                return;
            }

            // Like API Gateway's Cognito authorizer without scopes, accept ID tokens only.
            if (verified is not { } claims || claims.GetProperty("token_use").GetString() != "id")
            {
                await Refuse(context, Problems.Unauthorized, 401);
                return;
            }

            request.RequestContext.Authorizer = new APIGatewayCustomAuthorizerContext { ["claims"] = AsGatewayPasses(claims) };
        }

        // In AWS, the gateway's request model rejects an empty body.
        if (Schema.NeedsBody(endpoint) && body.Length == 0)
        {
            await Refuse(context, new(ProblemKind.Malformed, "malformed", "The body is not a JSON object."), 400);
            return;
        }

        var payload = JsonSerializer.Serialize(request, Json);
        if (Encoding.UTF8.GetByteCount(payload) > MaxPayloadBytes)
        {
            await Refuse(context, new(ProblemKind.TooLarge, "body_too_large", "Lambda takes 6 MB at most."), 413);
            return;
        }

        APIGatewayProxyResponse answer;
        try
        {
            var json = await invoker.Invoke(endpoint.Name, payload);
            if (Encoding.UTF8.GetByteCount(json) > MaxPayloadBytes)
                throw new InvalidDataException("The answer is larger than the 6 MB that Lambda gives.");
            answer = JsonSerializer.Deserialize<APIGatewayProxyResponse>(json, Json)!;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            await Console.Error.WriteLineAsync($"{endpoint.Name} failed outside its handler: {error}");
            await Refuse(context, Problems.Internal, 502);
            return;
        }

        await Write(context.Response, answer);
    }

    /// <summary>Reads the request body; null when it is too large.</summary>
    private static async Task<string?> Body(HttpRequest request)
    {
        if (request.ContentLength > MaxBodyBytes)
            return null;
        using var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer)) > 0; )
        {
            if (body.Length + read > MaxBodyBytes)
                return null;
            body.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }

    private static APIGatewayProxyRequest Event(HttpContext context, string resource, string body)
    {
        var request = context.Request;
        var id = Guid.NewGuid().ToString();
        return new APIGatewayProxyRequest
        {
            Resource = resource,
            Path = request.Path.Value,
            HttpMethod = request.Method,
            Headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()),
            MultiValueHeaders = request.Headers.ToDictionary(
                header => header.Key,
                header => (IList<string>)[.. header.Value.OfType<string>()]
            ),
            QueryStringParameters =
                request.Query.Count == 0 ? null : request.Query.ToDictionary(value => value.Key, value => value.Value[^1] ?? ""),
            MultiValueQueryStringParameters =
                request.Query.Count == 0
                    ? null
                    : request.Query.ToDictionary(value => value.Key, value => (IList<string>)[.. value.Value.OfType<string>()]),
            PathParameters =
                request.RouteValues.Count == 0 ? null : request.RouteValues.ToDictionary(value => value.Key, value => (string)value.Value!),
            Body = body.Length == 0 ? null : body,
            RequestContext = new APIGatewayProxyRequest.ProxyRequestContext
            {
                RequestId = id,
                ExtendedRequestId = id,
                Stage = "local",
                HttpMethod = request.Method,
                Path = request.Path.Value,
                ResourcePath = resource,
                RequestTimeEpoch = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
                Identity = new APIGatewayProxyRequest.RequestIdentity
                {
                    SourceIp = "127.0.0.1",
                    UserAgent = request.Headers.UserAgent.ToString(),
                },
            },
        };
    }

    /// <summary>
    /// A REST API passes every claim as text, and lists comma-separated. Drops list elements that <see cref="Caller.GroupsOf"/> would
    /// split, so that a group named <c>x,SuperAdmins</c> does not grant SuperAdmins. The last of duplicate claims wins. The instants of a
    /// token are passed as dates in words.
    /// </summary>
    public static JsonElement AsGatewayPasses(JsonElement claims) =>
        JsonSerializer.SerializeToElement(
            claims
                .EnumerateObject()
                .GroupBy(claim => claim.Name, claim => claim.Value)
                .ToDictionary(
                    claim => claim.Key,
                    claim =>
                        claim.Last() is { ValueKind: JsonValueKind.Array } list
                            ? string.Join(
                                ',',
                                list.EnumerateArray()
                                    .Select(element => element.ToString())
                                    .Where(element => Caller.GroupsOf(element) is [var only] && only == element)
                            )
                        : claim.Key is "iat" or "exp" && claim.Last().TryGetInt64(out var second)
                            ? DateTimeOffset
                                .FromUnixTimeSeconds(second)
                                .ToString("ddd MMM dd HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture)
                        : claim.Last().ToString()
                )
        );

    private static Task Refuse(HttpContext context, Problem problem, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = Problems.ContentType;
        context.Response.Headers["x-request-id"] = Guid.NewGuid().ToString();
        return context.Response.WriteAsync(Problems.Body(problem, status));
    }

    private static async Task Write(HttpResponse response, APIGatewayProxyResponse answer)
    {
        response.StatusCode = answer.StatusCode;
        foreach (var (name, value) in answer.Headers ?? new Dictionary<string, string>())
            response.Headers[name] = value;
        if (answer.Body is null)
            return;
        var body = answer.IsBase64Encoded ? Convert.FromBase64String(answer.Body) : Encoding.UTF8.GetBytes(answer.Body);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
            await response.Body.WriteAsync(body);
    }
}
