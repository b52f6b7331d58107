using System.Globalization;

namespace EventTicketing.Domain;

/// <summary>
/// A search text. Each of its words has to match the beginning of some word in the searched text. Case and accents are ignored. A word of
/// five letters or more may have one typo: a letter that is wrong, missing, extra or swapped with the next.
/// </summary>
public sealed class Search(string typed)
{
    /// <summary>Further words are ignored, so that the work for a text is bounded by its length.</summary>
    private const int MaxWords = 8;

    private const int LettersForTypo = 5;

    private readonly Word[] _words =
    [
        .. WordsOf(Letters.Folded(typed)).Distinct(StringComparer.Ordinal).Take(MaxWords).Select(word => new Word(word)),
    ];

    /// <summary>Whether every typed word is found in the parts taken together. False when nothing typed is a word.</summary>
    public bool Finds(params IEnumerable<string?> parts)
    {
        if (_words.Length == 0)
            return false;
        var text = Letters.Folded(string.Join('\n', parts));
        return Array.TrueForAll(_words, word => word.IsIn(text));
    }

    private static IEnumerable<string> WordsOf(string folded)
    {
        for (var start = 0; start < folded.Length; start++)
        {
            var end = start;
            while (end < folded.Length && IsOfWord(folded[end]))
                end++;
            if (end > start)
                yield return folded[start..end];
            start = end;
        }
    }

    /// <summary>Whether a search word may contain the character. Symbols count, because a title can consist of an emoji only.</summary>
    private static bool IsOfWord(char character) =>
        char.IsLetterOrDigit(character)
        || char.IsSurrogate(character)
        || CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.OtherSymbol or UnicodeCategory.SpacingCombiningMark;

    private sealed class Word(string text)
    {
        private readonly bool _forgiving = text.Length >= LettersForTypo && text.All(char.IsLetter);

        /// <summary>Whether to match inside words, too: scripts without case are often written without spaces between words.</summary>
        private readonly bool _anywhere = text.Any(character =>
            CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.OtherLetter
        );

        public bool IsIn(string folded)
        {
            if (_anywhere)
                return folded.Contains(text, StringComparison.Ordinal);
            for (var i = 0; i < folded.Length; i++)
            {
                if (IsOfWord(folded[i]) && (i == 0 || !IsOfWord(folded[i - 1])) && Begins(folded.AsSpan(i)))
                    return true;
            }

            return false;
        }

        /// <summary>Whether a text begins with the word, apart from one typo in a long word.</summary>
        private bool Begins(ReadOnlySpan<char> folded)
        {
            var same = folded.CommonPrefixLength(text);
            if (same == text.Length)
                return true;
            if (!_forgiving)
                return false;
            var word = text.AsSpan(same);
            var rest = folded[same..];
            return rest.StartsWith(word[1..])
                || (rest.Length > 0 && (rest[1..].StartsWith(word) || rest[1..].StartsWith(word[1..])))
                || (rest.Length > 1 && word.Length > 1 && rest[0] == word[1] && rest[1] == word[0] && rest[2..].StartsWith(word[2..]));
        }
    }
}

/// <summary>
/// Typed words that all have to occur in a text, anywhere, so that parts of addresses and ids are found. Case and accents are ignored.
/// </summary>
public sealed class Words(string? typed)
{
    private readonly string[] _words = Letters.Folded(typed ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether every word is found in the parts taken together. True when nothing is typed.</summary>
    public bool AreIn(params IEnumerable<string?> parts)
    {
        if (_words.Length == 0)
            return true;
        var text = Letters.Folded(string.Join('\n', parts));
        return Array.TrueForAll(_words, word => text.Contains(word, StringComparison.Ordinal));
    }
}
