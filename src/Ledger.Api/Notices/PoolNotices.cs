using System.Globalization;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Statements;
using Ledger.Domain;
using Ledger.Domain.Funds;
using static Ledger.Domain.Statements.StatementLines;

namespace Ledger.Api.Notices;

/// <summary>Makes notices of the figures that <c>statement</c> and <c>capacity</c> give.</summary>
internal sealed class PoolNotices(LedgerContext ledger)
{
    // As the public knows them; a notice of a quarter has no 年末.
    private static readonly Dictionary<string, string> _names = new(StringComparer.Ordinal)
    {
        [Opening] = "期初结余", [IncomeTotal] = "收入合计", [ExpenditureTotal] = "支出合计",
        [Surplus] = "当期结余", [Closing] = "累计结余",
    };

    // In this order; what is zero is not printed, but for these.
    private static readonly string[] _lines =
    [
        Opening, OpeningAdjusted,
        IncomeTotal, Premium, Interest, Subsidy, TransferIncome, FromUpper, FromLower, OtherIncome,
        ExpenditureTotal, Benefits, CriticalIllness, TransferExpenditure, ToLower, ToUpper, OtherExpenditure,
        Surplus, Closing,
    ];

    /// <summary>Of the pool's statutory funds; what is kept apart from them is in no notice.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="span">The months.</param>
    /// <param name="position">As it was known there.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="NotThereError">The pool has no statutory fund.</exception>
    public async Task<Notice> Of(PoolCode pool, StatementSpan span, long position, CancellationToken cancellationToken)
    {
        var figures = new PoolFigures(ledger, new(position, null));
        var statement = await figures.Statement(pool, null, span.From, span.To, cancellationToken);
        var capacities = (await figures.Capacity(pool, null, span.To, null, cancellationToken))
            .Funds.ToDictionary(fund => fund.Fund);
        var funds = statement.Funds
            .Select(fund => (Known: ledger.Funds.Find(FundCode.Of(fund.Fund)), Statement: fund))
            .Where(fund => fund.Known?.Books == FundBooks.Statutory)
            .Select(fund => Of(fund.Known!, fund.Statement, capacities[fund.Statement.Fund])).ToList();
        if (funds.Count == 0)
            throw new NotThereError(UserLanguage.Say(
                $"pool {pool} has no statutory fund to publish", $"统筹区 {pool} 没有需公布的社会保险基金"));
        return new(pool, ledger.Pools.Find(pool).Name ?? $"统筹区 {pool} ", span.From, span.To, position, funds);
    }

    private FundNotice Of(FundDescription fund, FundStatementAnswer statement, FundCapacityAnswer capacity) => new(
        fund.Slug, fund.Chinese,
        [
            .. _lines.Where(statement.Lines.ContainsKey)
                .Select(line => new NoticeLine(line, NameOf(line), AmountOf(statement.Lines[line])))
                .Where(line => line.Amount != Money.Zero || _names.ContainsKey(line.Line)),
        ],
        new(capacity.Months, capacity.Policy, capacity.Reason));

    private string NameOf(string line) => _names.GetValueOrDefault(line) ?? ledger.LineNames.Of(line);

    // The answer's text is exact to the fen.
    private static Money AmountOf(string yuan) => new((long)(decimal.Parse(yuan, CultureInfo.InvariantCulture) * 100));
}
