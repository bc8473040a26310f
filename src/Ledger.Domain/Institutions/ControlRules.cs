using System.Globalization;
using System.Text.Json;

namespace Ledger.Domain.Institutions;

/// <summary>What a control rule measures.</summary>
public enum Measure
{
    /// <summary>Medical cost of a visit, as a ratio to last year's.</summary>
    AverageCost,

    /// <summary>Examination cost of a visit, as a ratio to last year's.</summary>
    AverageExamCost,

    /// <summary>自费 ÷ medical cost.</summary>
    OutOfScopeShare,

    /// <summary>自付 ÷ cost in scope.</summary>
    SelfPaidShare,
}

/// <summary>A figure of an institution that may not pass a limit, and where that is written.</summary>
/// <param name="Categories">The care that it is about.</param>
/// <param name="Hardship">Whether it is about the care of people in hardship only.</param>
/// <param name="AgainstLastYear">Whether the limit is a multiple of last year's figure.</param>
public sealed record ControlRule(
    string Policy, Measure Measure, IReadOnlyList<string> Categories, bool Hardship, bool AgainstLastYear, decimal Limit);

/// <summary>Which care a budget and a control are about, and the control rules: data (<c>data/controls.json</c>).</summary>
public sealed class ControlRules
{
    private readonly HashSet<string> _outside;
    private readonly HashSet<string> _averaged;
    private readonly HashSet<string> _hardship;

    private ControlRules(JsonElement root)
    {
        _outside = Names(root.GetProperty("outsideBudget"), "categories");
        _averaged = Names(root.GetProperty("averages"), "categories");
        (BudgetPolicy, AveragesPolicy) = (root.GetProperty("outsideBudget").Text("policy"), root.GetProperty("averages").Text("policy"));
        _hardship = Names(root.GetProperty("hardship"), "classes");
        All = [.. root.GetProperty("rules").EnumerateArray().Select(Read)];
    }

    public IReadOnlyList<ControlRule> All { get; }

    /// <summary>The name of what says which care is outside a budget.</summary>
    public string BudgetPolicy { get; }

    /// <summary>The name of what says which visits are averaged.</summary>
    public string AveragesPolicy { get; }

    /// <summary>Whether care of that category is paid outside an institution's budget (单独支付).</summary>
    public bool IsOutsideBudget(string category) => _outside.Contains(category);

    /// <summary>Whether a visit of that category is in the averages of an institution.</summary>
    public bool IsAveraged(string category) => _averaged.Contains(category);

    /// <summary>Whether people of that class are in hardship (困难群众).</summary>
    public bool IsHardship(string personClass) => _hardship.Contains(personClass);

    /// <exception cref="FormatException">The text is not of that shape; the message names the place.</exception>
    public static ControlRules Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"not a file of control rules: {error.Message}", error);
        }
    }

    private static ControlRule Read(JsonElement row)
    {
        var rule = new ControlRule(row.Text("policy"), MeasureOf(row.Text("measure")),
            [.. Names(row, "categories").Order(StringComparer.Ordinal)],
            Chosen(row, "people", "hardship", "all"), Chosen(row, "against", "last-year", "none"), Limit(row));
        return rule is { Measure: Measure.AverageCost or Measure.AverageExamCost, AgainstLastYear: false } or
            { Measure: Measure.AverageCost or Measure.AverageExamCost, Hardship: true }
            ? throw new FormatException($"{rule.Policy}: an average is that of all people, against last-year")
            : rule;
    }

    private static HashSet<string> Names(JsonElement row, string name) =>
        row.GetProperty(name).EnumerateArray().Select(text => text.GetString()!).ToHashSet(StringComparer.Ordinal);

    private static bool Chosen(JsonElement row, string name, string yes, string no) => row.Text(name) switch
    {
        var text when text == yes => true,
        var text when text == no => false,
        var other => throw new FormatException($"{name} '{other}' is not {yes} or {no}"),
    };

    private static Measure MeasureOf(string name) => name switch
    {
        "average-cost" => Measure.AverageCost,
        "average-exam-cost" => Measure.AverageExamCost,
        "out-of-scope-share" => Measure.OutOfScopeShare,
        "self-paid-share" => Measure.SelfPaidShare,
        _ => throw new FormatException($"measure '{name}' is not known"),
    };

    private static decimal Limit(JsonElement row) =>
        decimal.TryParse(row.Text("limit"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var limit)
            && limit <= 10
            ? limit
            : throw new FormatException($"limit '{row.Text("limit")}' is not a number from 0 to 10, such as 1.05");
}
