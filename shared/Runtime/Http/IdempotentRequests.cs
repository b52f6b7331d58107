using System.Security.Cryptography;
using System.Text;
using Amazon.Lambda.APIGatewayEvents;
using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Runtime;

/// <summary>
/// The same key and request get the same answer. What keeps the effect single is not this note but the ids: under a key they are derived, so
/// a repeat that overtakes the note, or follows a crash before it, meets what is already there. See docs/decisions/0004.
/// </summary>
internal static class IdempotentRequests
{
    private const int MaxKeyLength = 255;
    private const int MaxKeptBody = 100_000;

    private static readonly Problem Mismatch =
        new(ProblemKind.Invalid, "idempotency_mismatch", "This Idempotency-Key was used before with another request.");

    public static async Task<Answer> Once(Call call, Endpoint endpoint, APIGatewayProxyRequest request, Func<Task<Answer>> answer)
    {
        var key = call.IdempotencyKey!;
        if (key.Length is 0 or > MaxKeyLength) return Answer.Of(Problem.Invalid("Idempotency-Key", "invalid_idempotency_key", $"A key has 1 to {MaxKeyLength} characters."));
        var requests = call.Db.Requests;
        var note = new AnsweredRequest(Ids.Derived("req", endpoint.Name, call.Caller.UserId, key), Fingerprint(endpoint, request, call), call.Now);
        if (!(await call.Db.Write([requests.Create(note)], call.Stop)).Committed && await requests.Find(note.RequestId, call.Stop) is { } earlier)
        {
            if (earlier.Fingerprint != note.Fingerprint) return Answer.Of(Mismatch);
            if (earlier.Status is { } status) return new(status, earlier.Body, null);
        }

        var given = await answer();
        // A refusal has no effect to protect, and may be none by the next time.
        if (given.Code is not null || given.Body?.Length is null or > MaxKeptBody) return given;
        if ((await call.Db.Write([requests.Save(note with { Status = given.Status, Body = given.Body })], call.Stop)).Committed) return given;
        // The same request was answered while this one was at it: there is one answer, and it has been given.
        return await requests.Find(note.RequestId, call.Stop) is { Status: { } first } told ? new(first, told.Body, null) : given;
    }

    private static string Fingerprint(Endpoint endpoint, APIGatewayProxyRequest request, Call call)
    {
        var parameters = string.Join('&', endpoint.PathParameters.Select(name => request.PathParameters[name]));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{parameters}\n{call.Body}")));
    }
}
