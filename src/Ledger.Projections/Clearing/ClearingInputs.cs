using Ledger.Domain;
using Ledger.Domain.Clearing;
using NodaTime;
using Npgsql;

namespace Ledger.Projections.Clearing;

/// <summary>A decision of the clearing in hand that is recorded already.</summary>
/// <param name="Decided">Up less down; zero once it was reversed.</param>
public sealed record RecordedClearing(InstitutionCode Institution, DocumentId Document, LocalDate Date, Money Decided);

/// <summary>All that a clearing rests on, and what of it is recorded already.</summary>
/// <param name="LastCashDate">The pool's latest; null where no fund is opened.</param>
public sealed record ClearingReading(
    ClearingInput Input, IReadOnlyList<RecordedClearing> Recorded, LocalDate? LastCashDate);

/// <summary>Reads what a clearing rests on, from the rows of its year alone.</summary>
public static class ClearingInputs
{
    private const string Score = "score";

    /// <param name="connection">In a transaction in which nothing else changes the pool.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="policy">Says which fund, categories and charges count.</param>
    /// <param name="year">The budget year.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public static async Task<ClearingReading> Read(NpgsqlConnection connection, PoolCode pool, ClearingPolicy policy,
        int year, CancellationToken cancellationToken)
    {
        await using var batch = Batch(connection, pool, policy, year);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var sums = new ClearingSums(policy, year);
        while (await reader.ReadAsync(cancellationToken)) sums.AddBudget(reader.GetString(0), reader.GetInt64(1));
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            sums.AddCare(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2));
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            sums.AddDecision(reader.GetString(0), reader.GetString(1), reader.GetString(2),
                reader.GetFieldValue<DateOnly>(3).ToLocalDate(), reader.GetInt64(4), reader.GetInt64(5));
        }
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) sums.AddScore(reader.GetString(0), reader.GetInt64(1));
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            sums.AddDeposit(reader.GetString(0), reader.GetString(1), reader.GetInt64(2));
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return sums.Reading(reader.IsDBNull(0) ? null : reader.GetFieldValue<DateOnly>(0).ToLocalDate());
    }

    private static NpgsqlBatch Batch(NpgsqlConnection connection, PoolCode pool, ClearingPolicy policy, int year) =>
        new(connection)
        {
            BatchCommands =
            {
                Command("""
                    select institution, sum(allotted_fen + adjusted_fen)::bigint from ledger.budget_book
                    where pool = $1 and year = $2 and fund = $3 and category = $4 group by institution
                    """, pool.Text, year, policy.Fund.Text, policy.BudgetCategory),
                Command($"""
                    select c.institution, sum(c.{(policy.Charged == ChargedBy.Paid
                        ? "paid_fen - coalesce(p.paid_fen, 0)" : "settled_fen")})::bigint, sum(c.points)::bigint
                    from ledger.institution_year c
                    left join ledger.clearing_payment p
                        using (pool, year, fund, institution, category)
                    where c.pool = $1 and c.year = $2 and c.fund = $3 and c.category = any($4) group by c.institution
                    """, pool.Text, year, policy.Fund.Text, policy.Categories.ToArray()),
                Command("""
                    select institution, document, category, cash_date, position, decided_fen from ledger.clearing_book
                    where pool = $1 and year = $2 and fund = $3 and method = $4 order by institution, document
                    """, pool.Text, year, policy.Fund.Text, policy.PaymentMethod ?? ""),
                Command("""
                    select distinct on (institution) institution, count from ledger.fact_count
                    where pool = $1 and year = $2 and category = $3 and fund in ('', $4) and institution <> ''
                    order by institution, cash_date desc, position desc
                    """, pool.Text, year, Score, policy.Fund.Text),
                Command("""
                    select institution, document, held_fen from ledger.deposit_book
                    where pool = $1 and year = $2 and fund = $3 and held_fen > 0 order by institution, document
                    """, pool.Text, year, policy.Fund.Text),
                Command("select max(last_cash_date) from ledger.fund_book where pool = $1", pool.Text),
            },
        };

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
