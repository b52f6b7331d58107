namespace EventTicketing.Api;

// The limits of a request's fields, as data: Schema reads them for validation and for the OpenAPI document.

/// <summary>Characters of a text, or elements of a list.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LengthAttribute(int minimum, int maximum) : Attribute
{
    public int Minimum => minimum;
    public int Maximum => maximum;
}

[AttributeUsage(AttributeTargets.Property)]
public sealed class RangeAttribute(long minimum, long maximum) : Attribute
{
    public long Minimum => minimum;
    public long Maximum => maximum;
}

/// <summary>A regular expression that the whole text matches; understood alike by .NET and JavaScript.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PatternAttribute(string pattern) : Attribute
{
    public string Pattern => pattern;
}

[AttributeUsage(AttributeTargets.Property)]
public sealed class OneOfAttribute(params string[] values) : Attribute
{
    public IReadOnlyList<string> Values => values;
}

/// <summary>A text of several lines. In all others a line break, like every control character, is refused: they end up in subjects and headings.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MultilineAttribute : Attribute;

/// <summary>A text that is taken whatever is in it: control characters too. It is only compared, or cleaned before it is shown.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class VerbatimAttribute : Attribute;

/// <summary>A field of a <see cref="PatchRequest"/> that null clears. All others may be left out, but not be null.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ClearableAttribute : Attribute;

[AttributeUsage(AttributeTargets.Property)]
public sealed class EmailAttribute : Attribute;
