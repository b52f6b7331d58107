using System.Text.Json.Nodes;
using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Runtime;

/// <summary>
/// Returns the stored response for a repeated key and request. The stored response is not what prevents a second effect: ids are derived
/// from the key, so a retry that is concurrent, or that follows a crash before the response was stored, finds the objects already there.
/// See docs/decisions/0004.
/// </summary>
internal static class IdempotentRequests
{
    private const int MaxKeptBody = 100_000;

    public static async Task<Answer> Once(Call call, Endpoint endpoint, Func<Task<Answer>> answer)
    {
        if (call.WhyNotIdempotent() is { } unusable)
            return Answer.Of(unusable);
        var key = call.IdempotencyKey!;
        var requests = call.Db.Requests;
        var note = new AnsweredRequest(Ids.Derived("req", endpoint.Name, call.Identity, key), call.Fingerprint(), call.Now);
        var stored = await requests.FindOrCreate(note, call.Stop);
        if (stored.Fingerprint != note.Fingerprint)
            return Answer.Of(Problems.IdempotencyMismatch);
        if (stored.Status is { } status)
            return new(status, stored.Body, null);

        var given = await answer();
        // Do not store problems: a retry may succeed.
        if (given.Code is not null || given.Body?.Length is null or > MaxKeptBody)
            return given;
        var kept = endpoint.SecretInAnswer is { } secret ? Without(secret, given.Body) : given.Body;
        if (await requests.TrySave(note with { Status = given.Status, Body = kept }, call.Stop) is not null)
            return given;
        // The stored answer has no secret, and the one in the other answer may be outdated by this call.
        if (endpoint.SecretInAnswer is not null)
            return given;
        // A concurrent retry stored its response first: return that one.
        return await requests.Find(note.RequestId, call.Stop) is { Status: { } first } answered ? new(first, answered.Body, null) : given;
    }

    private static string Without(string secret, string body)
    {
        var answer = JsonNode.Parse(body)!.AsObject();
        answer[secret] = null;
        return answer.ToJsonString();
    }
}
