namespace EventTicketing.Tests.Domain;

public sealed class LettersTests
{
    [Theory]
    [InlineData("CAFÉ", "cafe")]
    [InlineData("Cafe\u0301", "cafe")]
    [InlineData("Straße", "strasse")]
    [InlineData("Æsop Œuvre", "aesop oeuvre")]
    [InlineData("Smørrebrød", "smorrebrod")]
    [InlineData("Đorđe Guðrún", "dorde gudrun")]
    [InlineData("Ħamrun ısı Łódź Þór", "hamrun isi lodz thor")]
    [InlineData("ΟΔΟΣ οδος", "οδοσ οδοσ")]
    [InlineData("Việt Nam Ǘ", "viet nam u")]
    [InlineData("ＡＺ！～", "az!~")]
    [InlineData("\uFF00\uFF5F", "\uFF00\uFF5F")]
    [InlineData("\u007F\u0080", "\u007F\u0080")]
    [InlineData("\u0301\u0301", "\u0301\u0301")]
    [InlineData("a\u0301\u0301", "a")]
    [InlineData("", "")]
    public void Case_and_accents_do_not_matter(string text, string folded) => Assert.Equal(folded, Letters.Folded(text));

    [Theory]
    [InlineData("가", "\u1100\u1161")]
    [InlineData("힣", "\u1112\u1175\u11C2")]
    [InlineData("각", "\u1100\u1161\u11A8")]
    [InlineData("개", "\u1100\u1162")]
    [InlineData("서울", "\u1109\u1165\u110B\u116E\u11AF")]
    [InlineData("\uABFF\uD7A4", "\uABFF\uD7A4")]
    public void A_syllable_is_the_letters_it_is_written_with(string syllable, string letters) =>
        Assert.Equal(letters, Letters.Folded(syllable));
}
