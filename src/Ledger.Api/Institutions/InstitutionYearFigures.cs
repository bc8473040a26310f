using Ledger.Api.Figures;
using Ledger.Domain;
using Ledger.Domain.Budgets;
using Ledger.Projections.Following;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Api.Institutions;

/// <summary>All that there is to say of an institution's year, in one look at the pool.</summary>
/// <param name="ledger">The program's parts.</param>
/// <param name="known">As it was known then; now where it says nothing.</param>
public sealed class InstitutionYearFigures(LedgerContext ledger, KnownPoint known = default)
{
    /// <param name="pool">The pool.</param>
    /// <param name="institution">The institution.</param>
    /// <param name="year">The year; null for that of the date.</param>
    /// <param name="asOf">Ages and complete months are of this day; the pool's latest cash date where it is null.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="CommandLine.NotThereError">The pool has no events, or nothing is known of the institution.</exception>
    public async Task<InstitutionYearAnswer> Of(
        PoolCode pool, InstitutionCode institution, int? year, LocalDate? asOf, CancellationToken cancellationToken)
    {
        await using var snapshot = await new PoolFigures(ledger, known)
            .OpenFollowed(pool, FollowedSubject.Institutions, cancellationToken);
        var date = asOf ?? snapshot.LastCashDate!.Value;
        var asked = year ?? date.Year;
        var (budgets, _) = await new InstitutionBudgets(ledger.Controls).Of(snapshot, asked, institution, cancellationToken);
        var statements = await InstitutionStatements.Of(snapshot, institution, asked, cancellationToken);
        var ages = await OutstandingAges.At(snapshot, null, institution, date, ledger.Ages, cancellationToken);
        var budget = InstitutionFigures.Answer(pool, asked, institution, snapshot.Position, budgets, null);
        return new(budget, new(pool.Text, institution.Text, asked, snapshot.Position, [.. statements.Select(InstitutionFigures.Of)]),
            InstitutionFigures.Answer(pool, date, snapshot.Position, ledger.Ages, ages), BurnDown(budgets[0], statements, date));
    }

    // Months by the day on which the money moved; the report is of what is charged to the year, whenever it was paid.
    private static BurnDownAnswer BurnDown(InstitutionBudget budget, IReadOnlyList<InstitutionStatement> statements, LocalDate date)
    {
        var complete = BudgetForecast.CompleteAt(budget.Year, date);
        var paid = Enumerable.Range(1, complete).Select(month => PaidIn(statements, new(budget.Year, month))).ToList();
        var forecast = new BudgetForecast(budget.Budget, paid);
        return new(date.Iso(), complete,
        [
            .. Enumerable.Range(1, BudgetForecast.Months).Select(month => new BurnDownMonthAnswer(
                new YearMonth(budget.Year, month).Iso(), month <= complete ? paid[month - 1].ToString() : null,
                month <= complete ? forecast.Remaining(month).ToString() : null, forecast.Even(month).ToString(),
                month >= complete ? forecast.Forecast(month)?.ToString() : null)),
        ],
            forecast.YearPaid?.ToString(), forecast.Forecast(BudgetForecast.Months)?.ToString(),
            (budget.Paid - paid.Aggregate(Money.Zero, (sum, month) => sum + month)).ToString());
    }

    private static Money PaidIn(IReadOnlyList<InstitutionStatement> statements, YearMonth month) => statements
        .SelectMany(statement => statement.Months).Where(row => row.Month == month)
        .Aggregate(Money.Zero, (sum, row) => sum + row.Items["paid"] - row.Items["came-back"]);
}

/// <param name="Statement">Without funds where nothing moved in the year.</param>
public sealed record InstitutionYearAnswer(
    BudgetAnswer Budget, InstitutionStatementAnswer Statement, AgesAnswer Ages, BurnDownAnswer BurnDown);

/// <param name="AsOf">The day up to which months are complete.</param>
/// <param name="Complete">How many months are.</param>
/// <param name="YearPaid">What will have been paid at the year's end by the mean of the complete months; null where none is.</param>
/// <param name="YearRemaining">What will be left then.</param>
/// <param name="Other">What is charged to the year's budget and not paid in its complete months, less what was paid in them and is not charged to it.</param>
public sealed record BurnDownAnswer(string AsOf, int Complete, IReadOnlyList<BurnDownMonthAnswer> Months, string? YearPaid,
    string? YearRemaining, string Other);

/// <param name="Paid">Paid less what came back, by cash date; null where the month is not complete.</param>
/// <param name="Remaining">The budget less what was paid up to the month's end.</param>
/// <param name="Even">The budget less a twelfth a month.</param>
/// <param name="Forecast">What will remain by the mean of the complete months, from the last of them on.</param>
public sealed record BurnDownMonthAnswer(string Month, string? Paid, string? Remaining, string Even, string? Forecast);
