using System.Text.Json.Serialization;
using Ledger.Api.CommandLine;
using Ledger.Domain;
using Ledger.Domain.Periods;

namespace Ledger.Api.Periods;

/// <summary>What closing a month did, or would do.</summary>
/// <param name="Category"><c>soft</c> or <c>hard</c>.</param>
/// <param name="Written">False of a dry run.</param>
/// <param name="Document">The number under which the closing is recorded.</param>
/// <param name="Position">The pool's position afterwards.</param>
/// <param name="HardThrough">The last month that an officer cannot reopen; null where there is none.</param>
public sealed record CloseAnswer(string Pool, string Period, string Category, bool Written, string Document,
    long Position, string ClosedThrough, string? HardThrough, string FirstOpenDate,
    IReadOnlyList<UnusualAnswer> Unusual);

/// <summary>What reopening a month did.</summary>
/// <param name="ReopenedThrough">The last month that is open again with it.</param>
/// <param name="ClosedThrough">The last month that is closed still.</param>
public sealed record ReopenAnswer(string Pool, string Period, string ReopenedThrough, string Document, long Position,
    string ClosedThrough, string? HardThrough, string FirstOpenDate)
{
    /// <summary>True where nothing was written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? DryRun { get; init; }
}

/// <param name="Fund">Null where it is about the pool.</param>
public sealed record UnusualAnswer(string Check, string? Fund, string What, string? Date, string? Amount)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Until { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Line { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Count { get; init; }

    /// <summary>The first of the entries.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Documents { get; init; }

    public static UnusualAnswer Of(Unusual one) => new(one.Check, one.Fund.IsNone ? null : one.Fund.Text,
        one.What.In(UserLanguage.IsChinese), one.Date?.Iso(), one.Amount?.ToString())
    {
        Until = one.Until?.Iso(),
        Line = one.Line,
        Count = one.Count,
        Documents = one.Documents.Count == 0 ? null : [.. one.Documents.Select(document => document.Text)],
    };
}
