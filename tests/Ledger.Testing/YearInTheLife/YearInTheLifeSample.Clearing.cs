namespace Ledger.Testing.YearInTheLife;

// After the year: the deposits by assessment, and what the clearing of 2025 comes to. Money of 2026.
public sealed partial class YearInTheLifeSample
{
    private void ClearTheYear()
    {
        foreach (var (hospital, deposit) in _deposits) EndDeposit(hospital, deposit);
        foreach (var hospital in _hospitals)
        {
            Clear(hospital, Pooled, "PI");
            Clear(hospital, Resident, "RI");
        }
    }

    // From 90 points all of it, from 80 four fifths, else three fifths.
    private void EndDeposit(Institution hospital, SampleRow deposit)
    {
        var released = hospital.Score switch
        {
            >= 90 => deposit.Fen,
            >= 80 => deposit.Fen * 4 / 5,
            _ => deposit.Fen * 3 / 5,
        };
        Add(Row("deposit_released", $"R{deposit.Document}", deposit.Fund, released, NextYear(3, 20)).At(hospital)
            .Of(deposit).Put("budget_year", Year).Spends());
        if (released == deposit.Fen) return;
        Add(Row("deposit_forfeited", $"F{deposit.Document}", deposit.Fund, deposit.Fen - released, NextYear(3, 20))
            .At(hospital).Of(deposit).Put("budget_year", Year));
    }

    private void Clear(Institution hospital, string fund, string tag)
    {
        var (first, last) = (Day(1, 1), Day(12, 31));
        var fen = _settled[(1, hospital.Key, tag)][0].Fen * _faker.Random.Int(5, 60) / 100;
        var up = _faker.Random.Int(1, 10) <= 6;
        var decided = AddOne(Row("year_end_cleared", $"Y25-{fund}-{hospital.Key}", fund, fen, NextYear(4, 10))
            .At(hospital).As("annual").Put("budget_year", Year).Put("direction", up ? "up" : "down"));
        if (up)
        {
            Add(Benefit($"Y25P-{fund}-{hospital.Key}", fund, fen, NextYear(4, 20), "inpatient").At(hospital)
                .Of(decided).Put("budget_year", Year).Care(first, last));
            return;
        }
        var caseNo = $"CLR-25-{fund}-{hospital.Key}";
        Add(Order(caseNo, fund, fen, NextYear(4, 10), "agency", "clearing of 2025").At(hospital).Of(decided));
        // The small ones have until June.
        if (hospital.Grade > 1) Add(Recover(caseNo, "A", fund, fen, NextYear(4, 28)).At(hospital));
    }
}
