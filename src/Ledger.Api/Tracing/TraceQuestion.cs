using Ledger.Api.CommandLine;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Tracing;

/// <summary>
/// Which figure is to be traced: a line or account of a fund, or a figure of the budget report of an institution, or of the
/// region where none is named.
/// </summary>
public sealed record TraceQuestion
{
    public FundCode? Fund { get; init; }

    /// <summary>A line of the statement, <c>balance</c> or <c>months</c>.</summary>
    public string? Line { get; init; }

    /// <summary>An account of the trial balance, by its full name.</summary>
    public string? Account { get; init; }

    /// <summary>Null: 1 January of the year of <see cref="To"/>.</summary>
    public LocalDate? From { get; init; }

    /// <summary>Null: the pool's latest cash date.</summary>
    public LocalDate? To { get; init; }

    /// <summary>The policy of months; null for the fund's default.</summary>
    public string? Policy { get; init; }

    public InstitutionCode? Institution { get; init; }

    public int? Year { get; init; }

    /// <summary>A figure of the budget report, by its name in the JSON.</summary>
    public string? Figure { get; init; }

    /// <summary>Whose figure it is, for the note of who looked at what.</summary>
    public string Subject => Institution?.Text ?? Account ?? (Fund is { } fund ? $"{fund} {Line}" : $"{Year} {Figure}");

    /// <summary>The same, if it asks for one thing.</summary>
    /// <exception cref="UserError">It asks for nothing, or for two things.</exception>
    public TraceQuestion Checked()
    {
        var asked = new[] { Line, Account, Figure }.Count(name => name is not null);
        if (asked != 1)
        {
            throw new UserError(UserLanguage.Say(
                "say which figure: a fund and line, an account, or a year and figure with or without an institution",
                "请指明要追溯的数据:基金与行次,或会计科目,或年度与指标(可加机构)"));
        }
        if (Line is not null && Fund is null)
            throw new UserError(UserLanguage.Say("a line is that of a fund: name the fund too", "行次属于某一基金,请同时指明基金"));
        if (Figure is not null && Year is null)
            throw new UserError(UserLanguage.Say("a figure of the budget report is of a year: name the year too", "预算指标按年度,请同时指明年度"));
        if (Figure is null && (Institution ?? (object?)Year) is not null)
            throw new UserError(UserLanguage.Say("institution and year go with a figure of the budget report", "机构与年度须与预算指标一起使用"));
        if (Figure is not null && (From ?? To) is not null)
            throw new UserError(UserLanguage.Say("a figure of the budget report is of a year, not of dates", "预算指标按年度,不能另给日期"));
        if (From > To) throw new UserError(UserLanguage.Say($"to {To:yyyy-MM-dd} is before from {From:yyyy-MM-dd}", $"to {To:yyyy-MM-dd} 早于 from {From:yyyy-MM-dd}"));
        return this;
    }
}
