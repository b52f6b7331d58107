using System.Globalization;
using System.Text;

namespace EventTicketing.Documents;

/// <summary>Sanitizes user input for a page: composed letters, no control or direction characters, limited length.</summary>
internal static class PlainText
{
    /// <summary>
    /// Scripts before this character (Latin, Greek, Cyrillic) need no joiners; invisible ones would only corrupt copied text.
    /// </summary>
    private const char BeyondLatin = '\u0530';

    private static readonly Lazy<Dictionary<(char Letter, char Mark), char>> Compositions = new(ReadCompositions);

    /// <summary>Unpaired surrogates become U+FFFD, line breaks and tabs become spaces; text over the limit is cut off.</summary>
    public static string Of(string text, int limit = 4_000)
    {
        var plain = new StringBuilder(Math.Min(text.Length, limit));
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, limit)).EnumerateRunes())
        {
            if (IsSpace(character))
                plain.Append(' ');
            else if (IsJoiner(character) ? plain.Length > 0 && plain[^1] > BeyondLatin : !IsInvisible(character))
                Append(plain, character);
        }
        return plain.ToString();
    }

    // No-break spaces are kept, so that lines do not break at them.
    private static bool IsSpace(Rune character) =>
        Rune.IsControl(character) || (Rune.IsWhiteSpace(character) && character.Value is not (0xA0 or 0x202F));

    /// <summary>Joiners, non-joiners, variation selectors and emoji tags: characters without a glyph of their own.</summary>
    internal static bool IsJoiner(Rune character) =>
        character.Value is 0x200C or 0x200D or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0020 and <= 0xE007F) or (>= 0xE0100 and <= 0xE01EF);

    /// <summary>Format characters such as direction overrides, which could make a text look different from what was entered.</summary>
    private static bool IsInvisible(Rune character) => Rune.GetUnicodeCategory(character) == UnicodeCategory.Format;

    private static void Append(StringBuilder plain, Rune character)
    {
        var mark = (char)character.Value;
        var joins = Rune.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark && character.IsBmp && plain.Length > 0;
        if (joins && Compositions.Value.TryGetValue((plain[^1], mark), out var composed))
            plain[^1] = composed;
        else
            plain.Append(character);
    }

    private static Dictionary<(char Letter, char Mark), char> ReadCompositions()
    {
        Dictionary<(char, char), char> compositions = [];
        var lines = Encoding.UTF8.GetString(Resources.Bytes("Compositions.txt")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var line in lines)
        {
            var mark = (char)int.Parse(line.AsSpan(0, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            for (var i = 5; i + 1 < line.Length; i += 2)
                compositions[(line[i], mark)] = line[i + 1];
        }
        return compositions;
    }
}
