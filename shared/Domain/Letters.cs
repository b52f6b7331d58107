using System.Globalization;
using System.Text;

namespace EventTicketing.Domain;

/// <summary>
/// Folds text for comparison: without case, accents and differences of Unicode composition. .NET does not normalize text under invariant
/// globalization, so the compositions are read from a table.
/// </summary>
public static class Letters
{
    private const int HangulFirst = 0xAC00;
    private const int HangulLast = 0xD7A3;
    private static readonly Lazy<Dictionary<char, char>> Bases = new(ReadBases);

    /// <summary>
    /// <c>CAFÉ</c>, <c>Café</c> and <c>Cafe</c> with a combining accent are all <c>cafe</c>; <c>Straße</c> is <c>strasse</c>. A text of
    /// only accents is returned as it is.
    /// </summary>
    public static string Folded(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character < 0x80)
                folded.Append(char.ToLowerInvariant(character));
            else if (character is >= (char)HangulFirst and <= (char)HangulLast)
                AppendHangul(folded, character - HangulFirst);
            else
                Append(folded, character);
        }

        return folded.Length == 0 ? text : folded.ToString();
    }

    private static void Append(StringBuilder folded, char character)
    {
        var letter = character;
        while (Bases.Value.TryGetValue(letter, out var without))
            letter = without;
        if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark)
            return;
        // Full-width forms of ASCII.
        if (letter is >= '\uFF01' and <= '\uFF5E')
            letter = (char)(letter - 0xFEE0);
        folded.Append(
            char.ToLowerInvariant(letter) switch
            {
                'ß' => "ss",
                'æ' => "ae",
                'œ' => "oe",
                'ø' => "o",
                'đ' or 'ð' => "d",
                'ħ' => "h",
                'ı' => "i",
                'ł' => "l",
                'þ' => "th",
                'ς' => "σ",
                var plain => [plain],
            }
        );
    }

    /// <summary>Splits a syllable into its two or three letters, because it may also be encoded as these.</summary>
    private static void AppendHangul(StringBuilder folded, int syllable)
    {
        const int Vowels = 21,
            Ends = 28;
        folded.Append((char)(0x1100 + (syllable / (Vowels * Ends)))).Append((char)(0x1161 + (syllable / Ends % Vowels)));
        if (syllable % Ends > 0)
            folded.Append((char)(0x11A7 + (syllable % Ends)));
    }

    /// <summary>A line of the table is a mark in hexadecimal, a space, and pairs: a letter, and the letter with that mark.</summary>
    private static Dictionary<char, char> ReadBases()
    {
        using var table = new StreamReader(typeof(Letters).Assembly.GetManifestResourceStream("Compositions.txt")!, Encoding.UTF8);
        Dictionary<char, char> bases = [];
        while (table.ReadLine() is { } line)
        {
            for (var i = 5; i + 1 < line.Length; i += 2)
                bases[line[i + 1]] = line[i];
        }

        return bases;
    }
}
