using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Http;
using Ledger.Api.Pages.Frame;
using Ledger.Api.Sheets;
using Ledger.Api.Statements;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Pages.Statements;

/// <summary>Which statement is looked at: what the form of the page says, and the rest of what it leaves out.</summary>
/// <param name="View">One of <see cref="Views"/>.</param>
/// <param name="Fund">Null for all.</param>
public sealed record StatementsQuestion(string View, YearMonth From, YearMonth To, FundCode? Fund)
{
    internal const string Plain = "lines";
    internal const string Years = "years";
    internal const string BalanceSheet = "balance-sheet";

    private const int YearsShown = 2;

    /// <summary>The statutory form first; the others are those of the API, and its balance sheet.</summary>
    internal static IReadOnlyList<string> Views { get; } = [StatutoryReport.Name, Plain, Years, "cover", "budget", BalanceSheet];

    /// <param name="view">The page.</param>
    /// <param name="latest">The pool's latest cash date: without months it is the year up to then.</param>
    /// <exception cref="UserError">It is not well formed.</exception>
    internal static StatementsQuestion Of(PageView view, LocalDate latest)
    {
        var chosen = view.Asked("view") ?? StatutoryReport.Name;
        if (!Views.Contains(chosen))
        {
            throw RequestText.Malformed("view", chosen, new($"one of {string.Join(", ", Views)}", $"其中之一:{string.Join("、", Views)}"));
        }
        var to = RequestText.MonthOrNone("to", view.Asked("to")) ?? (view.AsOf ?? latest).ToYearMonth();
        var from = RequestText.MonthOrNone("from", view.Asked("from")) ?? new YearMonth(to.Year, 1);
        return new(chosen, from, to, RequestText.CodeOrNone<FundCode>("fund", view.Asked("fund"))) { Checked = Check(from, to) };
    }

    private StatementSpan Checked { get; init; }

    /// <exception cref="UserError">The later month is before the earlier.</exception>
    internal static StatementSpan Check(YearMonth from, YearMonth to) => to >= from ? new(from, to) : throw new UserError(
        UserLanguage.Say($"to {to.Iso()} is before from {from.Iso()}", $"to {to.Iso()} 早于 from {from.Iso()}"));

    /// <exception cref="UserError">There is no such statement.</exception>
    internal Task<Report> Report(LedgerContext ledger, PoolCode pool, KnownPoint known, CancellationToken cancellationToken) => View switch
    {
        Plain => PlainReport.Of(ledger, pool, Fund, Checked, known, cancellationToken),
        Years => YearsReport.Of(ledger, pool, Fund, Checked, YearsShown, known, cancellationToken),
        "cover" => CoverReport.Of(ledger, pool, Fund, Checked, known, cancellationToken),
        "budget" => BudgetReport.Of(ledger, pool, Fund, Checked, known, cancellationToken),
        BalanceSheet => BalanceSheetReport.Of(ledger, pool, Fund, Checked.To, known, cancellationToken),
        _ => StatutoryReport.Of(ledger, pool, Fund, Checked, known, cancellationToken),
    };

    /// <summary>The route of the API that gives the same as a file.</summary>
    internal string Download(PageView view, string format, long position)
    {
        (string, string?)[] more = [("fund", Fund?.Text), ("position", $"{position}"), ("format", format)];
        return View == BalanceSheet
            ? view.Api("balance-sheet", [("asOf", Checked.To.Iso()), .. more])
            : view.Api("statements", [("from", From.Iso()), ("to", To.Iso()), ("view", View == Plain ? null : View), .. more]);
    }

    /// <summary>What the figure of a cell is traced by; null where it is no figure that can be traced.</summary>
    internal (string, string?)[]? Trace(Sheet sheet, SheetRow row, int cell)
    {
        var key = sheet.Columns[cell].Key;
        if (row.Lines is { } lines)
        {
            // A side and a fund: income_resident.
            var fund = key[(key.IndexOf('_', StringComparison.Ordinal) + 1)..];
            return lines[cell] is { } line ? Trace(fund, line, Checked) : null;
        }
        if (row.Cells is not [_, { } slug, ..] || sheet.Columns[1].Key != "line") return null;
        for (var back = 0; back < YearsShown; back++)
        {
            var span = Checked.YearsBefore(back);
            if (View == Years && key == span.ToString()) return Trace(sheet.Name, slug, span);
        }
        return key is "amount" or "actual" ? Trace(sheet.Name, slug, Checked) : null;
    }

    private static (string, string?)[] Trace(string fund, string line, StatementSpan span) =>
        [("fund", fund), ("line", line), ("from", span.From.Iso()), ("asOf", span.To.Iso())];
}
