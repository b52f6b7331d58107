using System.Collections.Concurrent;
using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace EventTicketing.Tests.Simulation.Dynamo;

/// <summary>The conditions and updates of DynamoDB's expression language that the store uses; others are not supported.</summary>
internal sealed class Expression
{
    private static readonly ConcurrentDictionary<(string? Condition, string? Update), Expression> Known = new();
    private readonly List<(Test Test, string Name, string Value)> _conditions = [];
    private readonly List<(bool Adds, string Name, string Value)> _changes = [];
    private readonly int _names;
    private readonly int _values;

    private Expression(string? condition, string? update)
    {
        foreach (var part in condition?.Split(" AND ") ?? [])
            _conditions.Add(Condition(part));
        if (update is not null)
            Update(update.Trim());
        string[] aliases =
        [
            .. _conditions.SelectMany(part => new[] { part.Name, part.Value }),
            .. _changes.SelectMany(part => new[] { part.Name, part.Value }),
        ];
        _names = aliases.Distinct().Count(alias => alias.StartsWith('#'));
        _values = aliases.Distinct().Count(alias => alias.StartsWith(':'));
    }

    private enum Test
    {
        Absent,
        Present,
        Equal,
        AtLeast,
    }

    public static Expression Of(string? condition, string? update) =>
        Known.GetOrAdd((condition, update), key => new(key.Condition, key.Update));

    /// <summary>DynamoDB rejects missing aliases, unused aliases and empty alias maps.</summary>
    public bool Fits(Dictionary<string, string>? names, Dictionary<string, AttributeValue>? values) =>
        names?.Count != 0
        && values?.Count != 0
        && (names?.Count ?? 0) == _names
        && (values?.Count ?? 0) == _values
        && _conditions.TrueForAll(part => names!.ContainsKey(part.Name) && (part.Value.Length == 0 || values!.ContainsKey(part.Value)))
        && _changes.TrueForAll(part => names!.ContainsKey(part.Name) && values!.ContainsKey(part.Value));

    public bool Creates => _conditions is [{ Test: Test.Absent }];

    public bool Holds(
        Dictionary<string, AttributeValue>? image,
        Dictionary<string, string>? names,
        Dictionary<string, AttributeValue>? values
    )
    {
        foreach (var (test, name, value) in _conditions)
        {
            var stored = image?.GetValueOrDefault(names![name]);
            var holds = test switch
            {
                Test.Absent => stored is null,
                Test.Present => stored is not null,
                Test.Equal => stored is not null && Compare(stored, values![value]) == 0,
                _ => stored is not null && Compare(stored, values![value]) >= 0,
            };
            if (!holds)
                return false;
        }

        return true;
    }

    /// <summary>Applies the changes to a new image.</summary>
    /// <returns>False when the value to add to is not a number.</returns>
    public bool Apply(Dictionary<string, AttributeValue> image, Dictionary<string, string> names, Dictionary<string, AttributeValue> values)
    {
        foreach (var (adds, name, value) in _changes)
        {
            var (attribute, operand) = (names[name], values[value]);
            if (!adds || !image.TryGetValue(attribute, out var stored))
                image[attribute] = operand;
            else if (stored.N is null || operand.N is null)
                return false;
            else
                image[attribute] = new()
                {
                    N = (SortKey.NumberOf(stored.N) + SortKey.NumberOf(operand.N)).ToString(CultureInfo.InvariantCulture),
                };
        }

        return true;
    }

    /// <summary>The changes as text for the timeline.</summary>
    public string Changes(Dictionary<string, string> names, Dictionary<string, AttributeValue> values) =>
        string.Join(
            ", ",
            _changes.Select(change =>
            {
                var value = values[change.Value];
                return $"{names[change.Name]} {(change.Adds ? "+ " : "= ")}{value.N ?? value.S ?? $"{value.BOOL}"}";
            })
        );

