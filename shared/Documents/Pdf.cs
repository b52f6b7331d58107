using System.Text;

namespace EventTicketing.Documents;

/// <summary>
/// A PDF 1.7 document with embedded fonts and text that can be searched and copied. It is deterministic: without timestamps and random
/// values, the same calls give the same bytes.
/// </summary>
/// <param name="title">Title for the window of the viewer; any Unicode text.</param>
/// <param name="author">Issuer of the document; may be empty.</param>
public sealed class Pdf(string title, string author = "")
{
    private readonly List<PdfPage> _pages = [];
    private readonly List<FontSubset> _fonts = [];

    /// <summary>Whether Han characters have their Japanese forms; otherwise the Chinese ones.</summary>
    public bool Japanese { get; init; }

    /// <summary>Adds a page; width and height are in millimeters, A4 unless given.</summary>
    public PdfPage AddPage(double width = 210, double height = 297)
    {
        var page = new PdfPage(this, width, height);
        _pages.Add(page);
        return page;
    }

    /// <summary>The finished file. Call it once, when all pages are drawn.</summary>
    public byte[] Save()
    {
        var writer = new PdfWriter();
        var catalog = writer.Reserve();
        var tree = writer.Reserve();
        var fonts = string.Concat(_fonts.Select((font, index) => $"/F{index} {AddFont(writer, font)} 0 R "));
        var resources = writer.Add($"<< /Font << {fonts}>> >>");
        var pages = string.Concat(_pages.Select(page => $"{AddPage(writer, page, tree, resources)} 0 R "));
        writer.Write(tree, $"<< /Type /Pages /Kids [{pages}] /Count {_pages.Count} >>");
        writer.Write(catalog, $"<< /Type /Catalog /Pages {tree} 0 R /Lang (en) /ViewerPreferences << /DisplayDocTitle true >> >>");
        return writer.Finish(catalog, writer.Add($"<< /Title {Described(title)} /Author {Described(author)} >>"));
    }

    /// <summary>The resource name of a font in the content of pages, and its subset in this document.</summary>
    internal (string Name, FontSubset Subset) Use(Font font)
    {
        var index = _fonts.FindIndex(subset => subset.Font == font);
        if (index < 0)
        {
            index = _fonts.Count;
            _fonts.Add(new FontSubset(font));
        }
        return ($"/F{index}", _fonts[index]);
    }

    private static string Described(string text) => PdfWriter.Text(PlainText.Of(text, limit: 250));

    private static int AddPage(PdfWriter writer, PdfPage page, int tree, int resources) =>
        writer.Add(
            $"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {PdfPage.Points(page.Width)} {PdfPage.Points(page.Height)}] "
                + $"/Resources {resources} 0 R /Contents {writer.AddStream(page.Content())} 0 R >>"
        );

    private static int AddFont(PdfWriter writer, FontSubset subset)
    {
        var (font, name) = (subset.Font, subset.Name);
        var program = subset.ToTrueType();
        var file = writer.AddStream(program, $"/Length1 {program.Length} ");
        var unicode = writer.AddStream(Encoding.ASCII.GetBytes(subset.ToUnicode()));
        var descriptor = writer.Add(
            $"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{font.Box}] /ItalicAngle 0 /Ascent {font.Ascent} "
                + $"/Descent {font.Descent} /CapHeight {font.CapHeight} /StemV {font.StemWidth} /FontFile2 {file} 0 R >>"
        );
        var descendant = writer.Add(
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDToGIDMap /Identity /FontDescriptor {descriptor} 0 R "
                + $"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /W [0 [{subset.Widths()}]] >>"
        );
        return writer.Add(
            $"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] "
                + $"/ToUnicode {unicode} 0 R >>"
        );
    }
}
