using System.Globalization;
using System.Text;

namespace EventTicketing.Documents;

/// <summary>Fallback fonts for characters that Inter lacks, loaded on first use, and stand-in text for those that no font has.</summary>
internal static class Fallback
{
    private static readonly Candidate Japanese = new("SansJP", (0x2000, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF));

    /// <summary>The fallback fonts in the order in which they are tried, each with the character ranges it is tried for.</summary>
    private static readonly Candidate[] Candidates =
    [
        new("SansArabic", (0x600, 0x6FF), (0x750, 0x77F), (0x870, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)),
        new("SansHebrew", (0x590, 0x5FF), (0x20AA, 0x20AA), (0xFB1D, 0xFB4F)),
        new("SansDevanagari", (0x900, 0x97F), (0x1CD0, 0x1CFF), (0x20B9, 0x20B9), (0xA830, 0xA839), (0xA8E0, 0xA8FF)),
        new("SansThai", (0xE00, 0xE7F)),
        new("SansKR", (0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF)),
        new("SansArmenian", (0x530, 0x58F), (0xFB13, 0xFB17)),
        new("SansGeorgian", (0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
        new("SansThaana", (0x780, 0x7BF)),
        new("SansBengali", (0x980, 0x9FF)),
        new("SansGurmukhi", (0xA00, 0xA7F)),
        new("SansGujarati", (0xA80, 0xAFF)),
        new("SansOriya", (0xB00, 0xB7F)),
        new("SansTamil", (0xB80, 0xBFF)),
        new("SansTelugu", (0xC00, 0xC7F)),
        new("SansKannada", (0xC80, 0xCFF)),
        new("SansMalayalam", (0xD00, 0xD7F)),
        new("SansSinhala", (0xD80, 0xDFF), (0x111E0, 0x111FF)),
        new("SansLao", (0xE80, 0xEFF)),
        new("SansMyanmar", (0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)),
        new("SansEthiopic", (0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)),
        new("SansKhmer", (0x1780, 0x17FF), (0x19E0, 0x19FF)),
        new("SansSC", (0x2000, 0x312F), (0x3190, 0x9FFF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF)),
        Japanese,
        new("Emoji", (0x23, 0x39), (0xA9, 0xAE), (0x2000, 0x2BFF), (0x3030, 0x303D), (0x3297, 0x3299), (0x1F000, 0x1FAFF)),
    ];

    private static readonly Lazy<(int First, int Last, string Name)[]> Blocks = new(ReadBlocks);

    /// <summary>The first font that has all visible characters of a grapheme cluster; null if none does.</summary>
    /// <param name="japanese">Whether to prefer the Japanese forms of Han characters over the Chinese ones.</param>
    public static Font? For(string cluster, bool japanese)
    {
        var asked = cluster.EnumerateRunes().First().Value;
        if (japanese && Japanese.IsFor(asked) && Covers(Japanese.Font, cluster))
            return Japanese.Font;
        return Candidates
            .Where(candidate => candidate.IsFor(asked))
            .Select(candidate => candidate.Font)
            .FirstOrDefault(font => Covers(font, cluster));
    }

    public static bool Covers(Font font, string cluster)
    {
        foreach (var character in cluster.EnumerateRunes())
            if (!PlainText.IsJoiner(character) && font.Glyph(character) == 0)
                return false;
        return true;
    }

    /// <summary>
    /// Readable text in place of a character: the name of its Unicode block, or its code point in blocks that have a font.
    /// </summary>
    public static string StandIn(Rune character)
    {
        if (character == Rune.ReplacementChar)
            return "?";
        var name = Array.Find(Blocks.Value, block => character.Value >= block.First && character.Value <= block.Last).Name;
        return name is null || name.StartsWith("CJK", StringComparison.Ordinal) || name.StartsWith("Latin", StringComparison.Ordinal)
            ? $"[U+{character.Value:X4}]"
            : $"[{name}]";
    }

    private static (int, int, string)[] ReadBlocks() =>
        [
            .. from line in Encoding.ASCII.GetString(Resources.Bytes("Blocks.txt")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            let parts = line.Split([".", ";"], StringSplitOptions.RemoveEmptyEntries)
            select (Hex(parts[0]), Hex(parts[1]), parts[2]),
        ];

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private sealed class Candidate(string name, params (int First, int Last)[] ranges)
    {
        private readonly Lazy<Font> _font = new(() => new Font($"Noto{name}", stemWidth: 80, Resources.FontBytes($"Noto{name}.ttf")));

        public Font Font => _font.Value;

        public bool IsFor(int character) => Array.Exists(ranges, range => character >= range.First && character <= range.Last);
    }
}
