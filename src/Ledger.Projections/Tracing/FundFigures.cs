using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Funds;
using Ledger.Domain.PaymentCapacity;
using Ledger.Domain.Premiums;
using Ledger.Domain.Statements;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Projections.Tracing;

/// <summary>The figures of a fund as sums of its lines: the formulas are those of the reading side, taken from it.</summary>
/// <param name="journal">The posting rules by which events are folded.</param>
/// <param name="chart">The chart of accounts.</param>
public sealed class FundFigures(Journal journal, ChartOfAccounts chart)
{
    /// <summary>A line of the statement.</summary>
    public static LineFigure Line(
        FundCode fund, bool openingKnown, FundDescription? description, string line, LocalDate from, LocalDate to) => new(
            fund, FundStatements.Spans(from, to), sums => FundStatements.Of(fund, openingKnown, sums).WithParts(description)[line]);

    /// <summary>The balance at a date, of books whose opening is known.</summary>
    public static LineFigure Balance(FundCode fund, LocalDate asOf) => new(
        fund, FundBalances.Spans(asOf), sums => FundBalances.Of(fund, flowsOnly: false, sums).Balance!.Value);

    /// <summary>What an account holds, debit less credit.</summary>
    public LineFigure Account(FundCode fund, string line, LocalDate asOf) => new(
        fund, TrialBalances.Spans(asOf), sums => TrialBalances.BalanceOf(sums[0], fund, line, chart));

    /// <summary>What a policy divides.</summary>
    /// <param name="name">What the term is called.</param>
    /// <param name="fund">The fund.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="asOf">The date of the months.</param>
    /// <param name="figure">What the read model has.</param>
    public Term Numerator(string name, FundCode fund, CapacityPolicy policy, LocalDate asOf, Money figure)
    {
        var date = policy.NumeratorDate(asOf);
        var balance = new LineFigure(fund, [(null, date)], sums => PaymentCapacities.Balance(sums[0], fund, policy));
        return policy.LessPremiumsAhead
            ? new(name, FigureUnit.Yuan, figure.Fen,
                entry => balance.PartOf(journal.Movements(entry)) - PremiumCover.Ahead(entry, fund, date).Fen)
            : Term(name, balance, figure);
    }

    /// <summary>What a policy divides by; null where its window has no month.</summary>
    public Term? Denominator(string name, FundCode fund, CapacityPolicy policy, LocalDate asOf, Money? figure) =>
        policy.WindowAt(asOf) is { } window && figure is { } expenditure
            ? Term(name, new(fund, [(window.From, window.To)],
                sums => PaymentCapacities.Expenditure(sums[0], fund, policy.Scope)), expenditure)
            : null;

    /// <summary>A figure of lines as a term.</summary>
    public Term Term(string name, LineFigure lines, Money figure) =>
        new(name, FigureUnit.Yuan, figure.Fen, entry => lines.PartOf(journal.Movements(entry)));
}
