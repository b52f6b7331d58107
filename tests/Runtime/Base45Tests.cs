using System.Text;
using CsCheck;
using EventTicketing.Ports;

namespace EventTicketing.Tests.Runtime;

public sealed class Base45Tests
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    /// <summary>The examples of RFC 9285, sections 4.3 and 4.4.</summary>
    [Theory]
    [InlineData("AB", "BB8")]
    [InlineData("Hello!!", "%69 VD92EX0")]
    [InlineData("base-45", "UJCLQE7W581")]
    [InlineData("ietf!", "QED8WEX0")]
    [InlineData("", "")]
    public void The_examples_of_the_standard_hold(string bytes, string text)
    {
        Assert.Equal(text, Base45.Encode(Encoding.ASCII.GetBytes(bytes)));
        Assert.Equal(bytes, Encoding.ASCII.GetString(Base45.Decode(text)!));
    }

    [Fact]
    public void Bytes_come_back_whatever_they_are()
    {
        var random = new Random(1);
        for (var length = 0; length < 200; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            Assert.Equal(bytes, Base45.Decode(Base45.Encode(bytes)));
        }

        Assert.Equal([0xFF, 0xFF, 0xFF], Base45.Decode(Base45.Encode([0xFF, 0xFF, 0xFF])));
    }

    [Theory]
    [InlineData("A")]
    [InlineData("ABCD")]
    [InlineData("GGW")]
    [InlineData(":::")]
    [InlineData("::")]
    [InlineData("V5")]
    [InlineData("ab8")]
    [InlineData("BB_")]
    [InlineData("BB\n")]
    [InlineData("BBÄ")]
    public void What_is_not_Base45_is_refused(string text) => Assert.Null(Base45.Decode(text));

    [Fact]
    public void The_largest_values_are_still_good()
    {
        Assert.Equal([0xFF, 0xFF], Base45.Decode("FGW"));
        Assert.Equal([0xFF], Base45.Decode("U5"));
    }

    [Fact]
    public void Bytes_come_back_from_Base45() =>
        Gen.Byte.Array[0, 200].Sample(bytes => Assert.Equal(bytes, Base45.Decode(Base45.Encode(bytes))));

    [Fact]
    public void A_text_is_the_Base45_of_what_it_decodes_to_or_of_nothing() =>
        Gen.Char[Alphabet]
            .Array[0, 30]
            .Select(letters => new string(letters))
            .Sample(text => Assert.True(Base45.Decode(text) is not { } bytes || Base45.Encode(bytes) == text));
}
