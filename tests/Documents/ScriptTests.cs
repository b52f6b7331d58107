using System.Text;
using System.Text.RegularExpressions;
using EventTicketing.Documents;

namespace EventTicketing.Tests.Documents;

/// <summary>Names in many scripts: each letter must be drawn in its right form and order, and must be copyable from the PDF.</summary>
public sealed class ScriptTests
{
    private static readonly TextStyle Strong = new(Font.Bold, 13.5, new Color(0x102030));

    public static TheoryData<string> Names =>
        [
            "محمّد الحدّاد",
            "پژمان می‌خواه",
            "דוד לוי",
            "דָּוִד בֶּן־גּוּרִיּוֹן",
            "क्षितिज श्रीवास्तव",
            "ณัฐวุฒิ ปิ่นทองคำ",
            "王小明",
            "諸葛亮",
            "髙橋 直子",
            "ガブリエル",
            "김민준",
            "😀 👩‍👩‍👧‍👦 🇩🇪",
            "ქეთევან",
            "Արամ Խաչատրյան",
            "রবীন্দ্রনাথ ঠাকুর",
            "ਗੁਰਪ੍ਰੀਤ",
            "મોહનદાસ",
            "ଜଗନ୍ନାଥ",
            "தமிழ்ச்செல்வி",
            "శ్రీనివాస్",
            "ಕೃಷ್ಣ",
            "ശ്രീജിത്ത്",
            "ශ්‍රීමා",
            "ສົມສັກ",
            "အောင်ဆန်း",
            "ኃይለ ሥላሴ",
            "សុភ័ក្រ",
            "އަޙްމަދު",
            "Ọ\u0301la Adé",
        ];

