using System.Text.Json;
using EventTicketing.Api;
using EventTicketing.Domain;

namespace EventTicketing.Runtime;

/// <summary>Maps problems to HTTP responses. See docs/http-status-codes.md.</summary>
public static class Problems
{
    public const string ContentType = "application/problem+json";

    public static readonly Problem Unauthorized = new(ProblemKind.Unauthorized, "unauthorized", "Sign in first.");
    public static readonly Problem SignedOut = new(ProblemKind.Unauthorized, "signed_out", "You were signed out. Sign in again.");
    public static readonly Problem IdempotencyMismatch = new(
        ProblemKind.Invalid,
        "idempotency_mismatch",
        "This Idempotency-Key was used before with another request."
    );
    public static readonly Problem Internal = new(
        ProblemKind.Busy,
        "internal_error",
        "Something went wrong here. The error has been logged."
    );
    public static readonly Problem Busy = new(ProblemKind.Busy, "busy", "Please try again in a moment.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    public static int StatusOf(Problem problem) =>
        problem.Kind switch
        {
            ProblemKind.Malformed => 400,
            ProblemKind.Unauthorized => 401,
            ProblemKind.Forbidden => 403,
            ProblemKind.NotFound => 404,
            ProblemKind.Conflict => 409,
            ProblemKind.TooLarge => 413,
            ProblemKind.UnsupportedMediaType => 415,
            ProblemKind.Invalid => 422,
            ProblemKind.TooMany => 429,
            _ => problem == Internal ? 500 : 503,
        };

    public static string Body(Problem problem) => Body(problem, StatusOf(problem));

    /// <summary>The body with another status, for those that only a gateway answers, such as 405.</summary>
    public static string Body(Problem problem, int status) =>
        JsonSerializer.Serialize(
            new ProblemView
            {
                Type = $"urn:eventticketing:problem:{problem.Code}",
                Title = TitleOf(status),
                Status = status,
                Detail = problem.Detail,
                Code = problem.Code,
                Errors = problem.Errors.Count == 0 ? null : problem.Errors,
                Available = problem.Available,
            },
            ApiJson.Of<ProblemView>()
        );

    public static string TitleOf(int status) =>
        status switch
        {
            400 => "Bad Request",
            401 => "Unauthorized",
            403 => "Forbidden",
            404 => "Not Found",
            405 => "Method Not Allowed",
            409 => "Conflict",
            413 => "Content Too Large",
            415 => "Unsupported Media Type",
            422 => "Unprocessable Content",
            429 => "Too Many Requests",
            503 => "Service Unavailable",
            _ => "Internal Server Error",
        };
}
