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
    public void What_follows_a_refusal_does_not_happen()
    {
        Result<string> refused = Problem.NotFound("ticket_type");
        Assert.Equal("ticket_type_not_found", refused.Then<int>(_ => throw new InvalidOperationException()).Problem?.Code);
        Result<string> good = "four";
        Assert.Equal(4, good.Then(text => text.Length).Value);
        Assert.Contains("ticket_type_not_found", Assert.Throws<InvalidOperationException>(() => refused.Value).Message);
        Assert.Contains("never set", Assert.Throws<InvalidOperationException>(() => default(Result<string>).Problem).Message);
    }

    [Fact]
    public void A_problem_says_what_is_wrong()
    {
        Assert.Equal("There is no such ticket type.", Problem.NotFound("ticket_type").Detail);
        Assert.Equal(("forbidden", "Not you."), (Problem.Forbidden("Not you.").Code, Problem.Forbidden("Not you.").Detail));
        FieldError one = new("name", "too_long", "At most 60 characters."),
            other = new("until", "in_the_past", "A device ends in the future.");
        Assert.Equal(("too_long", "At most 60 characters."), (Problem.Invalid(one).Code, Problem.Invalid(one).Detail));
        Assert.Equal(("invalid", "2 fields are invalid."), (Problem.Invalid(one, other).Code, Problem.Invalid(one, other).Detail));
    }

    [Fact]
    public void A_result_may_be_nothing()
    {
        Result<string?> none = (string?)null;
        Assert.False(none.Refused(out _, out var value));
        Assert.Null(value);
    }
}
