using System.Globalization;
using System.Text;
using HarfBuzzSharp;
using Shaping = HarfBuzzSharp.Buffer;

namespace EventTicketing.Documents;

/// <summary>A glyph and where it stands. Lengths are font units.</summary>
/// <param name="Text">What a copy of the document gets for it; empty where another glyph of the same letter has it.</param>
/// <param name="Advance">From here to the next glyph.</param>
/// <param name="Right">How far to the right of the pen it is drawn.</param>
/// <param name="Up">How far above the baseline.</param>
internal readonly record struct PlacedGlyph(int Glyph, string Text, int Advance, int Right, int Up);

/// <summary>A part of a line in one font and one direction, its glyphs from left to right.</summary>
internal sealed record TextRun(Font Font, IReadOnlyList<PlacedGlyph> Glyphs)
{
    /// <summary>The width at size 1.</summary>
    public double Width => (double)Glyphs.Sum(glyph => glyph.Advance) / Font.UnitsPerEm;
}

/// <summary>A line that takes more than one glyph a character from one font: split by font and direction, in the order in which it is drawn.</summary>
internal static class TextLine
{
    private static readonly Language Undetermined = new("und");

    /// <summary>Whether each character is one glyph of this font, from left to right: no need of what follows, which costs time.</summary>
    public static bool IsSimple(string plain, Font font)
    {
        // Inter has all of these.
        if (!plain.AsSpan().ContainsAnyExceptInRange(' ', '\u0148')) return true;
        foreach (var character in plain.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark || font.Glyph(character) == 0) return false;
        }
        return true;
    }

    /// <param name="plain">A text of <see cref="PlainText"/>.</param>
    /// <param name="japanese">See <see cref="Fallback.For"/>.</param>
    /// <param name="fromRight">The direction of the paragraph that the line belongs to.</param>
    public static IReadOnlyList<TextRun> Runs(string plain, Font font, bool japanese, bool fromRight)
    {
        var levels = Bidi.Levels(plain, fromRight);
        List<(TextRun Run, byte Level)> runs = [];
        foreach (var (text, runFont, level) in Split(plain, levels, font, japanese))
            runs.Add((runFont is null ? StandIn(text, font) : Shape(text, runFont, level % 2 == 1), level));
        // L2: from the highest level down, what is at this level or above it turns around.
        for (var level = runs.Max(run => run.Level); level > 0; level--)
        {
            for (var start = 0; start < runs.Count; start++)
            {
                var end = start;
                while (end < runs.Count && runs[end].Level >= level) end++;
                runs.Reverse(start, end - start);
                start = end;
            }
        }
        return [.. runs.Select(run => run.Run)];
    }

    /// <summary>Parts of one font and one level, in the order of the text; without a font where none has the characters.</summary>
    private static List<(string Text, Font? Font, byte Level)> Split(string plain, byte[] levels, Font main, bool japanese)
    {
        List<(string Text, Font? Font, byte Level)> parts = [];
        var (start, font, level) = (0, main, (byte)0);
        Rune first = default;
        for (var position = 0; position < plain.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(plain, position);
            var cluster = plain.Substring(position, length);
            var next = FontOf(cluster, position == 0 ? null : font, main, japanese);
            if (position > 0 && (next != font || levels[position] != level || (next is null && !SameStandIn(cluster))))
            {
                parts.Add((plain[start..position], font, level));
                start = position;
            }
            (font, level) = (next!, levels[position]);
            first = Rune.GetRuneAt(plain, start);
            position += length;
        }
        parts.Add((plain[start..], font, level));
        return parts;

        bool SameStandIn(string cluster) => Fallback.StandIn(first) == Fallback.StandIn(Rune.GetRuneAt(cluster, 0));
    }

    /// <summary>A space stays with the word before it, so that a line is not cut into more parts than it has to be.</summary>
    private static Font? FontOf(string cluster, Font? before, Font main, bool japanese)
    {
        if (cluster == " " && before is not null && Fallback.Covers(before, cluster)) return before;
        return Fallback.Covers(main, cluster) ? main : Fallback.For(cluster, japanese);
    }

    private static TextRun Shape(string text, Font font, bool fromRight)
    {
        using var buffer = new Shaping { ClusterLevel = ClusterLevel.MonotoneGraphemes, Direction = fromRight ? Direction.RightToLeft : Direction.LeftToRight };
        buffer.AddUtf16(text);
        buffer.Language = Undetermined;
        buffer.GuessSegmentProperties();
        font.Shaper.Shape(buffer);
        var (infos, positions, end) = (buffer.GlyphInfos, buffer.GlyphPositions, text.Length);
        var glyphs = infos.Zip(positions, (info, at) => new PlacedGlyph((int)info.Codepoint, "", at.XAdvance, at.XOffset, at.YOffset)).ToArray();
        // What a letter and its marks, or a ligature, were written as: the widest of their glyphs stands for all of it.
        foreach (var cluster in Enumerable.Range(0, glyphs.Length).GroupBy(i => (int)infos[i].Cluster).OrderByDescending(cluster => cluster.Key))
        {
            var widest = cluster.MaxBy(i => glyphs[i].Advance);
            glyphs[widest] = glyphs[widest] with { Text = text[cluster.Key..end] };
            end = cluster.Key;
        }
        return new TextRun(font, glyphs);
    }

    private static TextRun StandIn(string text, Font font)
    {
        var shown = Fallback.StandIn(Rune.GetRuneAt(text, 0)) + (text.EndsWith(' ') ? " " : "");
        var glyphs = shown.EnumerateRunes().Select(font.Glyph).Select((glyph, index) => new PlacedGlyph(glyph, index == 0 ? text : "", font.Advance(glyph), 0, 0));
        return new TextRun(font, [.. glyphs]);
    }
}
