using Ledger.Api.CommandLine;
using Ledger.Domain;
using Ledger.Domain.PaymentCapacity;
using Ledger.Domain.Statements;
using Ledger.Projections.Following;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Api.Figures;

/// <summary>The figures of a pool as verbs and routes give them: one place, so that both say the same.</summary>
/// <param name="ledger">The program's parts.</param>
/// <param name="known">As it was known then; now where it says nothing.</param>
public sealed class PoolFigures(LedgerContext ledger, KnownPoint known = default)
{
    public async Task<PoolsAnswer> Pools(CancellationToken cancellationToken)
    {
        var answers = new List<PoolAnswer>();
        foreach (var head in await ledger.Store.Pools(cancellationToken))
        {
            await using var snapshot = await PoolSnapshot.Open(ledger.Database, head.Pool, cancellationToken);
            answers.Add(Answer(snapshot));
        }
        return new(answers);
    }

    private PoolAnswer Answer(PoolSnapshot snapshot) => new(snapshot.Pool.Text, ledger.Pools.Find(snapshot.Pool).Name,
        snapshot.Position, [.. snapshot.Funds.Keys.Select(fund => fund.Text)]);

    /// <exception cref="NotThereError">The pool has no events, or no fund is opened.</exception>
    public async Task<PoolAnswer> Funds(PoolCode pool, CancellationToken cancellationToken)
    {
        await using var snapshot = await Open(pool, cancellationToken);
        return Answer(snapshot);
    }

    /// <summary>The year of the pool's latest cash date.</summary>
    /// <exception cref="NotThereError">As <see cref="Funds"/>.</exception>
    public async Task<int> LatestYear(PoolCode pool, CancellationToken cancellationToken)
    {
        await using var snapshot = await Open(pool, cancellationToken);
        return snapshot.LastCashDate!.Value.Year;
    }

    /// <summary>The year in which the first books were opened, and that of the pool's latest cash date.</summary>
    /// <exception cref="NotThereError">As <see cref="Funds"/>.</exception>
    public async Task<(int First, int Latest)> Years(PoolCode pool, CancellationToken cancellationToken)
    {
        await using var snapshot = await Open(pool, cancellationToken);
        return (snapshot.Funds.Values.Min(fund => fund.OpenedOn.Year), snapshot.LastCashDate!.Value.Year);
    }

    /// <exception cref="NotThereError">The pool has no events, or the fund's books are not open.</exception>
    public async Task<BalanceAnswer> Balance(
        PoolCode pool, FundCode? fund, LocalDate? asOf, CancellationToken cancellationToken)
    {
        await using var snapshot = await Look(
            pool, fund, asOf, (_, date) => FundBalances.Spans(date), cancellationToken);
        var date = asOf ?? snapshot.LastCashDate!.Value;
        var balances = await FundBalances.At(snapshot, Chosen(snapshot, fund), date, cancellationToken);
        return new(pool.Text, date.Iso(), snapshot.Position,
        [
            .. balances.Select(row => new FundBalanceAnswer(row.Fund.Text, row.Opening?.ToString(),
                row.Income.ToString(), row.Expenditure.ToString(), row.Balance?.ToString())),
        ]);
    }

    /// <exception cref="UserError">As <see cref="Balance"/>, or the policy is not known.</exception>
    public async Task<CapacityAnswer> Capacity(
        PoolCode pool, FundCode? fund, LocalDate? asOf, string? policy, CancellationToken cancellationToken)
    {
        ledger.NeedPolicy(policy);
        var figures = new PaymentCapacities(ledger.Policies, ledger.Funds);
        await using var snapshot = figures.AreOfLines(policy)
            ? await Look(pool, fund, asOf, (funds, date) => figures.Spans(pool, funds, date, policy), cancellationToken)
            : await Open(pool, cancellationToken);
        var date = asOf ?? snapshot.LastCashDate!.Value;
        var capacities = await figures.At(snapshot,
            Chosen(snapshot, fund), date, policy, ledger.Pools.Find(pool).PooledAt?.Text, cancellationToken);
        return new(pool.Text, date.Iso(), snapshot.Position,
        [
            .. capacities.Select(Answer),
        ]);
    }

    /// <exception cref="NotThereError">As <see cref="Balance"/>.</exception>
    public async Task<StatementAnswer> Statement(
        PoolCode pool, FundCode? fund, LocalDate from, LocalDate to, CancellationToken cancellationToken)
    {
        await using var snapshot = await Look(
            pool, fund, to, (_, _) => FundStatements.Spans(from, to), cancellationToken);
        var statements = await FundStatements.Over(snapshot, Chosen(snapshot, fund), from, to, cancellationToken);
        return new(pool.Text, from.Iso(), to.Iso(), snapshot.Position,
        [
            .. statements.Select(statement => FundStatementAnswer.Of(
                statement.WithParts(ledger.Funds.Find(statement.Fund)))),
        ]);
    }

    /// <exception cref="NotThereError">As <see cref="Balance"/>.</exception>
    public async Task<TrialBalanceAnswer> TrialBalance(
        PoolCode pool, FundCode? fund, LocalDate? asOf, CancellationToken cancellationToken)
    {
        await using var snapshot = await Look(
            pool, fund, asOf, (_, date) => TrialBalances.Spans(date), cancellationToken);
        var date = asOf ?? snapshot.LastCashDate!.Value;
        var balances = await TrialBalances.At(
            snapshot, Chosen(snapshot, fund), date, ledger.Chart, cancellationToken);
        return new(pool.Text, date.Iso(), snapshot.Position,
        [
            .. balances.Select(Answer),
        ]);
    }

