using System.Text.Json;
using EventTicketing.Data;
using EventTicketing.Runtime;

namespace EventTicketing.Tests.Runtime;

public sealed class RevokedTokensTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Start);
    private readonly RevocationTable _table = new();
    private readonly RevokedTokens _tokens;

    public RevokedTokensTests() => _tokens = new(_clock);

    [Fact]
    public async Task An_older_token_is_refused_fifteen_seconds_after_the_act_and_a_new_one_is_not()
    {
        Assert.False(await IsRefused("ada", Start));
        _table.Revocations.Add(Revocation.Of("ada", Start));
        _clock.Advance(TimeSpan.FromSeconds(14));
        Assert.False(await IsRefused("ada", Start));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await IsRefused("ada", Start));
        Assert.False(await IsRefused("ada", Start.AddSeconds(1)));
        Assert.False(await IsRefused("bob", Start));
    }

    [Fact]
    public async Task A_revocation_of_everybody_refuses_everybody()
    {
        _table.Revocations.Add(Revocation.Of(Revocation.Everybody, Start));
        Assert.True(await IsRefused("ada", Start));
        Assert.False(await IsRefused("ada", Start.AddSeconds(1)));
    }

    [Fact]
    public async Task A_thousand_calls_at_once_read_the_table_once_in_fifteen_seconds()
    {
        Assert.False(await IsRefused("ada", Start));
        _clock.Advance(RevokedTokens.Fresh);
        _table.Answer = new TaskCompletionSource();
        var calls = Enumerable.Range(0, 1000).Select(_ => IsRefused("ada", Start)).ToList();
        _table.Answer.SetResult();
        Assert.DoesNotContain(true, await Task.WhenAll(calls));
        Assert.Equal(2, _table.Reads);
    }

    [Fact]
    public async Task A_dead_table_leaves_the_older_copy_in_force_for_a_minute_and_then_calls_are_refused()
    {
        _table.Revocations.Add(Revocation.Of("ada", Start));
        Assert.True(await IsRefused("ada", Start));
        _table.IsDead = true;
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.True(await IsRefused("ada", Start));
        Assert.False(await IsRefused("bob", Start));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<StoreBusyException>(() => IsRefused("bob", Start));
        _table.IsDead = false;
        Assert.False(await IsRefused("bob", Start));
    }

    [Fact]
    public async Task More_than_ten_thousand_count_as_everybody()
    {
        for (var person = 0; person <= RevokedTokens.Most; person++)
            _table.Revocations.Add(Revocation.Of($"person-{person}", Start));
        Assert.True(await IsRefused("somebody else", Start));
        Assert.False(await IsRefused("somebody else", Start.AddSeconds(1)));
    }

    private Task<bool> IsRefused(string userId, DateTimeOffset issuedAt) =>
        _tokens.Refuse(
            new Database(_table),
            new Caller(userId, null, null, []) { IssuedAt = issuedAt.ToUnixTimeSeconds() },
            CancellationToken.None
        );

    /// <summary>A store that holds revocations and nothing else.</summary>
    private sealed class RevocationTable : IStore
    {
        public List<Revocation> Revocations { get; } = [];
        public bool IsDead { get; set; }
        public int Reads { get; private set; }

        /// <summary>What reads wait for; null when they are answered at once.</summary>
        public TaskCompletionSource? Answer { get; set; }

        public async Task<Page> Query(Query query, CancellationToken stop)
        {
            Assert.Equal((Tables.Revocations, Revocation.Scope), (query.Table, query.Partition));
            if (IsDead)
                throw new StoreBusyException("The table does not answer.");
            var first = query.Cursor is null ? 0 : int.Parse(query.Cursor);
            if (first == 0)
                Reads++;
            if (Answer is { } answer)
                await answer.Task;
            var items = Revocations
                .Skip(first)
                .Take(query.Limit)
                .Select(item =>
                    JsonSerializer.SerializeToElement(
                        new
                        {
                            scope = "all",
                            userId = item.UserId,
                            notBefore = item.NotBefore,
                        }
                    )
                )
                .ToList();
            return new(items, first + items.Count < Revocations.Count ? $"{first + items.Count}" : null);
        }

        public Task<IReadOnlyList<JsonElement?>> Get(IReadOnlyList<Key> keys, Consistency consistency, CancellationToken stop) =>
            throw new NotSupportedException();

        public Task<Page> Scan(TableDefinition table, IndexDefinition? index, string? cursor, int limit, CancellationToken stop) =>
            throw new NotSupportedException();

        public Task<Outcome> Write(IReadOnlyList<Change> changes, CancellationToken stop) => throw new NotSupportedException();
    }
}
