using Ledger.Domain;
using Ledger.Domain.People;
using Ledger.Projections.Reading;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.People;

/// <summary>A person who received more than a cap allows.</summary>
/// <param name="Day">The day, of a cap a day; null of a cap a year.</param>
public sealed record CapFinding(BenefitCap Cap, PersonRef Person, LocalDate? Day, Money Amount);

/// <summary>
/// Answers "who is over the cap?" without looking at the others. Of several categories whose sum is over a limit one
/// alone is over its share of it, so those who may be over are found by a seek in each category, and only they are
/// added up.
/// </summary>
public static class CapFindings
{
    // $1 pool, $2 fund, $3 categories, $4 limit, $5 class, $6 first day, $7 last day, $8 most rows
    internal const string OfYear = $"""
        select few.person, null::date, own.amount_fen
        from (
            select distinct most.person
            from unnest($3::varchar[]) as counted (category)
            cross join lateral (
                select person from ledger.person_year
                where pool = $1 and year = extract(year from $7)::integer and fund = $2 and category = counted.category
                    and bracket >= width_bucket($4 / cardinality($3), {PersonBenefits.Bounds}) and bracket > 0
                    and amount_fen > $4 / cardinality($3) offset 0) as most) as few
        cross join lateral (
            select sum(amount_fen)::bigint as amount_fen from ledger.person_year
            where pool = $1 and person = few.person and year = extract(year from $7)::integer and fund = $2
                and category = any ($3) offset 0) as own
        {OfClass}
        where own.amount_fen > $4
        order by few.person limit $8
        """;

    internal const string OfDay = $"""
        select few.person, few.day, own.amount_fen
        from (
            select distinct most.person, most.day
            from unnest($3::varchar[]) as counted (category)
            cross join generate_series(
                width_bucket($4 / cardinality($3), {PersonBenefits.Bounds}), {PersonBenefits.BracketMax}) as much (bracket)
            cross join lateral (
                select person, day from ledger.person_day
                where pool = $1 and fund = $2 and category = counted.category
                    and bracket = much.bracket and bracket > 0 and day between $6 and $7
                    and amount_fen > $4 / cardinality($3) offset 0) as most) as few
        cross join lateral (
            select sum(amount_fen)::bigint as amount_fen from ledger.person_day
            where pool = $1 and person = few.person and day = few.day and fund = $2 and category = any ($3)
            offset 0) as own
        {OfClass}
        where own.amount_fen > $4
        order by few.day, few.person limit $8
        """;

    // The class that was stated last in the year. Of whom none was, no cap of a class is known to hold.
    private const string OfClass = """
        cross join lateral (
            select 1 from ledger.person_year
            where pool = $1 and person = few.person and year = extract(year from $7)::integer and fund = $2
                and category = 'total' and ($5::varchar is null or person_class = $5) offset 0) as class
        """;

    /// <summary>Those over the cap in a year, at most so many.</summary>
    public static async Task<IReadOnlyList<CapFinding>> Over(
        PoolSnapshot snapshot, BenefitCap cap, int year, int max, CancellationToken cancellationToken)
    {
        if (cap.DaysIn(year) is not { } days) return [];
        await using var batch = snapshot.CreateBatch();
        batch.BatchCommands.Add(Asked(snapshot.Pool, cap, days.First, days.Last, max));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var found = new List<CapFinding>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new(cap, PersonRef.Of(reader.GetString(0)),
                reader.IsDBNull(1) ? null : reader.GetFieldValue<DateOnly>(1).ToLocalDate(), new(reader.GetInt64(2))));
        }
        return found;
    }

    internal static NpgsqlBatchCommand Asked(
        PoolCode pool, BenefitCap cap, LocalDate first, LocalDate last, int max) =>
        new(cap.Per == CapPeriod.Year ? OfYear : OfDay)
        {
            Parameters =
            {
                new() { Value = pool.Text },
                new() { Value = cap.Fund.Text },
                new() { Value = cap.Counted.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar },
                new() { Value = cap.Limit.Fen },
                new() { Value = cap.PersonClass ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar },
                new() { Value = first.ToSql() },
                new() { Value = last.ToSql() },
                new() { Value = max },
            },
        };
}