    /// <summary>The trial balance of a month: what each account held before it, moved in it and holds at its end.</summary>
    /// <exception cref="NotThereError">As <see cref="Balance"/>.</exception>
    public async Task<TrialBalanceAnswer> TrialBalance(
        PoolCode pool, FundCode? fund, YearMonth period, CancellationToken cancellationToken)
    {
        var (first, last) = (period.OnDayOfMonth(1), period.LastDay());
        await using var snapshot = await Look(
            pool, fund, last, (_, _) => TrialBalances.Spans(first, last), cancellationToken);
        var accounts = await TrialBalances.Over(
            snapshot, Chosen(snapshot, fund), first, last, ledger.Chart, cancellationToken);
        return new(pool.Text, last.Iso(), snapshot.Position,
        [
            .. accounts.Select(row => Answer(row.Opening with { Balance = row.Closing }) with
            {
                Opening = row.Opening.Balance.ToString(), Movement = row.Movement.ToString(),
            }),
        ])
        {
            Period = period.Iso(),
        };
    }

    /// <summary>Months as they are shown.</summary>
    internal static FundCapacityAnswer Answer(PaymentCapacity row) => new(row.Fund.Text, row.Policy, row.Numerator?.ToString(),
        row.Denominator?.ToString(), row.WindowMonths, row.Months is { } months ? Months.Display(months) : null, row.Band, row.Reason);

    private static AccountBalanceAnswer Answer(AccountBalance row) => new(row.Name, row.Fund.Text, row.Account.Code,
        row.Account.Chinese, Positive(row.Balance), Positive(-row.Balance), row.Balance.ToString());

    private static string Positive(Money amount) => (amount > Money.Zero ? amount : Money.Zero).ToString();

    /// <summary>
    /// As <see cref="Open"/>, with what follows the log as far as the log, or as the position that is known.
    /// </summary>
    internal async Task<PoolSnapshot> OpenFollowed(
        PoolCode pool, FollowedSubject subject, CancellationToken cancellationToken)
    {
        if (await known.PositionIn(ledger, pool, cancellationToken) is { } position)
        {
            await ledger.Follower.CatchUp(pool, cancellationToken);
            await ledger.NeedComplete(pool, subject, cancellationToken);
            var past = await Known(pool, position, cancellationToken);
            if (past.IsPast) return await WithFunds(past, position, cancellationToken);
            await past.DisposeAsync();
        }
        return await WithFunds(await ledger.OpenFollowed(pool, subject, cancellationToken), null, cancellationToken);
    }

    internal async Task<PoolSnapshot> Open(PoolCode pool, CancellationToken cancellationToken)
    {
        var position = await known.PositionIn(ledger, pool, cancellationToken);
        return await WithFunds(position is { } then
            ? await Known(pool, then, cancellationToken)
            : await PoolSnapshot.Open(ledger.Database, pool, cancellationToken), position, cancellationToken);
    }

    private Task<PoolSnapshot> Known(PoolCode pool, long position, CancellationToken cancellationToken) => PoolSnapshot.KnownAt(
        ledger.Database, ledger.Store, new(ledger.Chart), pool, position, cancellationToken);

    // As Open, in one round trip, for a figure that is made of sums of lines over dates that are known before.
    private async Task<PoolSnapshot> Look(PoolCode pool, FundCode? fund, LocalDate? asOf,
        Func<IReadOnlyList<FundCode>, LocalDate, IReadOnlyList<(LocalDate? From, LocalDate To)>> spans,
        CancellationToken cancellationToken)
    {
        var position = await known.PositionIn(ledger, pool, cancellationToken);
        return await WithFunds(
            await ledger.Looks.Take(new(pool, position, fund, asOf, spans), cancellationToken), position, cancellationToken);
    }

    private async Task<PoolSnapshot> WithFunds(PoolSnapshot snapshot, long? position, CancellationToken cancellationToken)
    {
        if (snapshot.Funds.Count > 0) return snapshot;
        await snapshot.DisposeAsync();
        await ledger.NeedEntries(snapshot.Pool, cancellationToken);
        if (position is { } early) throw new NotThereError(UserLanguage.Say(
            $"no fund was opened in pool {snapshot.Pool} at position {early}", $"统筹区 {snapshot.Pool} 在日志位置 {early} 尚未设立基金"));
        throw new NotThereError(UserLanguage.Say(
            $"no fund is opened in pool {snapshot.Pool}; record fund_opened first", $"统筹区 {snapshot.Pool} 尚未设立基金;请先登记 fund_opened"));
    }

    internal static IReadOnlyList<FundCode> Chosen(PoolSnapshot snapshot, FundCode? fund) => fund switch
    {
        null => [.. snapshot.Funds.Keys],
        { } one when snapshot.Funds.ContainsKey(one) => [one],
        { } other => throw NotOpened(snapshot, other),
    };

    private static NotThereError NotOpened(PoolSnapshot snapshot, FundCode fund)
    {
        var opened = string.Join(", ", snapshot.Funds.Keys.Select(one => one.Text));
        return new(UserLanguage.Say($"fund '{fund}' is not opened in pool {snapshot.Pool}; opened are {opened}",
            $"统筹区 {snapshot.Pool} 未设立基金“{fund}”,已设立:{opened}"));
    }
}