    [Theory, MemberData(nameof(Names))]
    public void Each_letter_of_a_name_has_a_glyph(string name)
    {
        var runs = Runs(name);

        Assert.All(runs.SelectMany(run => run.Letters).SelectMany(letter => letter.Parts), part => Assert.NotEqual(0, part.Glyph));
        Assert.DoesNotContain(
            runs,
            run => run.Font == Font.Bold && run.Letters.Any(letter => letter.Parts[0].Glyph == Font.Bold.Glyph(new('[')))
        );
        Assert.Equal(name.Order(), Drawn(name).Order());
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_name_can_be_copied_from_the_ticket(string name)
    {
        var pdf = TicketDocument.Render(TicketDocumentTests.Ticket with { HolderName = name });
        var report = await PdfReport.Of(pdf);

        Assert.True(report.Qpdf.ExitCode == 0, string.Join('\n', report.Qpdf.Said));
        Assert.Contains(MarksInOrder($"TICKET HOLDER {name} TICKET"), MarksInOrder(report.Page.Words));
        Assert.InRange(pdf.Length, 1, 30_000);
        Assert.Equal(pdf, TicketDocument.Render(TicketDocumentTests.Ticket with { HolderName = name }));
    }

    /// <summary>Sorts the marks of each letter by code point: PDF readers order them differently, without changing the text.</summary>
    private static string MarksInOrder(string text) => Regex.Replace(text, @"\p{Mn}{2,}", marks => string.Concat(marks.Value.Order()));

    [Fact]
    public void Hebrew_runs_from_the_right() => Assert.Equal("יול דוד", Drawn("דוד לוי"));

    [Theory]
    [InlineData("דוד Levi 42", "Levi 42 דוד")]
    [InlineData("Levi דוד 42", "Levi 42 דוד")]
    [InlineData("Room 5 (אולם)", "Room 5 (םלוא)")]
    [InlineData("אולם (Room 5)", "(Room 5) םלוא")]
    [InlineData("Anna", "Anna")]
    public void Latin_and_digits_within_keep_their_order(string written, string drawn) => Assert.Equal(drawn, Drawn(written));

    [Fact]
    public void Arabic_letters_join()
    {
        // The dot below is a separate glyph, the same in all forms.
        var (alone, joined) = (Glyphs("ب"), Glyphs("ببب"));

        Assert.Single(alone.Except(joined));
        Assert.Equal(3, joined.Except(alone).Count());
        Assert.True(Strong.Measure("ببب") < 3 * Strong.Measure("ب"));
    }

    [Fact]
    public void A_joiner_keeps_letters_apart()
    {
        Assert.Empty(Glyphs("خ").Except(Glyphs("می\u200Cخ")));
        Assert.NotEmpty(Glyphs("خ").Except(Glyphs("میخ")));
    }

    [Fact]
    public void Devanagari_letters_make_conjuncts_and_their_signs_move()
    {
        Assert.Single(Glyphs("क्ष"));
        Assert.Equal(Assert.Single(Glyphs("क")), Glyphs("कि")[1]);
    }

    [Fact]
    public void Thai_marks_take_no_room() => Assert.Equal(Strong.Measure("ปน"), Strong.Measure("ปิ่น"), 6);

    [Fact]
    public void Marks_that_no_letter_of_Inter_has_stand_above_their_letter()
    {
        Assert.Equal(Strong.Measure("ọ"), Strong.Measure("ọ\u0301"), 6);
        Assert.Equal(Strong.Measure("がき"), Strong.Measure("か\u3099き"), 6);
    }

    [Fact]
    public void Han_characters_are_drawn_as_the_event_s_country_writes_them() =>
        Assert.NotEqual(Inked("直", japanese: false), Inked("直", japanese: true));

    [Theory]
    [InlineData("𞤀𞤣𞤤𞤢𞤥 Party", "[Adlam] Party")]
    [InlineData("ꮳꮃꭹ", "[Cherokee Supplement]")]
    [InlineData("𠀋野", "[U+2000B]野")]
    [InlineData("\U0010FFFD", "[U+10FFFD]")]
    public void What_no_font_has_is_named_instead_of_drawn_as_a_square(string text, string shown)
    {
        var plain = string.Concat(
            TextLine
                .Runs(PlainText.Of(text), Font.Bold, japanese: false, fromRight: false)
                .SelectMany(run =>
                    run.Letters.Select(letter =>
                        run.Font == Font.Bold ? string.Concat(letter.Parts.Select(part => Latin(part.Glyph))) : letter.Text
                    )
                )
        );

        Assert.Equal(shown, plain);
    }

    [Fact]
    public void Lines_of_Hebrew_begin_below_each_other_at_the_right()
    {
        const string word = "אבגדהוזחטיכלמנסעפצקר",
            rest = "אב";
        var page = new Pdf("Lines").AddPage();
        page.Paragraph($"{word} {rest}", 0, 20, Strong.Measure(word) + 1, Strong, 3);

        var starts = Encoding.ASCII.GetString(page.Content()).Split("BT ")[1..].Select(line => line.Split(' ')[0]);
        Assert.Equal(["0", PdfPage.Points(Strong.Measure(word) - Strong.Measure(rest))], starts);
    }

    private static IReadOnlyList<TextRun> Runs(string text)
    {
        var plain = PlainText.Of(text);
        return TextLine.Runs(plain, Font.Bold, japanese: false, Bidi.StartsFromRight(plain));
    }

    private static string Drawn(string text) => string.Concat(Runs(text).SelectMany(run => run.Letters).Select(letter => letter.Text));

    private static List<int> Glyphs(string text) =>
        [.. Runs(text).SelectMany(run => run.Letters).SelectMany(letter => letter.Parts).Select(part => part.Glyph)];

    private static byte[] Inked(string text, bool japanese)
    {
        var run = Assert.Single(TextLine.Runs(text, Font.Bold, japanese, fromRight: false));
        return run.Font.Outline(run.Letters[0].Parts[0].Glyph).ToArray();
    }

    private static string Latin(int glyph) => $"{(char)Enumerable.Range(' ', 95).First(code => Font.Bold.Glyph(new(code)) == glyph)}";
}
