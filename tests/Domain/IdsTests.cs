namespace EventTicketing.Tests.Domain;

public sealed class IdsTests
{
    [Fact]
    public void The_bytes_of_an_id_come_back()
    {
        var random = new Random(1);
        for (var i = 0; i < 1_000; i++)
        {
            var body = new byte[Ids.Bytes];
            random.NextBytes(body);
            Assert.Equal(body, Ids.BodyOf(Ids.Of("tkt", body)));
        }
    }

    [Theory]
    [InlineData(0x00, "evt_00000000000000000000000000")]
    [InlineData(0xFF, "evt_7zzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void An_id_is_a_prefix_and_26_digits(byte value, string id) =>
        Assert.Equal(id, Ids.Of("evt", Enumerable.Repeat(value, 16).ToArray()));

    [Theory]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(0)]
    public void An_id_has_16_bytes(int length) => Assert.Throws<ArgumentException>(() => Ids.Of("evt", new byte[length]));

    [Theory]
    [InlineData("")]
    [InlineData("evt_")]
    [InlineData("evt_0000000000000000000000000")]
    [InlineData("evt_000000000000000000000000000")]
    [InlineData("evt_0000000000000000000000000u")]
    [InlineData("evt_0000000000000000000000000A")]
    [InlineData("evt_0000000000000 000000000000")]
    public void What_is_no_id_has_no_bytes(string text) => Assert.Null(Ids.BodyOf(text));

    [Theory]
    [InlineData("evt_80000000000000000000000000")]
    [InlineData("evt_zzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void No_two_texts_are_the_same_id(string beyondSixteenBytes) => Assert.Null(Ids.BodyOf(beyondSixteenBytes));

    [Fact]
    public void The_same_parts_give_the_same_id() => Assert.Equal(Ids.Derived("tkt", "reg_1", "0"), Ids.Derived("tkt", "reg_1", "0"));

    [Theory]
    [InlineData("reg_1", "1")]
    [InlineData("reg_2", "0")]
    [InlineData("reg_10", "")]
    [InlineData("", "reg_10")]
    public void Other_parts_give_another_id(string first, string second) =>
        Assert.NotEqual(Ids.Derived("tkt", "reg_1", "0"), Ids.Derived("tkt", first, second));
}
