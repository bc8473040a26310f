using System.Globalization;
using Ledger.Domain.Budgets;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Settlements;

namespace Ledger.Domain.Institutions;

/// <summary>What an entry adds to an institution's year.</summary>
/// <param name="Year">The year whose budget it is charged to.</param>
/// <param name="PersonClass">Whose care it was, where the entry says so.</param>
public sealed record InstitutionEffect(
    int Year, InstitutionCode Institution, FundCode Fund, string Category, string? PersonClass, CareFigures Figures);

/// <summary>
/// The figures of institutions, one rule a line. Pure: the event alone decides. Costs, visits and points come with
/// what is settled, or with a payment of no settlement, and with the first leg only.
/// </summary>
public static class InstitutionEffects
{
    /// <summary>Points are kept to this part of a point.</summary>
    public const int PartsOfPoint = 10_000;

    /// <summary>Null where the entry is none of an institution's care.</summary>
    public static InstitutionEffect? Of(FundEvent entry) => entry switch
    {
        ReimbursementPaid { Original: null } e => On(e, Care(e) with { Paid = e.Amount }),
        ReimbursementPaid e => On(e, new CareFigures { Paid = e.Amount }),
        ReimbursementReversed { Reverses: { } paid } => Undone(Of(paid)),
        SettlementRecorded e => On(e, Care(e) with { Settled = e.Amount }),
        // What is withdrawn whole was no care; of a part it is not known which.
        SettlementWithdrawn { Withdraws: { } settled } e when e.Amount == settled.Amount => Undone(Of(settled)),
        SettlementWithdrawn { Withdraws: { } settled } e => On(settled, new CareFigures { Settled = -e.Amount }),
        // What is refused will not be paid; the care and its cost were there.
        AmountRefused { Answers: { BudgetYear: { } year } settled } e => new(year, e.Institution!.Value, e.Fund,
            settled.Category ?? "", null, new CareFigures { Settled = -e.Amount }),
        EntryReversed { Reverses: { } original } => Undone(Of(original)),
        _ => null,
    };

    private static InstitutionEffect? On(FundEvent entry, CareFigures figures) =>
        (entry.Institution ?? entry.Answers?.Institution) is { } institution
            ? new(BudgetYears.Of(entry), institution, entry.Fund, entry.Category ?? "", entry.PersonClass, figures)
            : null;

    private static InstitutionEffect? Undone(InstitutionEffect? effect) =>
        effect is null ? null : effect with { Figures = -effect.Figures };

    private static CareFigures Care(FundEvent entry) => entry.Leg is not null
        ? default
        : new CareFigures
        {
            Visits = entry.Count ?? 0,
            MedicalCost = entry.MedicalCost ?? Money.Zero,
            InScopeCost = entry.InScopeCost ?? Money.Zero,
            OutOfScopeCost = entry.OutOfScopeCost ?? Money.Zero,
            SelfPaid = entry.SelfPaid ?? Money.Zero,
            ExamCost = entry.ExamCost ?? Money.Zero,
            Points = PointsOf(entry.Points),
        };

    private static long PointsOf(string? points) => points is null
        ? 0
        : (long)Math.Round(decimal.Parse(points, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
            * PartsOfPoint, MidpointRounding.AwayFromZero);
}
