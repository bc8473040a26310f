using NodaTime;

namespace Ledger.Testing.YearInTheLife;

// A month of an institution is paid in one voucher a scheme, less deposit, advance and clawback; what waits is paid alone.
public sealed partial class YearInTheLifeSample
{
    private static readonly Dictionary<(int Month, string Key, string Tag), (LocalDate Lifted, LocalDate Paid)> _held =
        new()
        {
            [(4, "H14", "PI")] = (Day(7, 8), Day(7, 22)),
            [(2, "H24", "RI")] = (Day(4, 11), Day(4, 25)),
            // Over the year's edge: owed in 2025, expenditure of 2026.
            [(8, "H21", "RI")] = (NextYear(1, 8), NextYear(1, 22)),
        };

    private static readonly Dictionary<(int Month, string Key, string Tag), (long Fen, string Reason)> _refused = new()
    {
        [(3, "H06", "RI")] = (12_345_67, "no record of the stay"),
        [(5, "H17", "PI")] = (8_000_00, "work injury: for the work-injury fund"),
        [(9, "P04", "PP")] = (650_40, "not in the catalogue"),
    };

    private void Pay(Institution institution, int month, bool ofResidents)
    {
        var day = PayDay(institution, month);
        var voucher = $"V{day:yyMM}-{institution.Key}-{(ofResidents ? "R" : "E")}";
        var rows = new List<SampleRow>();
        foreach (var stream in _streams.Where(one => one.IsOf(institution) && one.IsOfResidents == ofResidents))
        {
            var key = (month, institution.Key, stream.Tag);
            if (_refused.TryGetValue(key, out var refused)) Refuse(institution, key, day, refused.Fen, refused.Reason);
            if (_held.ContainsKey(key)) PayLater(institution, key, day);
            else rows.AddRange(PaymentOf(institution, key, day));
        }
        if (institution.IsHospital) Net(rows, institution, day, month, ofResidents ? Resident : Pooled);
        if (rows.Count > 0) Add([.. rows.Select(row => row.Put("voucher", voucher))]);
    }

    private static LocalDate PayDay(Institution institution, int month) =>
        WorkingDay(Day(1, 1).PlusMonths(month).PlusDays(11 + (institution.Weight % 12)));

    private SampleRow[] PaymentOf(Institution institution, (int Month, string Key, string Tag) key, LocalDate day)
    {
        var (first, last) = CareOf(key.Month);
        var refused = _refused.GetValueOrDefault(key).Fen;
        var rows = _settled[key].Select(settled =>
            Row("reimbursement_paid", DocumentOf("P", key.Month, institution, key.Tag), settled.Fund,
                settled.Fen - refused, day).Of(settled).At(institution).As(Category(key.Tag)).Care(first, last)
                .Books("expenditure.benefits").Spends()).ToArray();
        _paid[key] = rows;
        return rows;
    }

    private static string Category(string tag) => _streams.First(stream => stream.Tag == tag).Category;

    private void Refuse(Institution institution, (int, string, string Tag) key, LocalDate day, long fen, string reason) =>
        Add(Row("amount_refused", $"X-{_settled[key][0].Document}", _settled[key][0].Fund, fen, day.PlusDays(-2))
            .At(institution).Of(_settled[key][0]).Because(reason));

    private void PayLater(Institution institution, (int, string, string) key, LocalDate day)
    {
        var (settled, until) = (_settled[key][0], _held[key]);
        Add(Row("payment_held", $"HOLD-{settled.Document}", settled.Fund, settled.Fen, day.PlusDays(-3))
            .At(institution).Of(settled).Because("case under inspection"));
        Add(Row("payment_hold_lifted", $"LIFT-{settled.Document}", settled.Fund, settled.Fen, until.Lifted)
            .At(institution).Of(settled).Because("inspection closed"));
        Add(PaymentOf(institution, key, until.Paid));
    }

    private void Net(List<SampleRow> rows, Institution hospital, LocalDate day, int month, string fund)
    {
        var tag = fund == Pooled ? "PI" : "RI";
        var paid = rows.Find(row => row.Document == DocumentOf("P", month, hospital, tag));
        if (paid is null) return;
        var deposit = Row("deposit_withheld", DocumentOf("D", month, hospital, tag), fund, paid.Fen * 3 / 100, day)
            .At(hospital).Of(paid).Books("expenditure.benefits", -1).Spends(-1);
        rows.Add(deposit);
        if (day.Year == Year) _deposits.Add((hospital, deposit));
        if (day.Year == Year && _offsetMonths.Contains(day.Month))
        {
            rows.Add(Row("prepayment_offset", DocumentOf("O", month, hospital, tag), fund, OffsetOf(hospital, fund), day)
                .At(hospital).Of(_settled[(month, hospital.Key, tag)][0]).As("working-capital").Spends(-1));
        }
        if ((hospital.Key, fund, day.Month) == ("H03", Pooled, 8)) rows.Add(OffsetOfFirstCase(hospital, day));
    }

    // Sent twice by the hospital under two numbers, and withdrawn.
    private void SettleTwice()
    {
        var hospital = _hospitals[7];
        var twin = AddOne(Row("settlement_recorded", "S2506-H08-RS-2", Resident,
            _settled[(6, hospital.Key, "RS")][0].Fen, Day(7, 1)).At(hospital).As("outpatient-special")
            .Care(Day(6, 1), Day(6, 30)));
        Add(Row("settlement_withdrawn", "W2506-H08-RS", Resident, twin.Fen, Day(7, 9)).At(hospital).Of(twin)
            .Because("sent twice"));
    }
}
