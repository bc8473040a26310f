using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.People;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Projections.People;

/// <summary>
/// Answers "what was paid twice?": reads the days that were noted as having two claims, and only those. A day with two
/// claims then has them still, and its entries have their positions, so that this is also known as it was.
/// </summary>
public static class DuplicateFindings
{
    internal static string Question(PoolCode pool) => $"""
        select p.person, p.day, p.position, e.type, e.data::text
        from (select day, person from ledger.person_twin where pool = $1 and day between $2 and $3 offset 0) as twin
        cross join lateral (
            select person, day, position from ledger.person_entry
            where pool = $1 and person = twin.person and day = twin.day and position <= $4 offset 0) as p
        cross join lateral (
            select type, data from {EventStore.EventStore.TableOf(pool)} where seq_id = p.position offset 0) as e
        order by p.day, p.person, p.position
        """;

    /// <summary>The pairs of a year of care, by day and person, at most so many.</summary>
    public static async Task<IReadOnlyList<DuplicateBenefit>> Of(PoolSnapshot snapshot, int year, BenefitCaps rules,
        int max, CancellationToken cancellationToken)
    {
        await using var batch = snapshot.CreateBatchWithPositions();
        batch.BatchCommands.Add(new(Question(snapshot.Pool))
        {
            Parameters =
            {
                new() { Value = snapshot.Pool.Text },
                new() { Value = new DateOnly(year, 1, 1) },
                new() { Value = new DateOnly(year, 12, 31) },
                new() { Value = snapshot.Position },
            },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var found = new List<DuplicateBenefit>();
        var day = new List<(long Position, FundEvent Entry)>();
        (string Person, LocalDate Day) key = default;
        while (found.Count < max && await reader.ReadAsync(cancellationToken))
        {
            var next = (reader.GetString(0), reader.GetFieldValue<DateOnly>(1).ToLocalDate());
            if (next != key) Look();
            key = next;
            day.Add((reader.GetInt64(2), EventJson.Read(EventTypes.Find(reader.GetString(3))!, reader.GetString(4))));
        }
        Look();
        return found.Count > max ? found[..max] : found;

        void Look()
        {
            found.AddRange(DuplicateBenefits.Among(day, rules.Exclude));
            day.Clear();
        }
    }
}
