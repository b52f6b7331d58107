using System.Globalization;
using System.Text;

namespace EventTicketing.Documents;

/// <summary>A color as 0xRRGGBB.</summary>
public readonly record struct Color(int Rgb);

/// <summary>How a text looks, and the space it takes.</summary>
/// <param name="Size">In points, as is usual for type; every other length is in millimeters.</param>
/// <param name="Leading">From one baseline to the next, as a multiple of the size.</param>
/// <param name="Tracking">Extra space after each letter, as a multiple of the size.</param>
public sealed record TextStyle(Font Font, double Size, Color Color, double Leading = 1.35, double Tracking = 0)
{
    private const double MillimetersPerPoint = 25.4 / 72;

    /// <summary>From one baseline to the next.</summary>
    public double LineHeight => Size * Leading * MillimetersPerPoint;

    /// <summary>The height of a capital letter.</summary>
    public double CapHeight => Size * Font.CapHeight / 1000 * MillimetersPerPoint;

    /// <summary>The width of a text on one line.</summary>
    public double Measure(string text) => MeasurePlain(PlainText.Of(text));

    /// <summary>This style, or a smaller one in which the text fits the width and the lines; never below the smallest size.</summary>
    public TextStyle Fit(string text, double width, double smallest, int lines = 1)
    {
        var style = this;
        while (style.Size > smallest && style.Break(text, width, lines).Cut)
            style = style with { Size = Math.Max(smallest, style.Size - 1) };
        return style;
    }

    /// <summary>
    /// Lines within the width, broken at spaces, or inside a word that is wider. Text over the maximum ends in an ellipsis.
    /// </summary>
    public IReadOnlyList<string> Wrap(string text, double width, int maxLines) => Break(text, width, maxLines).Lines;

    private (List<string> Lines, bool Cut) Break(string text, double width, int maxLines)
    {
        List<string> lines = [];
        var (line, used, space) = (new StringBuilder(), 0.0, Width(new Rune(' ')));
        foreach (var word in PlainText.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var wide = MeasurePlain(word);
            if (line.Length > 0 && used + space + wide > width)
                EndLine();
            else if (line.Length > 0)
                Append(" ", space);
            if (used + wide <= width)
                Append(word, wide);
            else
                BreakWord(word);
            if (lines.Count >= maxLines && line.Length > 0)
                return (WithEllipsis(lines, width, maxLines), true);
        }
        if (line.Length > 0)
            lines.Add(line.ToString());
        return (lines, false);

        void Append(string part, double wide)
        {
            line.Append(part);
            used += wide;
        }

        void EndLine()
        {
            lines.Add(line.ToString());
            line.Clear();
            used = 0;
        }

        void BreakWord(string word)
        {
            for (var position = 0; position < word.Length; )
            {
                var letter = word.Substring(position, StringInfo.GetNextTextElementLength(word, position));
                var letterWide = MeasurePlain(letter);
                if (line.Length > 0 && used + letterWide > width)
                    EndLine();
                Append(letter, letterWide);
                position += letter.Length;
            }
        }
    }

    private List<string> WithEllipsis(List<string> lines, double width, int maxLines)
    {
        var last = lines[maxLines - 1];
        while (last.Length > 0 && Measure(last + "…") > width)
            last = last[..StringInfo.ParseCombiningCharacters(last)[^1]];
        return [.. lines.Take(maxLines - 1), last.TrimEnd() + "…"];
    }

    /// <summary>Tracking applies to the main font only: it would separate joined letters of other scripts.</summary>
    internal double TrackingOf(TextRun run) => run.Font == Font ? Tracking : 0;

    internal double WidthOf(TextRun run) => (run.Width + TrackingOf(run) * run.Letters.Count) * Size * MillimetersPerPoint;

    // Han characters have the same width in every font, so direction and Japanese forms do not matter here.
    private double MeasurePlain(string plain) =>
        TextLine.IsSimple(plain, Font)
            ? plain.EnumerateRunes().Sum(Width)
            : TextLine.Runs(plain, Font, japanese: false, fromRight: false).Sum(WidthOf);

    private double Width(Rune character) => (Font.Width(character) + Tracking) * Size * MillimetersPerPoint;
}
