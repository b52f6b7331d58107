using System.Globalization;
using System.Text;

namespace EventTicketing.Documents;

/// <summary>
/// The Unicode Bidirectional Algorithm (UAX #9) for one line. <see cref="PlainText"/> removes embeddings, overrides, isolates and paragraph
/// separators, so rules X1–X10 do not apply.
/// </summary>
internal static class Bidi
{
    private const char FirstFromRight = '\u0590';

    /// <summary>Pairs: each opening bracket is followed by its closing one.</summary>
    private const string Brackets = "()[]{}⁅⁆⁽⁾₍₎⟦⟧⟨⟩⟪⟫〈〉《》「」『』【】〔〕〖〗〘〙〚〛（）［］｛｝";

    private const string AlsoMirrored = "<>«»‹›≤≥";

    private enum Kind
    {
        L,
        R,
        AL,
        EN,
        ES,
        ET,
        AN,
        CS,
        NSM,
        WS,
        ON,
    }

    /// <summary>Whether the paragraph is right-to-left: the direction of its first letter (rules P2 and P3).</summary>
    public static bool StartsFromRight(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange(FirstFromRight, char.MaxValue))
            return false;
        foreach (var character in text.EnumerateRunes())
        {
            if (KindOf(character) is var kind and (Kind.L or Kind.R or Kind.AL))
                return kind != Kind.L;
        }
        return false;
    }

    /// <summary>The embedding level of each UTF-16 unit: even levels are left-to-right, odd ones right-to-left.</summary>
    public static byte[] Levels(string text, bool fromRight)
    {
        var levels = new byte[text.Length];
        if (!fromRight && !text.AsSpan().ContainsAnyInRange(FirstFromRight, char.MaxValue))
            return levels;
        var original = new Kind[text.Length];
        var position = 0;
        foreach (var character in text.EnumerateRunes())
        {
            var kind = KindOf(character);
            original[position++] = kind;
            // A low surrogate takes the direction of its high surrogate, as a mark takes that of its letter.
            if (character.Utf16SequenceLength == 2)
                original[position++] = kind is Kind.L or Kind.R or Kind.AL or Kind.NSM ? kind : Kind.NSM;
        }
        var kinds = (Kind[])original.Clone();
        var own = fromRight ? Kind.R : Kind.L;
        Weak(kinds, own);
        PairedBrackets(text, kinds, original, own);
        Neutral(kinds, own);
        for (var i = 0; i < kinds.Length; i++)
        {
            levels[i] = (fromRight, kinds[i]) switch
            {
                (false, Kind.R) => 1,
                (false, Kind.AN or Kind.EN) => 2,
                (true, Kind.L or Kind.AN or Kind.EN) => 2,
                (true, _) => 1,
                _ => 0,
            };
        }
        for (var i = levels.Length - 1; i >= 0 && original[i] == Kind.WS; i--)
            levels[i] = (byte)(fromRight ? 1 : 0);
        return levels;
    }

    /// <summary>
    /// The mirrored form of a character in right-to-left text (rule L4), such as the closing bracket for the opening one.
    /// </summary>
    public static Rune Mirrored(Rune character)
    {
        const string pairs = Brackets + AlsoMirrored;
        var at = character.IsBmp ? pairs.IndexOf((char)character.Value, StringComparison.Ordinal) : -1;
        return at < 0 ? character : new Rune(pairs[at ^ 1]);
    }

    /// <summary>Rules W1 to W7: marks, digits, and the separators and signs next to digits.</summary>
    private static void Weak(Kind[] kinds, Kind own)
    {
        var (strong, before) = (own, own);
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] == Kind.NSM)
                kinds[i] = before;
            before = kinds[i];
            if (kinds[i] is Kind.L or Kind.R or Kind.AL)
                strong = kinds[i];
            else if (kinds[i] == Kind.EN && strong == Kind.AL)
                kinds[i] = Kind.AN;
        }
        for (var i = 0; i < kinds.Length; i++)
            if (kinds[i] == Kind.AL)
                kinds[i] = Kind.R;
        for (var i = 1; i + 1 < kinds.Length; i++)
        {
            var (left, right) = (kinds[i - 1], kinds[i + 1]);
            if (left != right || left is not (Kind.EN or Kind.AN))
                continue;
            if (kinds[i] == Kind.CS || (kinds[i] == Kind.ES && left == Kind.EN))
                kinds[i] = left;
        }
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] != Kind.ET)
                continue;
            var end = i;
            while (end < kinds.Length && kinds[end] == Kind.ET)
                end++;
            var byDigits = (i > 0 && kinds[i - 1] == Kind.EN) || (end < kinds.Length && kinds[end] == Kind.EN);
            Array.Fill(kinds, byDigits ? Kind.EN : Kind.ON, i, end - i);
            i = end - 1;
        }
        strong = own;
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] is Kind.ES or Kind.CS)
                kinds[i] = Kind.ON;
            if (kinds[i] is Kind.L or Kind.R)
                strong = kinds[i];
            else if (kinds[i] == Kind.EN && strong == Kind.L)
                kinds[i] = Kind.L;
        }
    }

    /// <summary>Rule N0 of UAX #9: the two brackets of a pair take the direction of the text between them.</summary>
    private static void PairedBrackets(string text, Kind[] kinds, Kind[] original, Kind own)
    {
        const int deepest = 63;
        Stack<(int Position, int Bracket)> open = [];
        List<(int Open, int Close)> pairs = [];
        for (var i = 0; i < text.Length; i++)
        {
            // U+2329 and U+232A are canonically equivalent to U+3008 and U+3009.
            var written = text[i] is '\u2329' or '\u232A' ? (char)(text[i] + 0xCDF) : text[i];
            var bracket = kinds[i] == Kind.ON ? Brackets.IndexOf(written, StringComparison.Ordinal) : -1;
            if (bracket < 0)
                continue;
            if (bracket % 2 == 0)
            {
                if (open.Count == deepest)
                    break;
                open.Push((i, bracket));
            }
            else if (open.Any(candidate => candidate.Bracket == bracket - 1))
            {
                while (open.Peek().Bracket != bracket - 1)
                    open.Pop();
                pairs.Add((open.Pop().Position, i));
            }
        }
        foreach (var (first, last) in pairs.OrderBy(pair => pair.Open))
        {
            var inside = kinds[(first + 1)..last].Select(Strong).OfType<Kind>().ToHashSet();
            if (inside.Count == 0)
                continue;
            var before = kinds[..first].Select(Strong).OfType<Kind>().LastOrDefault(own);
            var kind = inside.Contains(own) || before == own ? own : before;
            foreach (var end in (ReadOnlySpan<int>)[first, last])
            {
                kinds[end] = kind;
                for (var i = end + 1; i < kinds.Length && original[i] == Kind.NSM; i++)
                    kinds[i] = kind;
            }
        }
    }

    /// <summary>Rules N1 and N2: characters without a direction take that of the text around them.</summary>
    private static void Neutral(Kind[] kinds, Kind own)
    {
        for (var i = 0; i < kinds.Length; i++)
        {
            if (Strong(kinds[i]) is not null)
                continue;
            var end = i;
            while (end < kinds.Length && Strong(kinds[end]) is null)
                end++;
            var left = i == 0 ? own : Strong(kinds[i - 1]);
            var right = end == kinds.Length ? own : Strong(kinds[end]);
            Array.Fill(kinds, left == right ? left!.Value : own, i, end - i);
            i = end - 1;
        }
    }

    /// <summary>
    /// The direction of a character as rule N0 sees it: numbers count as right-to-left. Null for characters without a strong direction.
    /// </summary>
    private static Kind? Strong(Kind kind) =>
        kind switch
        {
            Kind.L => Kind.L,
            Kind.R or Kind.EN or Kind.AN => Kind.R,
            _ => null,
        };

    /// <summary>The bidirectional class as in the Unicode Character Database, except for surrogates and joiners.</summary>
    private static Kind KindOf(Rune character)
    {
        var category = Rune.GetUnicodeCategory(character);
        if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark || PlainText.IsJoiner(character))
            return Kind.NSM;
        switch (character.Value)
        {
            case (>= '0' and <= '9')
            or 0xB2
            or 0xB3
            or 0xB9
            or (>= 0x6F0 and <= 0x6F9)
            or 0x2070
            or (>= 0x2074 and <= 0x2079)
            or (>= 0x2080 and <= 0x2089)
            or (>= 0x2488 and <= 0x249B)
            or (>= 0xFF10 and <= 0xFF19)
            or (>= 0x102E1 and <= 0x102FB)
            or (>= 0x1D7CE and <= 0x1D7FF)
            or (>= 0x1F100 and <= 0x1F10A)
            or (>= 0x1FBF0 and <= 0x1FBF9):
                return Kind.EN;
            case (>= 0x600 and <= 0x605)
            or (>= 0x660 and <= 0x669)
            or 0x66B
            or 0x66C
            or 0x6DD
            or 0x890
            or 0x891
            or 0x8E2
            or (>= 0x10D30 and <= 0x10D39)
            or (>= 0x10D40 and <= 0x10D49)
            or (>= 0x10E60 and <= 0x10E7E):
                return Kind.AN;
            case '+' or '-' or 0x207A or 0x207B or 0x208A or 0x208B or 0x2212 or 0xFB29 or 0xFE62 or 0xFE63 or 0xFF0B or 0xFF0D:
                return Kind.ES;
            case ','
            or '.'
            or '/'
            or ':'
            or 0xA0
            or 0x60C
            or 0x202F
            or 0x2044
            or 0xFE50
            or 0xFE52
            or 0xFE55
            or 0xFF0C
            or 0xFF0E
            or 0xFF0F
            or 0xFF1A:
                return Kind.CS;
            case '#'
            or '%'
            or 0xB0
            or 0xB1
            or 0x609
            or 0x60A
            or 0x66A
            or (>= 0x2030 and <= 0x2034)
            or 0x212E
            or 0x2213
            or 0xFE5F
            or 0xFE6A
            or 0xFF03
            or 0xFF05:
                return Kind.ET;
        }
        if (category == UnicodeCategory.CurrencySymbol)
            return character.Value is 0x60B ? Kind.AL
                : character.Value is 0x7FE or 0x7FF ? Kind.R
                : Kind.ET;
        if (category == UnicodeCategory.SpaceSeparator)
            return Kind.WS;
        var fromRight = character.Value switch
        {
            (>= 0x600 and <= 0x7BF)
            or (>= 0x860 and <= 0x8FF)
            or (>= 0xFB50 and <= 0xFDFF)
            or (>= 0xFE70 and <= 0xFEFE)
            or (>= 0x10D00 and <= 0x10D3F)
            or (>= 0x10EC0 and <= 0x10EFF)
            or (>= 0x10F30 and <= 0x10F6F)
            or (>= 0x1EC70 and <= 0x1ECBF)
            or (>= 0x1ED00 and <= 0x1ED4F)
            or (>= 0x1EE00 and <= 0x1EEFF) => Kind.AL,
            (>= 0x590 and <= 0x5FF)
            or (>= 0x7C0 and <= 0x85F)
            or (>= 0xFB1D and <= 0xFB4F)
            or (>= 0x10800 and <= 0x10FFF)
            or (>= 0x1E800 and <= 0x1EFFF) => Kind.R,
            _ => Kind.L,
        };
        var letter =
            category
            is UnicodeCategory.UppercaseLetter
                or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.LetterNumber
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.PrivateUse;
        var sign = category is UnicodeCategory.OtherPunctuation or UnicodeCategory.OtherNumber or UnicodeCategory.OtherSymbol;
        if (fromRight != Kind.L)
            return letter || sign || character.Value == 0x5BE ? fromRight : Kind.ON;
        return letter || (sign && character.Value is >= 0x530 and <= 0x1FFF) ? Kind.L : Kind.ON;
    }
}
