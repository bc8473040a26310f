using NodaTime;

namespace Ledger.Testing.YearInTheLife;

// What goes wrong and is put right by a further entry; money held and advanced; what comes late.
public sealed partial class YearInTheLifeSample
{
    private void Correct()
    {
        var wrong = AddOne(Row("subsidy_received", "SUB-25-X", Resident, 1_000_000_00, Day(2, 20)).By("municipal")
            .As("standard").Books("income.subsidy"));
        Add(
            Row("entry_reversed", "SUB-25-X-R", Resident, wrong.Fen, Day(2, 26)).Of(wrong)
                .Because("the province paid it, not the city").Put("voucher", "V-COR-1").Books("income.subsidy", -1),
            Row("subsidy_received", "SUB-25-Y", Resident, wrong.Fen, Day(2, 26)).By("provincial").As("standard")
                .Put("voucher", "V-COR-1").Books("income.subsidy"));
        Reclassify();
        GiveBack();
        HoldAndAdvance();
        ComeLate();
    }

    // Care in the three days before admission belongs to the stay.
    private void Reclassify()
    {
        var hospital = _hospitals[1];
        var visit = AddOne(Benefit("PRE-1", Pooled, 860_00, Day(7, 3), "outpatient").At(hospital)
            .Care(Day(7, 1), Day(7, 1)));
        Add(
            Row("reimbursement_reversed", "PRE-1-R", Pooled, visit.Fen, Day(7, 15)).Of(visit).As("reclassified")
                .Put("voucher", "V-PRE-1").Books("expenditure.benefits", -1),
            Benefit("PRE-1-I", Pooled, visit.Fen, Day(7, 15), "inpatient").At(hospital)
                .Care(Day(7, 1), Day(7, 9)).Put("voucher", "V-PRE-1"));
    }

    private void GiveBack()
    {
        var paid = AddOne(Benefit("MAN-1", Resident, 5_300_00, Day(3, 18), "inpatient").Put("person", "RS-0101")
            .Care(Day(2, 3), Day(2, 9)));
        Add(Row("reimbursement_reversed", "MAN-1-R", Resident, paid.Fen, Day(4, 2)).Of(paid).Put("person", "RS-0101")
            .Books("expenditure.benefits", -1));
        Add(Row("subsidy_returned", "SUB-25-D", Resident, 201_000_00, Day(10, 22)).By("county").As("standard")
            .Put("budget_year", Year).Because("insured twice").Books("income.subsidy", -1).Spends());
        Add(Row("premium_refunded", "PR-24", Pooled, 400_00, Day(2, 10)).By("flexible").Put("budget_year", Year - 1)
            .Because("paid in 2024 for 2025").Books("expenditure.other").Spends());
        var premium = AddOne(Row("premium_received", "PI-REF", Resident, 4_000_00, Day(10, 13)).By("individual")
            .Care(NextYear(1, 1), NextYear(12, 31)).Put("persons", 10).Books("income.premium"));
        Add(Row("premium_refunded", "PI-REF-1", Resident, 800_00, Day(12, 9)).Of(premium).Put("persons", 2)
            .Because("insured twice").Books("income.premium", -1).Spends());
        Add(Row("premium_refunded", "PI-REF-2", Resident, 400_00, NextYear(1, 20)).Of(premium).Put("persons", 1)
            .Because("insured twice").Spends());
    }

    private void HoldAndAdvance()
    {
        Add(Row("advance_paid", "ADV-1", Pooled, 900_000_00, Day(3, 20)).Put("counterparty", "330998")
            .As("cross-region").Spends());
        Add(Row("advance_settled", "ADV-1-S", Pooled, 850_000_00, Day(8, 21)).Put("counterparty", "330998")
            .As("cross-region"));
        Add(Row("advance_returned", "ADV-1-R", Pooled, 50_000_00, Day(8, 28)).Put("counterparty", "330998")
            .As("cross-region"));
        Add(Row("held_received", "BOND-1", Pooled, 200_000_00, Day(2, 17)).Put("counterparty", "supplier-1")
            .As("bond"));
        Add(Row("held_returned", "BOND-1-R", Pooled, 200_000_00, Day(11, 17)).Put("counterparty", "supplier-1")
            .As("bond"));
        Add(Row("held_received", "UNK-1", Resident, 64_000_00, Day(11, 28)).Put("counterparty", "bank-1")
            .As("unallocated-premium"));
    }

    // Each has a business or bank date in a month that is closed by then, and the first open day as its cash date.
    private void ComeLate()
    {
        var claim = AddOne(Row("settlement_recorded", "LATE-1", Resident, 23_456_78, NextYear(2, 6))
            .As("inpatient").Put("person", "RS-0233").Care(Day(9, 3), Day(9, 12)).Put("medical_cost", "41000.00"));
        Add(Benefit("LATE-1-P", Resident, claim.Fen, NextYear(2, 20), "inpatient").Of(claim)
            .Put("person", "RS-0233").Care(Day(9, 3), Day(9, 12)));
        Add(Row("interest_credited", "INT-LATE", Resident, 1_234_56, NextYear(1, 5)).AtBank(Day(12, 31)));
    }

    private static SampleRow Benefit(string document, string fund, long fen, LocalDate day, string category) =>
        Row("reimbursement_paid", document, fund, fen, day).As(category).Books("expenditure.benefits").Spends();

    private void TreatPersons()
    {
        foreach (var (person, opening) in _personOpenings)
        {
            for (var month = 1; month <= PaidMonths; month++)
            {
                var pharmacy = _institutions[Institution.HospitalCount
                    + _faker.Random.Int(0, Institution.PharmacyCount - 1)];
                Add(Benefit($"{person}-{month:00}", Personal, 10L * _faker.Random.Int(150, 1_800),
                    Day(month, _faker.Random.Int(3, 27)), "personal").Put("person", person).At(pharmacy));
            }
        }
        foreach (var (category, index) in new[] { ("transfer", 1), ("inheritance", 2), ("lump-sum", 3), ("transfer", 4) })
        {
            var person = $"EX-{index:0000}";
            Add(Row("transfer_paid", $"TR-{person}", Personal, _personOpenings[person] / 4, Day(2 + index, 19))
                .As(category).Put("person", person).Books("expenditure.transfer").Spends());
        }
    }
}
