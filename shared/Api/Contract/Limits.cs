namespace EventTicketing.Api;

// The limits of a request's fields, as data: Schema reads them for validation and for the OpenAPI document. Their names are not those of
// System.ComponentModel.DataAnnotations, because they mean something else: characters are Unicode scalar values, and a text that must not
// be empty must not be blank either.

/// <summary>Number of characters of a text or of elements of a list; both bounds are inclusive.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SizeAttribute(int minimum, int maximum) : Attribute
{
    public int Minimum => minimum;
    public int Maximum => maximum;
}

/// <summary>Number of characters of each text of a list; both bounds are inclusive.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EachAttribute(int minimum, int maximum) : Attribute
{
    public SizeAttribute Size { get; } = new(minimum, maximum);

    /// <summary>Whether each text is an e-mail address.</summary>
    public bool Email { get; init; }
}

[AttributeUsage(AttributeTargets.Property)]
public sealed class BetweenAttribute(long minimum, long maximum) : Attribute
{
    public long Minimum => minimum;
    public long Maximum => maximum;
}

/// <summary>A regular expression that the whole text must match, with the same meaning in .NET and JavaScript.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PatternAttribute(string pattern) : Attribute
{
    public string Pattern => pattern;
}

/// <summary>A calendar day, such as <c>2026-11-01</c>. That there is such a day is for <see cref="Domain.CalendarDays"/> to say.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DayAttribute : Attribute
{
    public static string Pattern => @"^\d{4}-\d{2}-\d{2}$";
    public static SizeAttribute Size { get; } = new(10, 10);
}

/// <summary>The values of a text, or those of an enum that a request may have: without this attribute, all of them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OneOfAttribute(params object[] values) : Attribute
{
    /// <summary>Strings, or values of the enum.</summary>
    public IReadOnlyList<object> Values => values;
}

/// <summary>
/// A text that may have line breaks and tabs. Other texts must not have control characters: they end up in mail subjects and headings.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MultilineAttribute : Attribute;

/// <summary>A text that may have any characters, even control characters. It is only compared, or sanitized before it is shown.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class VerbatimAttribute : Attribute;

/// <summary>A field of a <see cref="PatchRequest"/> that null clears. Its other fields may be absent, but not null.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ClearableAttribute : Attribute;

[AttributeUsage(AttributeTargets.Property)]
public sealed class EmailAttribute : Attribute;
