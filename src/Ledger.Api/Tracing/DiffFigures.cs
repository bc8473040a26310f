using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Institutions;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Events;
using Ledger.Domain.Statements;
using Ledger.Projections.Following;
using Ledger.Projections.Reading;
using Ledger.Projections.Tracing;

namespace Ledger.Api.Tracing;

/// <summary>
/// What moved between two positions, as verb and route give it. The figures at both are read on both axes; of the log only
/// what was recorded between them is read.
/// </summary>
public sealed class DiffFigures(LedgerContext ledger)
{
    private readonly Journal _journal = new(ledger.Chart);
    private readonly FundFigures _funds = new(new(ledger.Chart), ledger.Chart);
    private readonly InstitutionTerms _institutions = new(ledger.Controls);

    /// <summary>The figures that moved; their events are yet to be read.</summary>
    /// <exception cref="UserError">It cannot be asked so, or a fund or pool is not there.</exception>
    public async Task<Difference> Of(PoolCode pool, DiffQuestion asked, CancellationToken cancellationToken)
    {
        var question = asked.Checked();
        var head = await ledger.NeedEntries(pool, cancellationToken);
        var between = await question.Between.LastIn(ledger, pool, head, cancellationToken);
        var and = await question.And.LastIn(ledger, pool, head, cancellationToken);
        if (between > and)
        {
            throw new UserError(UserLanguage.Say($"position {between} is after position {and}: name the earlier one first",
                $"位置 {between} 晚于位置 {and}:请先给出较早者"));
        }
        // Before the first event there is nothing to look at. The later look is taken last: of now, it may be further on.
        await using var before = between == 0 ? null : await PoolSnapshot.KnownAt(
            ledger.Database, ledger.Store, new(ledger.Chart), pool, between, cancellationToken);
        var figures = new PoolFigures(ledger, new(and, null));
        await using var after = question.WithInstitutions
            ? await figures.OpenFollowed(pool, FollowedSubject.Institutions, cancellationToken)
            : await figures.Open(pool, cancellationToken);
        var difference = new Difference(pool, question, before?.Position ?? 0, after.Position, entry => OwnersOf(entry, question));
        var funds = PoolFigures.Chosen(after, question.Fund);
        await AddLines(difference, before, after, funds, cancellationToken);
        if (question.WithCapacity) await AddCapacity(difference, before, after, funds, cancellationToken);
        if (question.WithInstitutions) await AddInstitutions(difference, before, after, cancellationToken);
        return difference;
    }

    // Whose figures an event can move: there may be hundreds of institutions, and an event concerns one.
    private IEnumerable<string> OwnersOf(FundEvent entry, DiffQuestion question)
    {
        foreach (var fund in _journal.Movements(entry).Select(effect => effect.Fund.Text).ToHashSet()) yield return fund;
        if (!question.WithInstitutions) yield break;
        for (var year = question.From.Year; year <= question.To.Year; year++)
        {
            foreach (var budget in _institutions.Touched(entry, year)) yield return OwnerOf(budget);
        }
    }

    private static string OwnerOf(InstitutionBudget budget) => $"{budget.Institution}:{budget.Year}";

    private async Task AddLines(Difference difference, PoolSnapshot? before, PoolSnapshot after,
        IReadOnlyList<FundCode> funds, CancellationToken cancellationToken)
    {
        var (from, to) = (difference.Question.FirstDay, difference.Question.LastDay);
        var spans = FundStatements.Spans(from, to);
        var sumsAfter = await after.Sums(spans, cancellationToken);
        var sumsBefore = before is null ? [.. spans.Select(_ => new LineSums())] : await before.Sums(spans, cancellationToken);
        foreach (var fund in funds)
        {
            var (openingKnown, description) = (!after.Funds[fund].FlowsOnly, ledger.Funds.Find(fund));
            var (now, then) = (Statement(sumsAfter), Statement(sumsBefore));
            foreach (var row in StatementComparison.Between(now, then))
            {
                var figure = FundFigures.Line(fund, openingKnown, description, row.Line, from, to);
                difference.Add(new MovedLineAnswer($"{fund}:{row.Line}", fund.Text, row.Line, row.Before.ToString(),
                        row.Now.ToString(), row.Difference.ToString()),
                    _funds.Term($"{fund}:{row.Line}", figure, row.Difference) with { Owner = fund.Text }, StatementFormulas.Of(row.Line).Count > 0);
            }

            FundStatement Statement(IReadOnlyList<LineSums> sums) =>
                FundStatements.Of(fund, openingKnown, sums).WithParts(description);
        }
    }

