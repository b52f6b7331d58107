namespace EventTicketing.Tests.Domain;

public sealed class SearchTests
{
    private static readonly string?[] Jazz = ["Jazz at the harbour", null, "Café Zürich", "Łódź"];

    [Theory]
    [InlineData("jazz harbour", true)]
    [InlineData("harbour jazz", true)]
    [InlineData("  JAZZ,  Harbour! ", true)]
    [InlineData("jaz har", true)]
    [InlineData("jazz theatre", false)]
    [InlineData("azz", false)]
    [InlineData("zazz", false)]
    [InlineData("harbor", true)]
    [InlineData("habrour", true)]
    [InlineData("harbuor", true)]
    [InlineData("harbbour", true)]
    [InlineData("karbour", true)]
    [InlineData("arbour", true)]
    [InlineData("harbours", true)]
    [InlineData("harboursx", false)]
    [InlineData("hrabuor", false)]
    [InlineData("jazzz", true)]
    [InlineData("kazz", false)]
    [InlineData("cafe", true)]
    [InlineData("CAFÉ", true)]
    [InlineData("Cafe\u0301", true)]
    [InlineData("zurich", true)]
    [InlineData("Zu\u0308rich", true)]
    [InlineData("zuerich", true)]
    [InlineData("lodz", true)]
    [InlineData("jazz cafe lodz", true)]
    [InlineData("!?", false)]
    [InlineData("\u0301", false)]
    public void Every_word_begins_a_word_of_the_text(string typed, bool found) => Assert.Equal(found, new Search(typed).Finds(Jazz));

    [Theory]
    [InlineData("straße", "Strassenfest", true)]
    [InlineData("STRASSE", "Straße des 17. Juni", true)]
    [InlineData("smorrebrod", "Smørrebrød", true)]
    [InlineData("οδυσσευσ", "ΟΔΥΣΣΕΎΣ", true)]
    [InlineData("ελλας", "Ελλάς", true)]
    [InlineData("мелкий", "Мелкии\u0306", true)]
    [InlineData("viet", "Việt Nam", true)]
    [InlineData("東京", "新東京公演", true)]
    [InlineData("京東", "新東京公演", false)]
    [InlineData("한국", "\u1112\u1161\u11AB\u1100\u116E\u11A8 영화", true)]
    [InlineData("ＪＡＺＺ", "jazz", true)]
    [InlineData("olympia", "L'Olympia", true)]
    [InlineData("l'olympia", "L’Olympia", true)]
    [InlineData("🎷", "Night of the 🎷", true)]
    [InlineData("harbour", "habxour", false)]
    [InlineData("harbour", "haxrour", false)]
    [InlineData("harbour", "ha", false)]
    [InlineData("harbour", "harbou", true)]
    [InlineData("room12345", "Room12346", false)]
    [InlineData("jr東京", "新JR東京駅", true)]
    [InlineData("2026", "Summer 2027", false)]
    [InlineData("12345", "Room 12346", false)]
    [InlineData("a b c d e f g h", "a b c d e f g", false)]
    public void Letters_are_equal_as_people_see_them(string typed, string text, bool found) =>
        Assert.Equal(found, new Search(typed).Finds(text));

    [Fact]
    public void A_long_text_is_searched_in_no_time()
    {
        var text = string.Concat(Enumerable.Repeat("harbou harbox éa ", 1_000));
        var search = new Search("harbourx harboury harbourz harbourq harbourw harbourv harbouru harbourt harbours harbourr");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < 100; i++)
            Assert.False(search.Finds(text, "nothing"));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }
}
