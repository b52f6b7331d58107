using System.Globalization;
using System.Text;

namespace EventTicketing.Documents;

/// <summary>Horizontal alignment of a text relative to x.</summary>
public enum Align
{
    /// <summary>The text starts at x.</summary>
    Left,

    /// <summary>The text is centered at x.</summary>
    Center,

    /// <summary>The text ends at x.</summary>
    Right,
}

/// <summary>A page to draw on, back to front. Lengths are millimeters from the upper left corner; a text's y is its baseline.</summary>
public sealed class PdfPage
{
    private readonly Pdf _pdf;
    private readonly StringBuilder _content = new();

    internal PdfPage(Pdf pdf, double width, double height) => (_pdf, Width, Height) = (pdf, width, height);

    public double Width { get; }

    public double Height { get; }

    /// <summary>Draws one line of text without wrapping it.</summary>
    public void Text(string text, double x, double y, TextStyle style, Align align = Align.Left) =>
        Text(text, x, y, style, align, Bidi.StartsFromRight(text));

    /// <summary>
    /// Draws wrapped text; the capitals of its first line touch the top. Returns the baseline of the last line, or the top if there is no
    /// text. Right-to-left lines are aligned at their right ends, in a block whose left edge is at x.
    /// </summary>
    public double Paragraph(string text, double x, double top, double width, TextStyle style, int maxLines, Align align = Align.Left)
    {
        var (baseline, lines) = (top, style.Wrap(text, width, maxLines));
        var fromRight = Bidi.StartsFromRight(text);
        if (fromRight && align == Align.Left && lines.Count > 1)
            (x, align) = (x + lines.Max(style.Measure), Align.Right);
        foreach (var (index, line) in lines.Index())
        {
            baseline = top + style.CapHeight + index * style.LineHeight;
            Text(line, x, baseline, style, align, fromRight);
        }
        return baseline;
    }

    public void Rectangle(double x, double y, double width, double height, Color color)
    {
        Fill(color);
        _content.Append(CultureInfo.InvariantCulture, $"{Points(x)} {Points(Height - y - height)} {Points(width)} {Points(height)} re f\n");
    }

    /// <summary>
    /// Draws bars of squares as one shape, so that viewers show no hairlines between them. Positions and lengths are in squares.
    /// </summary>
    public void Squares(double x, double y, double size, IEnumerable<(int Row, int Column, int Length)> bars, Color color)
    {
        Fill(color);
        var scale = (size * 72 / 25.4).ToString("0.####", CultureInfo.InvariantCulture);
        _content.Append(CultureInfo.InvariantCulture, $"q {scale} 0 0 -{scale} {Points(x)} {Points(Height - y)} cm\n");
        foreach (var (row, column, length) in bars)
            _content.Append(CultureInfo.InvariantCulture, $"{column} {row} {length} 1 re\n");
        _content.Append("f Q\n");
    }

    /// <summary>A filled rectangle with round corners.</summary>
    public void RoundedRectangle(double x, double y, double width, double height, double radius, Color color)
    {
        Fill(color);
        RoundedPath(x, y, width, height, radius);
        _content.Append("f\n");
    }

    /// <summary>The outline of a rectangle with round corners.</summary>
    public void RoundedOutline(double x, double y, double width, double height, double radius, Color color, double thickness)
    {
        Stroke(color, thickness);
        RoundedPath(x, y, width, height, radius);
        _content.Append("S\n");
    }

    /// <summary>A line, dashed if the length of a dash (and of the gap after it) is given.</summary>
    public void Line(double x1, double y1, double x2, double y2, Color color, double thickness, double dash = 0)
    {
        Stroke(color, thickness);
        if (dash > 0)
            _content.Append(CultureInfo.InvariantCulture, $"[{Points(dash)}] 0 d ");
        MoveTo(x1, y1);
        _content.Append(CultureInfo.InvariantCulture, $"{Points(x2)} {Points(Height - y2)} l S\n");
        if (dash > 0)
            _content.Append("[] 0 d\n");
    }

    internal byte[] Content() => Encoding.ASCII.GetBytes(_content.ToString());