    private async Task AddCapacity(Difference difference, PoolSnapshot? before, PoolSnapshot after,
        IReadOnlyList<FundCode> funds, CancellationToken cancellationToken)
    {
        var (asOf, pooledAt) = (difference.Question.LastDay, ledger.Pools.Find(after.Pool).PooledAt?.Text);
        var capacities = new PaymentCapacities(ledger.Policies, ledger.Funds);
        var open = funds.Where(fund => before?.Funds.ContainsKey(fund) is true).ToList();
        var then = before is null
            ? []
            : (await capacities.At(before, open, asOf, null, pooledAt, cancellationToken)).ToDictionary(row => row.Fund);
        foreach (var now in await capacities.At(after, funds, asOf, null, pooledAt, cancellationToken))
        {
            var policy = capacities.PolicyOf(after.Pool, now.Fund, null);
            var was = then.GetValueOrDefault(now.Fund);
            var moved = new MovedCapacityAnswer(now.Fund.Text, was is null ? null : PoolFigures.Answer(was), PoolFigures.Answer(now));
            var (numerator, denominator) = ($"{now.Fund}:months.numerator", $"{now.Fund}:months.denominator");
            Term?[] terms =
            [
                now.Numerator is { } balance
                    ? _funds.Numerator(numerator, now.Fund, policy, asOf, balance - (was?.Numerator ?? Money.Zero))
                    : null,
                _funds.Denominator(denominator, now.Fund, policy, asOf, now.Denominator - (was?.Denominator ?? Money.Zero)),
            ];
            difference.Add(moved, [.. terms.OfType<Term>().Select(term => term with { Owner = now.Fund.Text })]);
        }
    }

    private async Task AddInstitutions(
        Difference difference, PoolSnapshot? before, PoolSnapshot after, CancellationToken cancellationToken)
    {
        for (var year = difference.Question.From.Year; year <= difference.Question.To.Year; year++)
        {
            var touched = await Touched(difference, year, cancellationToken);
            var budgets = new InstitutionBudgets(ledger.Controls);
            var then = before is null
                ? []
                : (await budgets.OfSome(before, year, touched, cancellationToken)).ToDictionary(budget => budget.Institution);
            foreach (var now in await budgets.OfSome(after, year, touched, cancellationToken))
                AddInstitution(difference, then.GetValueOrDefault(now.Institution), now);
        }
    }

    private async Task<IReadOnlyList<InstitutionCode>> Touched(
        Difference difference, int year, CancellationToken cancellationToken)
    {
        var touched = new SortedDictionary<string, InstitutionCode>(StringComparer.Ordinal);
        await foreach (var span in difference.Read(ledger, cancellationToken))
        {
            foreach (var budget in span.SelectMany(recorded => _institutions.Touched((FundEvent)recorded.Body, year)))
                touched[budget.Institution.Text] = budget.Institution;
        }
        return [.. touched.Values];
    }

    private void AddInstitution(Difference difference, InstitutionBudget? then, InstitutionBudget now)
    {
        foreach (var sum in InstitutionTerms.Sums)
        {
            var (was, figure, name) = (then is null ? 0 : sum.Of(then), sum.Of(now), $"{now.Institution}:{now.Year}:{sum.Name}");
            var term = _institutions.Term(name, sum, now) with { Figure = figure - was, Owner = OwnerOf(now) };
            difference.Add(new MovedFigureAnswer(name, now.Institution.Text, now.Year, sum.Name, FigureText.Unit(sum.Unit),
                FigureText.Of(was, sum.Unit), FigureText.Of(figure, sum.Unit), FigureText.Of(term.Figure, sum.Unit)), term);
        }
        foreach (var quotient in InstitutionTerms.Quotients)
        {
            var (was, figure) = (then is null ? null : InstitutionTraces.Shown(InstitutionFigures.Of(then), quotient.Name),
                InstitutionTraces.Shown(InstitutionFigures.Of(now), quotient.Name));
            difference.Add(new MovedFigureAnswer($"{now.Institution}:{now.Year}:{quotient.Name}", now.Institution.Text, now.Year, quotient.Name,
                FigureText.Unit(quotient.Unit), was, figure, null), null);
        }
    }
}
