using EventTicketing.Ports;
using EventTicketing.Tests.Domain;

namespace EventTicketing.Tests.Runtime;

public sealed class IdSourceTests
{
    [Fact]
    public void New_ids_sort_by_age()
    {
        var clock = new FakeTimeProvider(Valid.Now);
        var ids = new IdSource(clock);
        List<string> made = [];
        foreach (var step in (int[])[1, 1, 1, 5, 31, 32, 1_000, 65_536, 86_400_000, int.MaxValue])
        {
            clock.Advance(TimeSpan.FromMilliseconds(step));
            made.Add(ids.New("evt"));
        }

        Assert.Equal(made.Order(StringComparer.Ordinal), made);
    }

    [Fact]
    public void Ids_of_the_same_moment_differ()
    {
        var ids = new IdSource(new FakeTimeProvider(Valid.Now));
        Assert.Equal(10_000, Enumerable.Range(0, 10_000).Select(_ => ids.New("evt")).Distinct().Count());
    }

    [Fact]
    public void An_id_begins_with_the_millisecond()
    {
        var body = Ids.BodyOf(new IdSource(new FakeTimeProvider(Valid.Now)).New("evt"))!;
        Assert.Equal(Valid.Now.ToUnixTimeMilliseconds(), Convert.ToInt64(Convert.ToHexString(body[..6]), 16));
    }
}
