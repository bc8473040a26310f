namespace Ledger.Domain.Institutions;

/// <summary>
/// What an institution was paid and is owed, and for how much care. A bill is counted once, however many funds and
/// payments it has.
/// </summary>
/// <param name="Paid">Benefits paid less those that came back.</param>
/// <param name="Settled">Settlements recorded less those withdrawn, paid or not.</param>
/// <param name="Visits">人次.</param>
/// <param name="MedicalCost">The whole bill.</param>
/// <param name="InScopeCost">政策范围内费用.</param>
/// <param name="OutOfScopeCost">自费.</param>
/// <param name="SelfPaid">自付.</param>
/// <param name="ExamCost">检查费用.</param>
/// <param name="Points">DRG or DIP points, in ten-thousandths of a point.</param>
public readonly record struct CareFigures(
    Money Paid, Money Settled, long Visits, Money MedicalCost, Money InScopeCost, Money OutOfScopeCost,
    Money SelfPaid, Money ExamCost, long Points)
{
    public static CareFigures operator +(CareFigures left, CareFigures right) => new(
        left.Paid + right.Paid, left.Settled + right.Settled, left.Visits + right.Visits,
        left.MedicalCost + right.MedicalCost, left.InScopeCost + right.InScopeCost,
        left.OutOfScopeCost + right.OutOfScopeCost, left.SelfPaid + right.SelfPaid, left.ExamCost + right.ExamCost,
        left.Points + right.Points);

    public static CareFigures operator -(CareFigures figures) => new(
        -figures.Paid, -figures.Settled, -figures.Visits, -figures.MedicalCost, -figures.InScopeCost,
        -figures.OutOfScopeCost, -figures.SelfPaid, -figures.ExamCost, -figures.Points);

    /// <summary>What of it is kept by class of person: costs alone.</summary>
    public CareFigures OfClass() => new()
    {
        MedicalCost = MedicalCost, InScopeCost = InScopeCost, OutOfScopeCost = OutOfScopeCost, SelfPaid = SelfPaid,
    };

    public static CareFigures Add(CareFigures left, CareFigures right) => left + right;

    public static CareFigures Negate(CareFigures figures) => -figures;
}
