namespace Ledger.Testing.YearInTheLife;

// Money advanced in January, used up in vouchers over the year, the rest back in December.
public sealed partial class YearInTheLifeSample
{
    private static readonly int[] _offsetMonths = [3, 6, 9, 11];

    // Two hospitals do not return what is left, so that they are advanced nothing in the next January.
    private static readonly (string Key, string Fund)[] _notReturned = [("H13", Pooled), ("H19", Resident)];

    private readonly Dictionary<(string Key, string Fund), long> _advanced = [];

    private void Advance()
    {
        foreach (var hospital in _hospitals)
        {
            foreach (var fund in (string[])[Pooled, Resident])
            {
                const long round = 1_000_00;
                var fen = ((InpatientOfMonth(fund, hospital) * 2 / 5 / round) + 1) * round;
                _advanced[(hospital.Key, fund)] = fen;
                Add(Row("prepayment_paid", $"A-{fund}-{hospital.Key}", fund, fen, WorkingDay(Day(1, 10)))
                    .At(hospital).As("working-capital").Put("budget_year", Year).Spends());
                ReturnAdvance(hospital, fund, fen - (OffsetOf(hospital, fund) * _offsetMonths.Length));
                if (!_notReturned.Contains((hospital.Key, fund)))
                {
                    Add(Row("prepayment_paid", $"A26-{fund}-{hospital.Key}", fund, fen, NextYear(1, 12))
                        .At(hospital).As("working-capital").Put("budget_year", Year + 1).Spends());
                }
            }
        }
        Procure();
    }

    private void ReturnAdvance(Institution hospital, string fund, long left)
    {
        if (_notReturned.Contains((hospital.Key, fund))) left = fund == Pooled ? left / 2 : 0;
        if (left == 0) return;
        Add(Row("prepayment_returned", $"AR-{fund}-{hospital.Key}", fund, left, Day(12, 15))
            .At(hospital).As("working-capital"));
    }

    /// <summary>What one voucher of an offset month uses up of the advance.</summary>
    private long OffsetOf(Institution hospital, string fund) => _advanced[(hospital.Key, fund)] * 15 / 100;

    // 药械采购预付金: for purchases only, so used and returned under its own category.
    private void Procure()
    {
        foreach (var hospital in _hospitals.Take(3))
        {
            Add(Row("prepayment_paid", $"AP-{hospital.Key}", Pooled, 400_000_00, Day(3, 12))
                .At(hospital).As("procurement").Spends());
            Add(Row("prepayment_returned", $"APR-{hospital.Key}", Pooled, 400_000_00, Day(11, 12))
                .At(hospital).As("procurement"));
        }
    }
}
