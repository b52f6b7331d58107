using System.Security.Cryptography;

namespace EventTicketing.Local.Standins;

/// <summary>All objects of the account. Calls are serialized: each holds the gate from its first read to its commit.</summary>
internal sealed class StripeStore : IDisposable
{
    private const string BatchId = "batch";
    private static readonly TimeSpan EventsKept = TimeSpan.FromDays(30);
    private static readonly TimeSpan AnswersKept = TimeSpan.FromHours(24);

    private readonly Journal<StripeObject> _journal;
    private readonly TimeProvider _clock;
    private long _lastTicks;

    /// <param name="directory">Null keeps all data in memory.</param>
    public StripeStore(string? directory, TimeProvider clock)
    {
        _clock = clock;
        _journal = new(directory is null ? null : Path.Combine(directory, "stripe.jsonl"));
        if (_journal.Find(BatchId) is Batch interrupted)
            Apply(interrupted);
        foreach (var forgotten in _journal.All.Where(IsOver))
            _journal.Remove(forgotten.Id);
    }

    public Lock Gate { get; } = new();

    public DateTimeOffset Now => _clock.GetUtcNow();

    public T? Find<T>(string id)
        where T : StripeObject => _journal.Find(id) as T;

    public IEnumerable<T> All<T>()
        where T : StripeObject => _journal.All.OfType<T>();

    /// <summary>Creates an id. Ids with the same prefix sort by age.</summary>
    public string NewId(string prefix)
    {
        _lastTicks = Math.Max(_lastTicks + 1, Now.UtcTicks);
        return $"{prefix}_{_lastTicks:x15}{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
    }

    /// <summary>
    /// Commits all changes atomically: the batch is one line of the journal. If the process is killed before it has applied the batch, the
    /// next start does.
    /// </summary>
    public void Commit(IReadOnlyList<StripeObject> changes)
    {
        if (changes.Count == 1)
            _journal.Put(changes[0].Id, changes[0]);
        if (changes.Count <= 1)
            return;
        var batch = new Batch
        {
            Id = BatchId,
            Created = Now.ToUnixTimeSeconds(),
            Changes = changes,
        };
        _journal.Put(BatchId, batch);
        Apply(batch);
    }

    public bool IsOver(StoredAnswer answer) => answer.Created < (Now - AnswersKept).ToUnixTimeSeconds();

    public void Dispose() => _journal.Dispose();

    private void Apply(Batch batch)
    {
        foreach (var change in batch.Changes)
            _journal.Put(change.Id, change);
        _journal.Remove(BatchId);
    }

    private bool IsOver(StripeObject kept) =>
        kept switch
        {
            StoredAnswer answer => IsOver(answer),
            StripeEvent or Delivery => kept.Created < (Now - EventsKept).ToUnixTimeSeconds(),
            _ => false,
        };
}
