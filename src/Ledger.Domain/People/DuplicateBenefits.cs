using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Settlements;
using NodaTime;

namespace Ledger.Domain.People;

/// <summary>A benefit that was claimed under one document, and of which something is paid or owed.</summary>
/// <param name="Position">Where it was first recorded.</param>
/// <param name="Amount">Of all its legs: what was paid, or, where nothing was yet, what is owed.</param>
public sealed record Claim(DocumentId Document, long Position, IReadOnlyList<FundCode> Funds, Money Amount);

/// <summary>Two claims that look like one benefit (重复享受), for somebody to look at.</summary>
/// <param name="Policy"><c>duplicate-benefit/same-care</c> or <c>duplicate-benefit/same-bill</c>.</param>
public sealed record DuplicateBenefit(string Policy, OriginalCare Care, InstitutionCode? Institution,
    string Category, Claim First, Claim Second);

/// <summary>
/// Finds what was paid twice: the same care (institution, days, category), or the same bill. Legs of one settlement
/// and payments of it are one claim; what was undone is none; and two funds of which one adds to the other, such as
/// medical aid to an insurance, may both pay.
/// </summary>
public static class DuplicateBenefits
{
    public const string SameCare = "duplicate-benefit/same-care";
    public const string SameBill = "duplicate-benefit/same-bill";

    /// <param name="entries">All entries of one person and one day of care, by position.</param>
    /// <param name="exclude">Whether nobody may enjoy the benefits of both funds.</param>
    public static IReadOnlyList<DuplicateBenefit> Among(
        IEnumerable<(long Position, FundEvent Entry)> entries, Func<FundCode, FundCode, bool> exclude)
    {
        var recorded = entries.OrderBy(one => one.Position).ToList();
        var left = LeftOf(recorded.Select(one => one.Entry));
        var claims = recorded.Where(one => PersonEntry.ClaimOf(one.Entry) is not null)
            .GroupBy(one => PersonEntry.ClaimOf(one.Entry)!.Value)
            .Select(claim => new Open([.. claim.Where(leg => left[KeyOf(leg.Entry)] > Money.Zero)]))
            .Where(claim => claim.Legs.Count > 0)
            .ToList();
        var found = new List<DuplicateBenefit>();
        for (var second = 1; second < claims.Count; second++)
        {
            var first = claims.Take(second).FirstOrDefault(earlier => PolicyOf(earlier, claims[second], exclude) is not null);
            if (first is null) continue;
            found.Add(new(PolicyOf(first, claims[second], exclude)!, OriginalCare.Of(first.Legs[0].Entry)!,
                claims[second].Head.Institution, claims[second].Head.Category!,
                first.ToClaim(left), claims[second].ToClaim(left)));
        }
        return found;
    }

    private static string? PolicyOf(Open one, Open other, Func<FundCode, FundCode, bool> exclude)
    {
        if (one.Head.Institution != other.Head.Institution) return null;
        if (!one.Funds.Any(fund => other.Funds.Any(second => exclude(fund, second)))) return null;
        if (one.Head.Institution is not null && LastDay(one.Head) == LastDay(other.Head)
            && one.Legs.Any(leg => other.Legs.Any(second => leg.Entry.Category == second.Entry.Category))) return SameCare;
        return one.Head.MedicalCost is { } bill && bill == other.Head.MedicalCost ? SameBill : null;
    }

    private static LocalDate LastDay(FundEvent entry) =>
        entry.BusinessTo ?? entry.BusinessFrom ?? entry.CashDate;

    private static (DocumentId Document, Type Kind, FundCode Fund) KeyOf(FundEvent entry) =>
        (entry.Document, entry.GetType(), entry.Fund);

    // What is left of each payment and settlement after what undid it.
    private static Dictionary<(DocumentId Document, Type Kind, FundCode Fund), Money> LeftOf(IEnumerable<FundEvent> entries)
    {
        var left = new Dictionary<(DocumentId, Type, FundCode), Money>();
        foreach (var entry in entries) Add(entry, 1);
        return left;

        void Add(FundEvent entry, int sign)
        {
            switch (entry)
            {
                case EntryReversed { Reverses: { } undone }:
                    Add(undone, -sign);
                    break;
                case ReimbursementPaid or SettlementRecorded:
                    Count(KeyOf(entry), sign * entry.Amount.Fen);
                    break;
                case ReimbursementReversed:
                    Count((entry.Original!.Value, typeof(ReimbursementPaid), entry.Fund), -sign * entry.Amount.Fen);
                    break;
                case SettlementWithdrawn:
                    Count((entry.Original!.Value, typeof(SettlementRecorded), entry.Fund), -sign * entry.Amount.Fen);
                    break;
            }
        }

        void Count((DocumentId, Type, FundCode) key, long fen) =>
            left[key] = left.GetValueOrDefault(key) + new Money(fen);
    }

    private sealed record Open(IReadOnlyList<(long Position, FundEvent Entry)> Legs)
    {
        internal FundEvent Head => Legs[0].Entry;

        internal IReadOnlyList<FundCode> Funds => [.. Legs.Select(leg => leg.Entry.Fund).ToHashSet()];

        internal Claim ToClaim(Dictionary<(DocumentId Document, Type Kind, FundCode Fund), Money> left)
        {
            var paid = Legs.Where(leg => leg.Entry is ReimbursementPaid).ToList();
            return new(PersonEntry.ClaimOf(Head)!.Value, Legs[0].Position, Funds,
                (paid.Count > 0 ? paid : Legs).Aggregate(Money.Zero, (sum, leg) => sum + left[KeyOf(leg.Entry)]));
        }
    }
}
