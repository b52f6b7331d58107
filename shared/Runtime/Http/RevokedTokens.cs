using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Runtime;

/// <summary>
/// The revoked tokens, as this process knows them: read again when the copy is older than <see cref="Fresh"/>, so that a call rarely waits
/// for it. When the table does not answer, the copy serves until <see cref="Usable"/>; after that calls are refused as busy.
/// </summary>
public sealed class RevokedTokens(TimeProvider clock)
{
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan Usable = TimeSpan.FromSeconds(60);

    /// <summary>If there are more, all tokens of before are refused.</summary>
    public const int Most = 10_000;

    private sealed record Copy(IReadOnlyDictionary<string, long> NotBefore, DateTimeOffset ReadAt);

    private volatile Copy? _copy;
    private int _reading;

    /// <summary>Whether the caller's token was revoked.</summary>
    /// <exception cref="StoreBusyException">The table does not answer, and the copy is too old.</exception>
    public async Task<bool> Refuse(Database db, Caller caller, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var copy = _copy;
        // While one call reads, others use the older copy.
        if (copy is null || (now - copy.ReadAt >= Fresh && (now - copy.ReadAt >= Usable || Interlocked.Exchange(ref _reading, 1) == 0)))
        {
            try
            {
                _copy = copy = new(await Read(db, now, stop), now);
            }
            catch (StoreBusyException) when (copy is not null && now - copy.ReadAt < Usable)
            {
                // The older copy serves for now.
            }
            finally
            {
                _reading = 0;
            }
        }

        return NotBefore(caller.UserId) > caller.IssuedAt || NotBefore(Revocation.Everybody) > caller.IssuedAt;

        long NotBefore(string userId) => copy!.NotBefore.GetValueOrDefault(userId);
    }

    private static async Task<IReadOnlyDictionary<string, long>> Read(Database db, DateTimeOffset now, CancellationToken stop)
    {
        Dictionary<string, long> found = new(StringComparer.Ordinal);
        await foreach (var page in db.Revocations.All().Take(1000).Pages(stop))
        {
            if (found.Count >= Most)
            {
                found[Revocation.Everybody] = now.ToUnixTimeSeconds() + 1;
                break;
            }

            foreach (var revocation in page)
                found[revocation.UserId] = revocation.NotBefore;
        }

        return found;
    }
}
