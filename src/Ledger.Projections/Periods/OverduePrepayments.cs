using Ledger.Domain;
using Ledger.Domain.Ageing;
using Ledger.Domain.Periods;
using Ledger.Projections.Reading;

namespace Ledger.Projections.Periods;

/// <summary>预付金超期: what institutions hold of a fund for longer than the pool's rule lets them.</summary>
public static class OverduePrepayments
{
    private const int InstitutionsShown = 5;

    /// <summary>One a fund, as of the month's last day: how much is older, since when, and who has held it longest.</summary>
    public static async Task<IReadOnlyList<Unusual>> Held(ClosingLook look, CancellationToken cancellationToken)
    {
        if (look.Rulings.Prepayment is not { AgeDaysMax: { } days } rule) return [];
        var end = look.Month.LastDay();
        var held = await OutstandingAges.At(look.Snapshot, OutstandingKinds.Prepayment, institution: null, end,
            AgeBuckets.UpTo(days, rule.Policy), cancellationToken);
        return
        [
            .. from row in held
               where row.Age.Oldest is { } oldest && rule.IsOverdue(oldest, end)
               orderby row.Age.Oldest, row.Holder
               group row by row.Fund into institutions
               orderby institutions.Key.Text
               select Overdue(institutions.Key, [.. institutions], days, rule.Policy),
        ];
    }

    private static Unusual Overdue(FundCode fund, IReadOnlyList<OutstandingAge> held, int days, string policy)
    {
        var amount = held.Aggregate(Money.Zero, (sum, row) => sum + row.Age.Buckets[^1]);
        var list = string.Join(", ", held.Take(InstitutionsShown).Select(row => $"{row.Holder} ({row.Age.Oldest!.Value.Iso()})"))
            + (held.Count > InstitutionsShown ? ", …" : "");
        return new("prepayment-overdue", new(
            $"{held.Count} {(held.Count == 1 ? "institution holds" : "institutions hold")} {amount} of {fund} for more "
                + $"than {days} days (rule {policy}): {list}",
            $"{held.Count} 家机构持有基金 {fund} 的预付款 {amount} 超过 {days} 天(规则 {policy}):{list}"))
        {
            Fund = fund, Date = held[0].Age.Oldest, Amount = amount, Count = held.Count,
        };
    }
}
