using EventTicketing.Domain;

namespace EventTicketing.Data;

/// <summary>A request that came with an Idempotency-Key.</summary>
/// <param name="Fingerprint">Hash of the request: the same key with another fingerprint is refused.</param>
/// <param name="Status">HTTP status of the answer; null while there is none.</param>
public sealed record AnsweredRequest(
    string RequestId,
    string Fingerprint,
    DateTimeOffset ReceivedAt,
    int? Status = null,
    string? Body = null,
    int Version = 0
) : IVersioned<AnsweredRequest>
{
    public AnsweredRequest WithVersion(int version) => this with { Version = version };
}
