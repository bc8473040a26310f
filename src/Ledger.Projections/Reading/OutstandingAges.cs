using Ledger.Domain;
using Ledger.Domain.Ageing;
using NodaTime;

namespace Ledger.Projections.Reading;

/// <summary>What is outstanding between a fund and somebody, and how old it is.</summary>
public sealed record OutstandingAge(string Kind, FundCode Fund, string Holder, Age Age);

/// <summary>Answers "who owes us, whom do we owe, and since when?".</summary>
public static class OutstandingAges
{
    /// <param name="snapshot">The pool.</param>
    /// <param name="kind">Only this kind, or all.</param>
    /// <param name="institution">Only this institution, or every holder.</param>
    /// <param name="asOf">What moved until this cash date.</param>
    /// <param name="buckets">The limits of the ages.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public static async Task<IReadOnlyList<OutstandingAge>> At(PoolSnapshot snapshot, string? kind,
        InstitutionCode? institution, LocalDate asOf, AgeBuckets buckets, CancellationToken cancellationToken)
    {
        string[] kinds = kind is null ? [.. OutstandingKinds.All] : [kind];
        var lots = await OutstandingLots.At(snapshot, kinds, institution, asOf, cancellationToken);
        return
        [
            .. lots.GroupBy(row => row.Key, row => row.Lot)
                .Select(group => new OutstandingAge(group.Key.Kind, FundCode.Of(group.Key.Fund), group.Key.Holder,
                    Ages.Of(group, asOf, buckets)))
                .Where(row => row.Age.Outstanding != Money.Zero || row.Age.Oldest is not null)
                .OrderBy(row => Array.IndexOf([.. OutstandingKinds.All], row.Kind))
                .ThenBy(row => row.Holder, StringComparer.Ordinal)
                .ThenBy(row => row.Fund.Text, StringComparer.Ordinal),
        ];
    }
}
