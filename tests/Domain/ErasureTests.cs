namespace EventTicketing.Tests.Domain;

public sealed class ErasureTests
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(30);
    private static readonly Erasure Asked = Erasure.Requested("ada", null, "ada", Valid.Now);

    [Fact]
    public void It_is_done_only_when_no_older_token_can_have_written_since()
    {
        Assert.Same(Asked, Asked.Passed(Valid.Now.AddHours(1), null));
        var signedOut = Asked with { SignedOutAt = Valid.Now };
        Assert.Same(signedOut, signedOut.Passed(Valid.Now + Erasure.Aftermath - TimeSpan.FromSeconds(1), null));
        var done = signedOut.Passed(Valid.Now + Erasure.Aftermath, null);
        Assert.Equal((ErasureStatus.Done, null), (done.Status, done.DueAt));
    }

    [Fact]
    public void Names_stay_until_a_month_after_the_last_event_that_was_not_over()
    {
        var ev = Valid.PublishedEvent;
        var before = Asked with { RequestedAt = ev.EndsAt.AddHours(-1) };
        var until = ev.EndsAt + Life;
        Assert.Equal(until, before.NamesNeededUntil([ev], Life, ev.EndsAt));
        Assert.Null(before.NamesNeededUntil([ev], Life, until));
        Assert.Null((Asked with { RequestedAt = ev.EndsAt }).NamesNeededUntil([ev], Life, ev.EndsAt));
        var waiting = (before with { SignedOutAt = before.RequestedAt }).Passed(ev.EndsAt, until);
        Assert.Equal((ErasureStatus.Waiting, until), (waiting.Status, waiting.DueAt));
    }
}
