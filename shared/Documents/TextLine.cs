using System.Globalization;
using System.Text;
using HarfBuzzSharp;
using Shaping = HarfBuzzSharp.Buffer;

namespace EventTicketing.Documents;

/// <summary>A glyph of a font and its offset within a letter, in font units.</summary>
internal readonly record struct Part(int Glyph, int Right, int Up);

/// <summary>A grapheme cluster after shaping: a glyph with its marks, a ligature or an emoji sequence.</summary>
/// <param name="Advance">Distance to the next letter, in font units.</param>
/// <param name="Text">The characters that a viewer copies, in drawing order: viewers reverse right-to-left text themselves.</param>
internal sealed record Letter(IReadOnlyList<Part> Parts, int Advance, string Text);

/// <summary>A part of a line in one font and one direction, its letters from left to right.</summary>
internal sealed record TextRun(Font Font, IReadOnlyList<Letter> Letters)
{
    /// <summary>The width at size 1.</summary>
    public double Width => (double)Letters.Sum(letter => letter.Advance) / Font.UnitsPerEm;
}

/// <summary>Lines that need shaping or several fonts: splits a line into runs by font and direction, in drawing order.</summary>
internal static class TextLine
{
    private static readonly Language Undetermined = new("und");

    /// <summary>Whether each character is one left-to-right glyph of this font, so that the slower shaping can be skipped.</summary>
    public static bool IsSimple(string plain, Font font)
    {
        // Inter has all of these.
        if (!plain.AsSpan().ContainsAnyExceptInRange(' ', '\u0148'))
            return true;
        foreach (var character in plain.EnumerateRunes())
        {
            if (
                Rune.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
                || font.Glyph(character) == 0
            )
                return false;
        }
        return true;
    }

    /// <param name="plain">Text from <see cref="PlainText"/>.</param>
    /// <param name="japanese">See <see cref="Fallback.For"/>.</param>
    /// <param name="fromRight">The direction of the paragraph that the line belongs to.</param>
    public static IReadOnlyList<TextRun> Runs(string plain, Font font, bool japanese, bool fromRight)
    {
        var levels = Bidi.Levels(plain, fromRight);
        List<(TextRun Run, byte Level)> runs = [];
        foreach (var (text, runFont, level) in Split(plain, levels, font, japanese))
            runs.Add((runFont is null ? StandIn(text, font) : Shape(text, runFont, level % 2 == 1), level));
        // Rule L2: from the highest level down, reverse each sequence of runs at that level or above.
        for (var level = runs.Max(run => run.Level); level > 0; level--)
        {
            for (var start = 0; start < runs.Count; start++)
            {
                var end = start;
                while (end < runs.Count && runs[end].Level >= level)
                    end++;
                runs.Reverse(start, end - start);
                start = end;
            }
        }
        return [.. runs.Select(run => run.Run)];
    }

    /// <summary>
    /// Splits a line into parts of one font and one level, in text order. The font is null where no font has the characters.
    /// </summary>
    private static List<(string Text, Font? Font, byte Level)> Split(string plain, byte[] levels, Font main, bool japanese)
    {
        List<(string Text, Font? Font, byte Level)> parts = [];
        var (start, font, level) = (0, main, (byte)0);
        Rune first = default;
        for (var position = 0; position < plain.Length; )
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

    /// <summary>The font of a cluster. A space keeps the font of the preceding word, to avoid unnecessary runs.</summary>
    private static Font? FontOf(string cluster, Font? before, Font main, bool japanese)
    {
        if (cluster == " " && before is not null && Fallback.Covers(before, cluster))
            return before;
        return Fallback.Covers(main, cluster) ? main : Fallback.For(cluster, japanese);
    }

    private static TextRun Shape(string text, Font font, bool fromRight)
    {
        using var buffer = new Shaping
        {
            ClusterLevel = ClusterLevel.MonotoneGraphemes,
            Direction = fromRight ? Direction.RightToLeft : Direction.LeftToRight,
        };
        buffer.AddUtf16(text);
        buffer.Language = Undetermined;
        buffer.GuessSegmentProperties();
        font.Shaper.Shape(buffer);
        var (infos, positions) = (buffer.GlyphInfos, buffer.GlyphPositions);
        var starts = infos.Select(info => (int)info.Cluster).Append(text.Length).Distinct().Order().ToList();
        List<Letter> letters = [];
        for (var i = 0; i < infos.Length; )
        {
            var (start, pen, parts) = ((int)infos[i].Cluster, 0, new List<Part>());
            for (; i < infos.Length && (int)infos[i].Cluster == start; i++)
            {
                parts.Add(new Part((int)infos[i].Codepoint, pen + positions[i].XOffset, positions[i].YOffset));
                pen += positions[i].XAdvance;
            }
            var written = text[start..starts[starts.BinarySearch(start) + 1]].EnumerateRunes();
            letters.Add(new Letter(parts, pen, string.Concat(fromRight ? written.Select(Bidi.Mirrored).Reverse() : written)));
        }
        return new TextRun(font, letters);
    }

    /// <summary>Draws stand-in text as a single letter, so that copying it gives the original characters.</summary>
    private static TextRun StandIn(string text, Font font)
    {
        var (pen, parts) = (0, new List<Part>());
        foreach (var glyph in Fallback.StandIn(Rune.GetRuneAt(text, 0)).EnumerateRunes().Select(font.Glyph))
        {
            parts.Add(new Part(glyph, pen, 0));
            pen += font.Advance(glyph);
        }
        return new TextRun(font, [new Letter(parts, pen, text)]);
    }
}
