namespace Ledger.EventStore;

/// <summary>
/// Which events of a log are meant, beyond what an index finds. Properties are those of the stored JSON, by name: the store
/// knows none of them itself.
/// </summary>
public sealed record LogFilter
{
    public static readonly LogFilter None = new();

    /// <summary>The stored type.</summary>
    public string? Type { get; init; }

    /// <summary>Who recorded it.</summary>
    public string? Actor { get; init; }

    /// <summary>A property of any of these names has this text.</summary>
    public IReadOnlyList<PropertyText> Texts { get; init; } = [];

    /// <summary>A property lies between two texts, in the order of their bytes, such as dates.</summary>
    public IReadOnlyList<PropertySpan<string>> TextsBetween { get; init; } = [];

    /// <summary>A property is a number between two.</summary>
    public IReadOnlyList<PropertySpan<long?>> NumbersBetween { get; init; } = [];

    public bool IsNone => this is { Type: null, Actor: null, Texts: [], TextsBetween: [], NumbersBetween: [] };

    /// <summary>The conditions, each with <c>and</c> before it; their values are added to the parameters.</summary>
    internal string Sql(List<object> values)
    {
        var conditions = new List<string>();
        if (Type is not null) conditions.Add($"type = {Value(Type)}");
        if (Actor is not null) conditions.Add($"user_name = {Value(Actor)}");
        foreach (var one in Texts)
        {
            var text = Value(one.Text);
            conditions.Add($"({string.Join(" or ", one.Names.Select(name => $"data ->> {Value(name)} = {text}"))})");
        }
        foreach (var one in TextsBetween)
        {
            var name = Value(one.Name);
            if (one.From is not null) conditions.Add($"data ->> {name} >= {Value(one.From)} collate \"C\"");
            if (one.To is not null) conditions.Add($"data ->> {name} <= {Value(one.To)} collate \"C\"");
        }
        foreach (var one in NumbersBetween)
        {
            var name = Value(one.Name);
            if (one.From is { } from) conditions.Add($"(data ->> {name})::bigint >= {Value(from)}");
            if (one.To is { } to) conditions.Add($"(data ->> {name})::bigint <= {Value(to)}");
        }
        return string.Concat(conditions.Select(condition => $" and {condition}"));

        string Value(object value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
    }
}

/// <summary>That a property has a text.</summary>
public sealed record PropertyText(IReadOnlyList<string> Names, string Text);

/// <summary>That a property lies between two values, both included; null where it has no end.</summary>
public sealed record PropertySpan<T>(string Name, T? From, T? To);
