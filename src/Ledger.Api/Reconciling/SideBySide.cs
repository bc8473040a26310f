using Ledger.Domain;
using Ledger.Domain.Reconciling;
using Ledger.Domain.Statements;
using Ledger.Projections.Reading;

namespace Ledger.Api.Reconciling;

/// <summary>One figure as each party has it (四方对账); null where a party does not state it.</summary>
/// <param name="Fund">None where the parties do not tell the funds apart.</param>
internal sealed record FigureOfParties(
    FundCode Fund, string Line, Money Agency, Money? Treasury, Money? Tax, Money? Bank)
{
    public bool Agrees => new[] { Treasury, Tax, Bank }.All(stated => stated is null || stated == Agency);
}

/// <summary>The agency's, the finance office's, the tax office's and the bank's figures of the same days beside each other.</summary>
internal static class SideBySide
{
    public static async Task<IReadOnlyList<FigureOfParties>> Of(LedgerContext ledger, PoolSnapshot look,
        PoolSnapshot present, IReadOnlyList<ReconciledSource> sources, ReconciledSpan span, CancellationToken cancellationToken)
    {
        var treasury = Stated(sources, SourceFiles.Treasury);
        var tax = Stated(sources, SourceFiles.Tax);
        var ofBank = sources.FirstOrDefault(source => source.Name == SourceFiles.Bank);
        var bank = Moved(ofBank?.There ?? [], span);
        // What was read to be compared with the bank's lines is not read again.
        var moved = Moved(ofBank?.Here ?? [], span);
        var lines = treasury.Keys.Concat(tax.Keys).Concat(bank.Keys).ToHashSet()
            .OrderBy(key => key.Line, StringComparer.Ordinal).ThenBy(key => key.Fund.Text, StringComparer.Ordinal).ToList();
        var figures = await LedgerFigures.Load(ledger, look, present, [(span.From, span.To)],
            lines.Where(key => !IsRead(key)).Select(key => OutsideTotalsFile.AccountOf(key.Line)).OfType<string>()
                .ToHashSet(StringComparer.Ordinal),
            cancellationToken);
        return
        [
            .. lines.Select(key => new FigureOfParties(key.Fund, key.Line,
                IsRead(key)
                    ? moved.GetValueOrDefault(key)
                    : figures.Of(key.Fund.IsNone ? null : key.Fund, key.Line, span.From, span.To),
                Figure(treasury, key), Figure(tax, key), Figure(bank, key))),
        ];

        bool IsRead((FundCode Fund, string Line) key) => ofBank is not null && key.Fund.IsNone != ofBank.NamesFunds
            && (key.Line.EndsWith(OutsideTotalsFile.In, StringComparison.Ordinal)
                || key.Line.EndsWith(OutsideTotalsFile.Out, StringComparison.Ordinal))
            && OutsideTotalsFile.AccountOf(key.Line) is { } account && ofBank.Accounts.Contains(account);
    }

    private static Dictionary<(FundCode Fund, string Line), Money> Stated(
        IReadOnlyList<ReconciledSource> sources, string name) =>
        sources.Where(source => source.Name == name).SelectMany(source => source.Totals)
            .GroupBy(total => (total.Fund, total.Line)).ToDictionary(group => group.Key,
                group => group.Aggregate(Money.Zero, (sum, total) => sum + total.Amount));

    // What came into each account and what went out of it.
    private static Dictionary<(FundCode Fund, string Line), Money> Moved(
        IReadOnlyList<ReconciledLine> lines, ReconciledSpan span)
    {
        var figures = new Dictionary<(FundCode, string), Money>();
        foreach (var line in lines)
        {
            if (line.Date < span.From || line.Date > span.To) continue;
            var isIn = line.Amount > Money.Zero;
            var key = (line.Fund,
                $"{StatementLines.Bank}.{line.Account}{(isIn ? OutsideTotalsFile.In : OutsideTotalsFile.Out)}");
            figures[key] = figures.GetValueOrDefault(key) + (isIn ? line.Amount : -line.Amount);
        }
        return figures;
    }

    // Where the bank does not tell funds apart, the others' funds are added up beside it.
    private static Money? Figure(Dictionary<(FundCode Fund, string Line), Money> stated, (FundCode Fund, string Line) key)
    {
        if (stated.TryGetValue(key, out var figure)) return figure;
        if (!key.Fund.IsNone) return null;
        var funds = stated.Where(one => one.Key.Line == key.Line).ToList();
        return funds.Count == 0 ? null : funds.Aggregate(Money.Zero, (sum, one) => sum + one.Value);
    }
}
