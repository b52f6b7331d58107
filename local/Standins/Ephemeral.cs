using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace EventTicketing.Local.Standins;

/// <summary>An in-memory store with expiry and random keys: challenges, codes, browser sessions.</summary>
internal sealed class Ephemeral<T>(TimeProvider clock, TimeSpan life, int capacity = 10_000)
    where T : class
{
    private readonly ConcurrentDictionary<string, (T Value, DateTimeOffset ExpiresAt)> _values = new(StringComparer.Ordinal);

    /// <returns>The key: lower-case hexadecimal, which is valid both in URLs and as Base64.</returns>
    public string Put(T value)
    {
        if (_values.Count >= capacity)
            MakeRoom();
        var key = RandomNumberGenerator.GetHexString(64, lowercase: true);
        _values[key] = (value, clock.GetUtcNow() + life);
        return key;
    }

    public T? Find(string? key) => key is not null && _values.TryGetValue(key, out var found) ? Fresh(found) : null;

    /// <summary>Removes and returns a value. Of concurrent callers, only one gets it.</summary>
    public T? Take(string? key) => key is not null && _values.TryRemove(key, out var found) ? Fresh(found) : null;

    private T? Fresh((T Value, DateTimeOffset ExpiresAt) found) => found.ExpiresAt > clock.GetUtcNow() ? found.Value : null;

    private void MakeRoom()
    {
        foreach (var (key, entry) in _values)
        {
            if (Fresh(entry) is null)
                _values.TryRemove(key, out _);
        }
        if (_values.Count >= capacity)
            throw new CognitoError("TooManyRequestsException", "Too many requests");
    }
}

/// <summary>Slows down guessing: after five failures, each further one doubles the lockout, from one second to fifteen minutes.</summary>
internal sealed class Attempts(TimeProvider clock)
{
    private const int Free = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private readonly ConcurrentDictionary<string, (int Failures, DateTimeOffset LastAt)> _failures = new(StringComparer.Ordinal);

    public bool Locked(string key) => _failures.TryGetValue(key, out var seen) && clock.GetUtcNow() < seen.LastAt + Pause(seen.Failures);

    public void Failed(string key) =>
        _failures.AddOrUpdate(
            key,
            _ => (1, clock.GetUtcNow()),
            (_, seen) => (clock.GetUtcNow() - seen.LastAt > Longest ? 1 : seen.Failures + 1, clock.GetUtcNow())
        );

    public void Clear(string key) => _failures.TryRemove(key, out _);

    private static TimeSpan Pause(int failures) =>
        failures < Free ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures - Free), Longest.TotalSeconds));
}
