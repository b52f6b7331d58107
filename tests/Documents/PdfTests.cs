using EventTicketing.Documents;

namespace EventTicketing.Tests.Documents;

public sealed class PdfTests
{
    private static readonly TextStyle Body = new(Font.Regular, 10, new Color(0x102030));

    [Fact]
    public async Task A_document_may_have_many_pages()
    {
        var pdf = new Pdf("Invoice 2026-0001", "Lakeside Arts Collective");
        for (var number = 1; number <= 3; number++)
        {
            var page = pdf.AddPage();
            page.Text($"Page {number}", 20, 20, Body with { Font = Font.Bold, Size = 18 });
            page.Text("1\u00A0234,50\u00A0€", 190, 30, Body, Align.Right);
            page.Line(20, 35, 190, 35, new Color(0x888888), 0.3, dash: 1);
        }

        var report = await PdfReport.Of(pdf.Save());

        Assert.Equal(0, report.Qpdf.ExitCode);
        Assert.Equal(["Page 1", "Page 2", "Page 3"], report.Pages.Select(page => page.Words[..6]));
        Assert.All(report.Pages, page => Assert.EndsWith("234,50\u00A0€", page.Text.TrimEnd()));
    }

    [Fact]
    public async Task Every_letter_of_Latin_Greek_and_Cyrillic_can_be_copied()
    {
        var letters = string.Concat(
            ((int[])[0x41, 0xC0, 0x391, 0x3B1, 0x410])
                .Zip([26, 0x180, 17, 25, 0x50])
                .SelectMany(range => Enumerable.Range(range.First, range.Second))
                .Where(code => code != 0x149)
                .Select(code => (char)code)
        );
        var pdf = new Pdf("Letters");
        var page = pdf.AddPage();
        foreach (var (index, line) in letters.Chunk(60).Index())
            page.Text(new string(line), 10, 20 + 8 * index, Body);

        Assert.Equal(letters, (await PdfReport.Of(pdf.Save())).Page.Words.Replace(" ", ""));
    }

    [Theory]
    [InlineData(Align.Left, 50)]
    [InlineData(Align.Center, 40)]
    [InlineData(Align.Right, 30)]
    public async Task A_line_stands_where_its_alignment_says(Align align, double left)
    {
        var style = Body with { Size = 24 };
        var pdf = new Pdf("Alignment");
        pdf.AddPage().Text("HHHH", 50, 50, style with { Tracking = (20 - style.Measure("HHHH")) / 4 / (24 * 25.4 / 72) }, align);

        var ink = (await PdfReport.Of(pdf.Save())).Page.Ink;

        // The width is 20 mm by construction; letters start a little inside it.
        Assert.InRange(ink.Left * 25.4 / 72, left, left + 1.5);
        Assert.InRange(ink.Bottom * 25.4 / 72, 49.5, 50.5);
    }

    [Fact]
    public async Task An_accented_letter_is_drawn_with_its_accent()
    {
        var (plain, accented) = (await InkOf("e"), await InkOf("\u00EA"));

        Assert.InRange(accented.Bottom - plain.Bottom, -0.5, 0.5);
        Assert.InRange(accented.Left - plain.Left, -0.5, 0.5);
        Assert.InRange(plain.Top - accented.Top, 5, 15);
    }

    [Fact]
    public void Lines_break_at_spaces_and_inside_words_that_are_too_wide()
    {
        Assert.Equal(["one two", "three", "four"], Body.Wrap("one two  three four", Body.Measure("one two") + 0.1, 9));
        Assert.Equal(["aaaa", "aaaa", "aa b"], Body.Wrap("aaaaaaaaaa b", Body.Measure("aaaa") + 0.1, 9));
        Assert.Equal(["aaaa", "aaaa", "aa"], Body.Wrap("aaaaaaaaaa", Body.Measure("aaaa") + 0.1, 3));
        Assert.Empty(Body.Wrap(" \n ", 50, 9));
    }

    [Fact]
    public void What_does_not_fit_ends_in_an_ellipsis()
    {
        var lines = Body.Wrap("one two three four five", Body.Measure("one two") + 0.1, 2);

        Assert.Equal(2, lines.Count);
        Assert.EndsWith("…", lines[1]);
        Assert.All(lines, line => Assert.True(Body.Measure(line) <= Body.Measure("one two") + 0.1));
    }

    [Fact]
    public void Type_shrinks_to_fit_but_not_below_its_smallest_size()
    {
        Assert.Equal(Body, Body.Fit("short", 100, smallest: 6));
        Assert.Equal(6, Body.Fit(new string('W', 200), 100, smallest: 6).Size);
        var fitted = Body.Fit(new string('W', 35), 100, smallest: 6);
        Assert.True(fitted.Size < Body.Size && fitted.Measure(new string('W', 35)) <= 100);
    }

    /// <summary>Where a text is drawn, at 40 points, alone on a page.</summary>
    private static async Task<Box> InkOf(string text)
    {
        var pdf = new Pdf("Ink");
        pdf.AddPage().Text(text, 50, 50, Body with { Size = 40 });
        return (await PdfReport.Of(pdf.Save())).Page.Ink;
    }
}
