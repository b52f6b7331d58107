using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Lambda.APIGatewayEvents;
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
    private const int MaxKeyLength = 255;
    private const int MaxKeptBody = 100_000;

    private static readonly Problem Mismatch = new(
        ProblemKind.Invalid,
        "idempotency_mismatch",
        "This Idempotency-Key was used before with another request."
    );

    public static async Task<Answer> Once(Call call, Endpoint endpoint, APIGatewayProxyRequest request, Func<Task<Answer>> answer)
    {
        var key = call.IdempotencyKey!;
        if (key.Length is 0 or > MaxKeyLength)
            return Answer.Of(
                Problem.Invalid("Idempotency-Key", "invalid_idempotency_key", $"An Idempotency-Key has 1 to {MaxKeyLength} characters.")
            );
        var requests = call.Db.Requests;
        var note = new AnsweredRequest(
            Ids.Derived("req", endpoint.Name, call.Caller.UserId, key),
            Fingerprint(endpoint, request, call),
            call.Now
        );
        var stored = await requests.FindOrCreate(note, call.Stop);
        if (stored.Fingerprint != note.Fingerprint)
            return Answer.Of(Mismatch);
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

    private static string Fingerprint(Endpoint endpoint, APIGatewayProxyRequest request, Call call)
    {
        var parameters = string.Join('&', endpoint.PathParameters.Select(name => request.PathParameters[name]));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{parameters}\n{call.Body}")));
    }
}
