namespace EventTicketing.Tests.Domain;

public sealed class ResultTests
{
    [Fact]
    public void A_result_that_was_never_set_is_no_success()
    {
        Assert.Throws<InvalidOperationException>(() => default(Result<string>).Value);
        Assert.Throws<InvalidOperationException>(() => default(Result<string>).Problem);
        Assert.Throws<InvalidOperationException>(() => default(Result<string>).Refused(out _, out _));
    }

    [Fact]
    public void A_result_may_be_nothing()
    {
        Result<string?> none = (string?)null;
        Assert.False(none.Refused(out _, out var value));
        Assert.Null(value);
    }
}
