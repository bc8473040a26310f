using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Domain;
using Ledger.Projections.Following;
using Ledger.Projections.Reading;
using Ledger.Projections.Tracing;
using NodaTime;

namespace Ledger.Api.Tracing;

/// <summary>Figures with the events behind them, as verb and route give them: one place, so that both say the same.</summary>
/// <param name="ledger">The program's parts.</param>
/// <param name="known">As it was known then; now where it says nothing.</param>
public sealed class TraceFigures(LedgerContext ledger, KnownPoint known = default)
{
    private readonly FundTraces _funds =
        new(new(ledger.Chart), ledger.Chart, ledger.Funds, ledger.Policies, ledger.LineNames);

    /// <summary>The figure and what it is made of; its events are yet to be read.</summary>
    /// <exception cref="UserError">There is no such figure.</exception>
    public async Task<Trace> Of(PoolCode pool, TraceQuestion asked, CancellationToken cancellationToken)
    {
        var question = asked.Checked();
        var figures = new PoolFigures(ledger, known);
        if (question.Figure is { } name)
        {
            await using var followed = await figures.OpenFollowed(pool, FollowedSubject.Institutions, cancellationToken);
            var traced = await new InstitutionTraces(ledger.Controls).Of(
                followed, question.Institution, question.Year!.Value, name, cancellationToken);
            return new(question, followed, null, null, traced);
        }
        await using var snapshot = await figures.Open(pool, cancellationToken);
        var to = question.To ?? snapshot.LastCashDate!.Value;
        if (question.Account is { } account) return await Account(snapshot, question, account, to, cancellationToken);
        var fund = PoolFigures.Chosen(snapshot, question.Fund)[0];
        var from = question.From ?? new LocalDate(to.Year, 1, 1);
        if (from > to) throw new UserError(UserLanguage.Say($"from {from.Iso()} is after {to.Iso()}", $"from {from.Iso()} 晚于 {to.Iso()}"));
        return question.Line switch
        {
            FundTraces.BalanceName => new(question, snapshot, null, to, await _funds.Balance(snapshot, fund, to, cancellationToken)),
            FundTraces.MonthsName => new(question, snapshot, null, to, await Months(snapshot, fund, to, question.Policy, cancellationToken)),
            _ => new(question, snapshot, from, to, await _funds.Line(snapshot, fund, question.Line!, from, to, cancellationToken)
                ?? throw NoLine(fund, question.Line!)),
        };
    }

    private Task<TracedFigure> Months(
        PoolSnapshot snapshot, FundCode fund, LocalDate asOf, string? policy, CancellationToken cancellationToken)
    {
        ledger.NeedPolicy(policy);
        return _funds.Months(snapshot, fund, asOf, policy, ledger.Pools.Find(snapshot.Pool).PooledAt?.Text, cancellationToken);
    }

    private async Task<Trace> Account(
        PoolSnapshot snapshot, TraceQuestion question, string account, LocalDate asOf, CancellationToken cancellationToken)
    {
        var parts = account.Split(':', 2);
        if (parts.Length != 2 || !FundCode.TryParse(parts[0], out var fund) || !ledger.Chart.Knows(parts[1].Replace(':', '.')))
        {
            throw new NotThereError(UserLanguage.Say(
                $"there is no account '{PlainLine.Beginning(account)}'; ./ledger trial-balance --pool {snapshot.Pool} lists those that there are",
                $"没有科目“{PlainLine.Beginning(account)}”;./ledger trial-balance --pool {snapshot.Pool} 列出已有科目"));
        }
        PoolFigures.Chosen(snapshot, fund);
        var traced = await _funds.Account(snapshot, fund, parts[1].Replace(':', '.'), asOf, cancellationToken);
        return new(question with { Fund = fund }, snapshot, null, asOf, traced);
    }

    private NotThereError NoLine(FundCode fund, string line) => new(UserLanguage.Say(
        $"fund {fund} has no line '{PlainLine.Beginning(line)}'; lines are {FundTraces.BalanceName}, {FundTraces.MonthsName}, "
            + string.Join(", ", ledger.LineNames.Lines),
        $"基金 {fund} 没有行次“{PlainLine.Beginning(line)}”;行次有 {FundTraces.BalanceName}、{FundTraces.MonthsName}、"
            + string.Join("、", ledger.LineNames.Lines)));
}
