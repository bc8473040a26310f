using NodaTime;

namespace Ledger.Domain.Reconciling;

/// <summary>A figure from outside that the ledger must have at the end of a day, and whether that was waived.</summary>
/// <param name="Document">The event that states it; the name under which it is waived.</param>
/// <param name="Party">Who states it.</param>
/// <param name="WaivedFor">Why it need not agree; null where it must.</param>
public sealed record StatedFigure(DocumentId Document, string Party, LocalDate Date, StatedBalance Balance, long Position,
    string Actor, string? WaivedFor);

/// <summary>
/// Figures from outside (余额核对), a fold of their events in order. Of two statements by one party of the same figure and
/// day the later holds, and what was waived of the earlier one is not waived of it.
/// </summary>
public sealed class StatedBalances
{
    private readonly Dictionary<(string Party, FundCode Fund, string Line, LocalDate Date), StatedFigure> _figures = [];

    /// <summary>By day, then by party, fund and line.</summary>
    public IReadOnlyList<StatedFigure> All =>
    [
        .. _figures.Values.OrderBy(figure => figure.Date).ThenBy(figure => figure.Party, StringComparer.Ordinal)
            .ThenBy(figure => figure.Balance.Fund.Text, StringComparer.Ordinal)
            .ThenBy(figure => figure.Balance.Line, StringComparer.Ordinal),
    ];

    /// <summary>The figure of that name, if it still holds.</summary>
    public StatedFigure? Find(string document) => _figures.Values.FirstOrDefault(figure => figure.Document.Text == document);

    /// <summary>What the party states now of a line on a day.</summary>
    public StatedFigure? Find(string party, FundCode fund, string line, LocalDate date) =>
        _figures.GetValueOrDefault((party, fund, line, date));

    public void Add(ReconciliationSigned decision, long position, string actor)
    {
        if (decision is { Category: ReconciliationSigned.BalanceStated, Balance: { } balance })
        {
            var party = decision.Counterparty!;
            _figures[(party, balance.Fund, balance.Line, decision.CashDate)] =
                new(decision.Document, party, decision.CashDate, balance, position, actor, null);
        }
        else if (decision is { Category: ReconciliationSigned.BalanceWaived, Original: { } stated }
            && Find(stated.Text) is { } figure)
        {
            _figures[(figure.Party, figure.Balance.Fund, figure.Balance.Line, figure.Date)] =
                figure with { WaivedFor = decision.Reason };
        }
    }
}

/// <summary>A figure from outside beside the ledger's own.</summary>
public sealed record CheckedFigure(StatedFigure Stated, Money Computed)
{
    /// <summary>What is stated more than the ledger has.</summary>
    public Money Difference => Stated.Balance.Amount - Computed;

    /// <summary>It differs, and nobody waived it: the days up to it may not be closed hard.</summary>
    public bool Fails => Difference != Money.Zero && Stated.WaivedFor is null;
}
