namespace EventTicketing.Domain;

/// <summary>What kind of refusal it is; the HTTP status follows from it.</summary>
public enum ProblemKind
{
    Malformed,
    Unauthorized,
    Forbidden,
    NotFound,
    Conflict,
    TooLarge,
    UnsupportedMediaType,
    Invalid,
    TooMany,
    Busy,
}

/// <summary>A field that is wrong, by its JSON path (<c>ticketTypes[0].price.amount</c>).</summary>
public sealed record FieldError(string Field, string Code, string Message);

/// <summary>
/// A refusal, as a value: a stable snake_case <paramref name="Code"/> that is part of the API, and a sentence for people.
/// </summary>
public sealed record Problem(ProblemKind Kind, string Code, string Detail)
{
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>Free tickets by ticket type id, when there are too few.</summary>
    public IReadOnlyDictionary<string, long>? Available { get; init; }

    /// <summary>How long to wait before a retry, when that is known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The object does not exist, or is not the caller's: the answer does not reveal which.</summary>
    public static Problem NotFound(string what) =>
        new(ProblemKind.NotFound, $"{what}_not_found", $"There is no such {what.Replace('_', ' ')}.");

    public static Problem Conflict(string code, string detail) => new(ProblemKind.Conflict, code, detail);

    public static Problem Forbidden(string detail) => new(ProblemKind.Forbidden, "forbidden", detail);

    public static Problem Invalid(params IReadOnlyList<FieldError> errors) =>
        new(
            ProblemKind.Invalid,
            errors.Count == 1 ? errors[0].Code : "invalid",
            errors.Count == 1 ? errors[0].Message : $"{errors.Count} fields are invalid."
        )
        {
            Errors = errors,
        };

    public static Problem Invalid(string field, string code, string message) => Invalid(new FieldError(field, code, message));
}

/// <summary>
/// A value or the reason why there is none. Exceptions are left for bugs and broken infrastructure. A default instance is neither: to read
/// it is a bug, and throws <see cref="InvalidOperationException"/>.
/// </summary>
public readonly struct Result<T>
{
    private readonly bool _isSet;
    private readonly T? _value;
    private readonly Problem? _problem;

    private Result(T? value, Problem? problem) => (_isSet, _value, _problem) = (true, value, problem);

    public Problem? Problem => _isSet ? _problem : throw new InvalidOperationException("This result was never set.");

    /// <summary>The value; may be read only when <see cref="Problem"/> is null.</summary>
    /// <exception cref="InvalidOperationException">There is a problem.</exception>
    public T Value => Problem is null ? _value! : throw new InvalidOperationException($"There is no value: {Problem.Code}.");

    public bool Refused(out Problem problem, out T value)
    {
        (problem, value) = (Problem!, _value!);
        return Problem is not null;
    }

    public Result<TNext> Then<TNext>(Func<T, TNext> next) => Problem ?? (Result<TNext>)next(_value!);

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Problem problem) => new(default, problem);
}
