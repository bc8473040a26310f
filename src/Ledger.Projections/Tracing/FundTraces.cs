using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Funds;
using Ledger.Domain.PaymentCapacity;
using Ledger.Domain.Statements;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Projections.Tracing;

/// <summary>Says of a figure of a fund what it is made of: formula, inputs, and the sum over events behind it.</summary>
/// <param name="journal">The posting rules.</param>
/// <param name="chart">The chart of accounts.</param>
/// <param name="funds">The catalogue of funds.</param>
/// <param name="policies">The policies of months of capacity.</param>
/// <param name="names">The lines that there can be; others must be in the statement.</param>
public sealed class FundTraces(
    Journal journal, ChartOfAccounts chart, FundCatalogue funds, CapacityPolicies policies, LineNames names)
{
    public const string BalanceName = "balance";
    public const string MonthsName = "months";

    private readonly FundFigures _figures = new(journal, chart);

    /// <summary>A line of the statement over cash dates; null where the fund's statement has no such line.</summary>
    /// <param name="snapshot">The pool.</param>
    /// <param name="fund">A fund whose books are open.</param>
    /// <param name="line">The line.</param>
    /// <param name="from">The first cash date.</param>
    /// <param name="to">The last.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<TracedFigure?> Line(PoolSnapshot snapshot, FundCode fund, string line, LocalDate from, LocalDate to,
        CancellationToken cancellationToken)
    {
        var (openingKnown, description) = (!snapshot.Funds[fund].FlowsOnly, funds.Find(fund));
        var statement = FundStatements.Of(fund, openingKnown, await snapshot.Sums(FundStatements.Spans(from, to), cancellationToken))
            .WithParts(description);
        var parts = StatementFormulas.Of(line);
        var has = statement.Lines.Any(row => row.Key == line);
        if (!has && !names.Lines.Contains(line)) return null;
        if (!openingKnown && NeedsOpening(line))
            return new(line, FigureUnit.Yuan, null, Formula(line, parts, from, to), null, CapacityReasons.OpeningUnknown, [], []);
        // A book in which pooled and personal money are mixed does not say how much of its closing is which.
        if (!has && StatementLines.IsAtOrBelow(line, StatementLines.Closing)) return null;
        var figure = FundFigures.Line(fund, openingKnown, description, line, from, to);
        return new(line, FigureUnit.Yuan, statement[line].ToString(), Formula(line, parts, from, to), null, null,
            [.. parts.Select(part => new FigureInput(part.Line, statement[part.Line].ToString(), FigureUnit.Yuan, from, to))],
            [_figures.Term(line, figure, statement[line])]);
    }

    /// <summary>The balance at a date, as the verb of that name gives it.</summary>
    public async Task<TracedFigure> Balance(
        PoolSnapshot snapshot, FundCode fund, LocalDate asOf, CancellationToken cancellationToken)
    {
        var balance = (await FundBalances.At(snapshot, [fund], asOf, cancellationToken))[0];
        var yearStart = new LocalDate(asOf.Year, 1, 1);
        var known = balance.Balance is not null;
        return new(BalanceName, FigureUnit.Yuan, balance.Balance?.ToString(), "balance = opening + income - expenditure", null,
            known ? null : CapacityReasons.OpeningUnknown,
            [
                Input("opening", balance.Opening), Input("income", balance.Income), Input("expenditure", balance.Expenditure),
            ],
            known ? [_figures.Term(BalanceName, FundFigures.Balance(fund, asOf), balance.Balance!.Value)] : []);

        FigureInput Input(string name, Money? amount) => new(name, amount?.ToString(), FigureUnit.Yuan, yearStart, asOf);
    }

    /// <summary>The months of payment capacity under a policy, or the fund's default.</summary>
    public async Task<TracedFigure> Months(PoolSnapshot snapshot, FundCode fund, LocalDate asOf, string? policyId,
        string? pooledAt, CancellationToken cancellationToken)
    {
        var capacities = new PaymentCapacities(policies, funds);
        var policy = capacities.PolicyOf(snapshot.Pool, fund, policyId);
        var capacity = (await capacities.At(snapshot, [fund], asOf, policy.Id, pooledAt, cancellationToken))[0];
        var (date, window) = (policy.NumeratorDate(asOf), policy.WindowAt(asOf));
        var numerator = capacity.Numerator is { } balance ? _figures.Numerator("numerator", fund, policy, asOf, balance) : null;
        var denominator = _figures.Denominator("denominator", fund, policy, asOf, capacity.Denominator);
        return new(MonthsName, FigureUnit.Months,
            capacity.Months is { } months ? Domain.PaymentCapacity.Months.Display(months) : null,
            "months = numerator / (denominator / windowMonths)", policy.Id, capacity.Reason,
            [
                new("numerator", capacity.Numerator?.ToString(), FigureUnit.Yuan, null, date),
                new("denominator", capacity.Denominator?.ToString(), FigureUnit.Yuan, window?.From, window?.To),
                new("windowMonths", $"{capacity.WindowMonths}", FigureUnit.Count),
            ],
            [.. new[] { numerator, denominator }.OfType<Term>()]);
    }

    /// <summary>An account of the trial balance.</summary>
    public async Task<TracedFigure> Account(
        PoolSnapshot snapshot, FundCode fund, string line, LocalDate asOf, CancellationToken cancellationToken)
    {
        var name = Journal.NameOf(fund, line);
        var sums = await snapshot.Sums(TrialBalances.Spans(asOf), cancellationToken);
        var balance = TrialBalances.BalanceOf(sums[0], fund, line, chart);
        return new(name, FigureUnit.Yuan, balance.ToString(), $"{name} = debit - credit of events(..{asOf.Iso()})", null, null, [],
            [_figures.Term(name, _figures.Account(fund, line, asOf), balance)]);
    }

    // What a flows-only book does not know.
    private static bool NeedsOpening(string line) =>
        line == StatementLines.Total || StatementLines.IsAtOrBelow(line, StatementLines.Closing)
        || StatementLines.IsAtOrBelow(line, StatementLines.Opening);

    private static string Formula(string line, IReadOnlyList<FormulaLine> parts, LocalDate from, LocalDate to)
    {
        var dates = $"{from.Iso()}..{to.Iso()}";
        if (line == StatementLines.Opening) return $"{line} = balance(..{from.PlusDays(-1).Iso()}) + openings({dates})";
        if (parts.Count == 0) return $"{line} = events({dates})";
        return $"{line} = " + string.Concat(parts.Select((part, index) =>
            (index == 0 ? "" : part.IsAdded ? " + " : " - ") + part.Line));
    }
}