    internal static string Points(double millimeters) => (millimeters * 72 / 25.4).ToString("0.##", CultureInfo.InvariantCulture);

    private void Text(string text, double x, double y, TextStyle style, Align align, bool fromRight)
    {
        var plain = PlainText.Of(text);
        if (plain.Length == 0)
            return;
        Fill(style.Color);
        if (!TextLine.IsSimple(plain, style.Font))
        {
            Runs(TextLine.Runs(plain, style.Font, _pdf.Japanese, fromRight), x, y, style, align);
            return;
        }
        var (font, subset) = _pdf.Use(style.Font);
        var left = x - style.Measure(plain) * Before(align);
        _content.Append(CultureInfo.InvariantCulture, $"BT {font} {style.Size:0.##} Tf {style.Size * style.Tracking:0.##} Tc ");
        _content.Append(CultureInfo.InvariantCulture, $"{Points(left)} {Points(Height - y)} Td <{subset.Encode(plain)}> Tj ET\n");
    }

    private void Runs(IReadOnlyList<TextRun> runs, double x, double y, TextStyle style, Align align)
    {
        var left = x - runs.Sum(style.WidthOf) * Before(align);
        _content.Append(CultureInfo.InvariantCulture, $"BT {Points(left)} {Points(Height - y)} Td\n");
        foreach (var run in runs)
        {
            var (font, subset) = _pdf.Use(run.Font);
            // Fallback fonts have no bold, so their outlines are stroked too, to imitate the wider stems of Inter Bold.
            var bold = style.Font == Font.Bold && run.Font != Font.Bold;
            if (bold)
                _content.Append(CultureInfo.InvariantCulture, $"{Components(style.Color)} RG {style.Size * 0.03:0.###} w 2 Tr ");
            _content.Append(
                CultureInfo.InvariantCulture,
                $"{font} {style.Size:0.##} Tf {style.Size * style.TrackingOf(run):0.##} Tc <{subset.Encode(run)}> Tj"
            );
            _content.Append(bold ? " 0 Tr\n" : "\n");
        }
        _content.Append("ET\n");
    }

    private static double Before(Align align) =>
        align switch
        {
            Align.Center => 0.5,
            Align.Right => 1,
            _ => 0,
        };

    private void RoundedPath(double x, double y, double width, double height, double radius)
    {
        // Distance of the Bézier handles from the corner that approximates a quarter circle.
        var (right, bottom, reach) = (x + width, y + height, radius * 0.4477);
        MoveTo(x + radius, y);
        Side(right - radius, y, right - reach, y, right, y + reach, right, y + radius);
        Side(right, bottom - radius, right, bottom - reach, right - reach, bottom, right - radius, bottom);
        Side(x + radius, bottom, x + reach, bottom, x, bottom - reach, x, bottom - radius);
        Side(x, y + radius, x, y + reach, x + reach, y, x + radius, y);
        _content.Append("h ");
    }

    private void MoveTo(double x, double y) => _content.Append(CultureInfo.InvariantCulture, $"{Points(x)} {Points(Height - y)} m ");

    /// <summary>Draws a straight side and the rounded corner after it.</summary>
    private void Side(double x, double y, double x1, double y1, double x2, double y2, double x3, double y3)
    {
        _content.Append(CultureInfo.InvariantCulture, $"{Points(x)} {Points(Height - y)} l ");
        _content.Append(CultureInfo.InvariantCulture, $"{Points(x1)} {Points(Height - y1)} {Points(x2)} {Points(Height - y2)} ");
        _content.Append(CultureInfo.InvariantCulture, $"{Points(x3)} {Points(Height - y3)} c ");
    }

    private void Fill(Color color) => _content.Append(CultureInfo.InvariantCulture, $"{Components(color)} rg ");

    private void Stroke(Color color, double thickness) =>
        _content.Append(CultureInfo.InvariantCulture, $"{Components(color)} RG {Points(thickness)} w ");

    private static string Components(Color color) => $"{Component(color.Rgb >> 16)} {Component(color.Rgb >> 8)} {Component(color.Rgb)}";

    private static string Component(int value) => ((value & 255) / 255.0).ToString("0.###", CultureInfo.InvariantCulture);
}
