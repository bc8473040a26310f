using NodaTime;

namespace Ledger.Testing.YearInTheLife;

// Six cases: recovered in parts, by offset, over the year's edge, waived, of two funds, against a person, overdue.
public sealed partial class YearInTheLifeSample
{
    private void ClawBack()
    {
        var (third, fifth, ninth, eleventh, pharmacy) =
            (_hospitals[2], _hospitals[4], _hospitals[8], _hospitals[10], _institutions[Institution.HospitalCount + 1]);

        Add(Order("CB-2025-01", Pooled, 480_000_00, Day(5, 12), "agency", "beds counted twice").At(third)
            .Of(_paid[(0, "H03", "PI")][0]));
        Add(Recover("CB-2025-01", "A", Pooled, 200_000_00, Day(6, 20)).At(third));
        Add(Recover("CB-2025-01", "C", Pooled, 100_000_00, NextYear(2, 10)).At(third));

        Add(Order("CB-2025-02", Resident, 260_000_00, Day(4, 8), "administration", "stock does not match sales")
            .At(eleventh).Put("budget_year", Year - 1));
        Add(Recover("CB-2025-02", "A", Resident, 160_000_00, Day(5, 30), bookedIn: Year - 1).At(eleventh));
        Add(Row("clawback_waived", "CB-2025-02-W", Resident, 100_000_00, Day(12, 19)).At(eleventh)
            .Put("case_no", "CB-2025-02").Because("explained by records found later"));

        Add(
            Order("CB-2025-03", Pooled, 90_000_00, Day(7, 21), "administration", "feigned stays").At(fifth)
                .Of(_paid[(3, "H05", "PI")][0]),
            Order("CB-2025-03", Resident, 60_000_00, Day(7, 21), "administration", "feigned stays").At(fifth)
                .Of(_paid[(3, "H05", "RI")][0]));
        Add(
            Recover("CB-2025-03", "A", Pooled, 90_000_00, Day(9, 10)).At(fifth),
            Recover("CB-2025-03", "A", Resident, 60_000_00, Day(9, 10)).At(fifth));
        Fine("CB-2025-03", Pooled, 300_000_00, fifth, Day(9, 15), remitted: Day(9, 29));
        Add(Row("other_income_received", "CB-2025-03-B", Pooled, 60_000_00, Day(9, 16)).As("breach")
            .Put("case_no", "CB-2025-03").Books("income.other"));

        var stay = AddOne(Benefit("MAN-2", Resident, 12_900_00, Day(8, 5), "inpatient").Put("person", "RS-0417")
            .Care(Day(6, 20), Day(6, 29)));
        Add(Order("CB-2025-04", Resident, 8_600_00, Day(9, 4), "agency", "third party was liable")
            .Put("person", "RS-0417").Of(stay));
        Add(Recover("CB-2025-04", "A", Resident, 4_300_00, Day(10, 11)).Put("person", "RS-0417"));
        Add(Recover("CB-2025-04", "B", Resident, 4_300_00, NextYear(1, 15)).Put("person", "RS-0417"));

        Add(Order("CB-2025-05", Personal, 35_000_00, Day(11, 6), "administration", "goods sold as medicine")
            .At(pharmacy).Of(_paid[(7, "P02", "PA")][0]));
        Add(Recover("CB-2025-05", "A", Personal, 20_000_00, Day(12, 5)).At(pharmacy));
        Add(Recover("CB-2025-05", "B", Personal, 15_000_00, NextYear(3, 5)).At(pharmacy));
        // Paid straight to the Treasury, so it is in no account of the fund.
        Add(Row("penalty_collected", "CB-2025-05-F", Personal, 70_000_00, Day(12, 8)).At(pharmacy)
            .Put("case_no", "CB-2025-05").Put("account", "treasury"));

        Add(Order("CB-2025-06", Pooled, 150_000_00, Day(12, 18), "agency", "items split to pass the limit").At(ninth)
            .Of(_paid[(10, "H09", "PI")][0]));
    }

    private static SampleRow OffsetOfFirstCase(Institution hospital, LocalDate day) =>
        Recover("CB-2025-01", "B", Pooled, 180_000_00, day).At(hospital).As("offset").Spends(-1);

    private static SampleRow Order(string caseNo, string fund, long fen, LocalDate day, string channel, string reason) =>
        Row("clawback_ordered", caseNo, fund, fen, day).Put("case_no", caseNo).Put("channel", channel)
            .Due(day.PlusDays(60)).Because(reason);

    // The year in which the overpayment was booked decides the line, never that of care.
    private static SampleRow Recover(
        string caseNo, string part, string fund, long fen, LocalDate day, int bookedIn = Year)
    {
        var row = Row("clawback_recovered", $"{caseNo}-{part}", fund, fen, day).Put("case_no", caseNo).As("cash");
        return bookedIn == day.Year ? row.Books("expenditure.benefits", -1) : row.Books("income.other");
    }

    private void Fine(string caseNo, string fund, long fen, Institution institution, LocalDate day, LocalDate remitted)
    {
        Add(Row("penalty_collected", $"{caseNo}-F", fund, fen, day).At(institution).Put("case_no", caseNo));
        Add(Row("penalty_remitted", $"{caseNo}-T", fund, fen, remitted).At(institution).Put("case_no", caseNo));
    }
}