    /// <returns>Null when the types differ, so that the values are neither equal nor ordered.</returns>
    private static int? Compare(AttributeValue left, AttributeValue right) =>
        (left, right) switch
        {
            ({ N: { } one }, { N: { } other }) => SortKey.NumberOf(one).CompareTo(SortKey.NumberOf(other)),
            ({ S: { } one }, { S: { } other }) => SortKey.Compare(one, other),
            ({ BOOL: { } one }, { BOOL: { } other }) => one.CompareTo(other),
            _ => null,
        };

    private static (Test Test, string Name, string Value) Condition(string text) =>
        text.Split(' ') switch
        {
            [var call] when Argument(call, "attribute_not_exists") is { } name => (Test.Absent, name, ""),
            [var call] when Argument(call, "attribute_exists") is { } name => (Test.Present, name, ""),
            [['#', ..] name, "=", [':', ..] value] => (Test.Equal, name, value),
            [['#', ..] name, ">=", [':', ..] value] => (Test.AtLeast, name, value),
            _ => throw Unsupported(text),
        };

    private static string? Argument(string text, string function) =>
        text.StartsWith($"{function}(#", StringComparison.Ordinal) && text.EndsWith(')') ? text[(function.Length + 1)..^1] : null;

    private void Update(string text)
    {
        var set =
            text.StartsWith("SET ", StringComparison.Ordinal) ? 0
            : text.IndexOf(" SET ", StringComparison.Ordinal) is var at and >= 0 ? at + 1
            : text.Length;
        if (text.Length == 0)
            throw Refused.Invalid("Invalid UpdateExpression: The expression can not be empty;");
        if (set > 0 && !text.StartsWith("ADD ", StringComparison.Ordinal))
            throw Unsupported(text);
        if (set > 0)
            Changes(text[4..set].Trim(), adds: true);
        if (set < text.Length)
            Changes(text[(set + 4)..], adds: false);
    }

    private void Changes(string text, bool adds)
    {
        foreach (var part in text.Split(", "))
        {
            _changes.Add(
                part.Split(' ') switch
                {
                    [['#', ..] name, [':', ..] value] when adds => (true, name, value),
                    [['#', ..] name, "=", [':', ..] value] when !adds => (false, name, value),
                    _ => throw Unsupported(text),
                }
            );
        }
    }

    private static NotSupportedException Unsupported(string text) => new($"The simulated DynamoDB does not know this expression: {text}");
}

/// <summary>The rows of a partition that a query selects.</summary>
internal readonly record struct Bounds(string Partition, SortKey? From, SortKey? To)
{
    /// <summary>Parses <c>#p = :p</c>, alone or with one or both bounds on <c>#s</c>.</summary>
    /// <returns>Null when the values do not fit the keys.</returns>
    public static Bounds? Of(QueryRequest request, KeySchema key)
    {
        var (names, values) = (request.ExpressionAttributeNames, request.ExpressionAttributeValues);
        var (from, to) = request.KeyConditionExpression switch
        {
            "#p = :p" => (false, false),
            "#p = :p AND #s >= :from" => (true, false),
            "#p = :p AND #s <= :to" => (false, true),
            "#p = :p AND #s BETWEEN :from AND :to" => (true, true),
            _ => throw new NotSupportedException(
                $"The simulated DynamoDB does not know this key condition: {request.KeyConditionExpression}"
            ),
        };
        var bounds = (from ? 1 : 0) + (to ? 1 : 0);
        if (names.Count != (bounds == 0 ? 1 : 2) || values.Count != 1 + bounds)
            return null;
        if (names["#p"] != key.Partition || (bounds > 0 && names["#s"] != key.Sort) || values[":p"].S is not { Length: > 0 } partition)
            return null;
        SortKey? least = from ? SortKey.Of(values[":from"], key.SortType) : null,
            most = to ? SortKey.Of(values[":to"], key.SortType) : null;
        if ((from && least is null) || (to && most is null) || (least is { } low && most is { } high && low.CompareTo(high) > 0))
            return null;
        return new(partition, least, most);
    }

    public bool Contains(SortKey sort) =>
        (From is not { } from || from.CompareTo(sort) <= 0) && (To is not { } to || to.CompareTo(sort) >= 0);
}
