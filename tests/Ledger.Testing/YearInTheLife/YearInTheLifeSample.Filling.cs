using System.Globalization;
using NodaTime;

namespace Ledger.Testing.YearInTheLife;

// The ordinary flows of every line: what its published figure leaves.
public sealed partial class YearInTheLifeSample
{
    private void FillUpBenefits()
    {
        var booked = _submissions.SelectMany(rows => rows).Where(row => row.Date.Year == Year)
            .SelectMany(row => row.Booked).Where(one => one.Line == "expenditure.benefits")
            .ToLookup(one => one.Fund, one => one.Fen);
        Pay(Pooled, "inpatient", "MP", Share(BenefitsOf(Pooled) - booked[Pooled].Sum(), 7, 3)[0]);
        Pay(Pooled, "maternity-allowance", "MA", Share(BenefitsOf(Pooled) - booked[Pooled].Sum(), 7, 3)[1]);
        Pay(Personal, "personal", "MO", BenefitsOf(Personal) - booked[Personal].Sum());
        Pay(Resident, "inpatient", "MR", BenefitsOf(Resident) - booked[Resident].Sum());
    }

    // 零星报销: handed in by people, for care of the month before.
    private void Pay(string fund, string category, string tag, long year)
    {
        foreach (var (month, fen) in Months(year))
        {
            var (first, last) = CareOf(month - 1);
            Add(Benefit($"{tag}-{month:00}", fund, fen, WorkingDay(Day(month, 26)), category).Care(first, last)
                .Put("persons", _faker.Random.Int(40, 400)));
        }
    }

    private void FillUpExpenditure()
    {
        foreach (var (month, fen) in Months(Left("employee", "expenditure.transfer")))
        {
            Add(Row("transfer_paid", $"TP-{month:00}", Personal, fen, WorkingDay(Day(month, 22))).As("transfer")
                .Put("persons", _faker.Random.Int(10, 60)).Books("expenditure.transfer").Spends());
        }
        foreach (var (fund, published) in new[] { (Pooled, "employee"), (Resident, Resident) })
        {
            foreach (var (quarter, fen) in Quarters(Left(published, "expenditure.other")))
            {
                Add(Row("other_expenditure_paid", $"OE-{fund}-{quarter}", fund, fen, Day(quarter * 3, 27))
                    .Books("expenditure.other").Spends());
            }
        }
    }

    private void FillUpIncome()
    {
        FillUpPremiums();
        FillUpSubsidies();
        foreach (var (month, fen) in Months(Left("employee", "income.transfer")))
            Add(Row("transfer_received", $"TI-{month:00}", Personal, fen, WorkingDay(Day(month, 21))).Books("income.transfer"));
        var employee = Share(Left("employee", "income.interest"), 7, 3);
        FillUpInterest(Pooled, employee[0]);
        FillUpInterest(Personal, employee[1]);
        FillUpInterest(Resident, Left(Resident, "income.interest"));
        foreach (var (quarter, fen) in Quarters(Left("employee", "income.other")))
            Add(Row("other_income_received", $"OI-E-{quarter}", Pooled, fen, Day(quarter * 3, 24)).As("late-fee").Books("income.other"));
        foreach (var (quarter, fen) in Quarters(Left(Resident, "income.other")))
        {
            Add(Row("other_income_received", $"OI-R-{quarter}", Resident, fen, Day(quarter * 3, 24))
                .As(quarter == 2 ? "insurer-surplus" : "other").Books("income.other"));
        }
    }

    private void FillUpInterest(string fund, long year)
    {
        foreach (var (quarter, fen) in Quarters(year))
            Add(Row("interest_credited", $"INT-{fund}-{quarter}", fund, fen, Day(quarter * 3, 21)).Books("income.interest"));
    }

    private void FillUpPremiums()
    {
        // The employers' part to the pool, the employees' own to their accounts, by month.
        var parts = Share(Left("employee", "income.premium"), 58, 8, 34);
        foreach (var (payer, fund, year) in new[]
        {
            ("employer", Pooled, parts[0]), ("flexible", Pooled, parts[1]), ("individual", Personal, parts[2]),
        })
        {
            foreach (var (month, fen) in Months(year))
                Add(Row("premium_received", $"PE-{payer}-{month:00}", fund, fen, WorkingDay(Day(month, 10))).By(payer).Books("income.premium"));
        }
        for (var month = 1; month <= PaidMonths; month++)
        {
            Add(Row("funds_moved", $"PA-{month:00}", Pooled, 2_800_000_00 + (1_000_00L * _faker.Random.Int(1, 300)),
                WorkingDay(Day(month, 18))).Put("to_fund", Personal).As("pool-to-personal")
                .Books("income.premium", -1).Books(Personal, "income.premium", 1));
        }
        FillUpResidentPremiums();
    }

    // Late ones of this year, one that covers eighteen months, and from September those of the next year.
    private void FillUpResidentPremiums()
    {
        Add(Row("premium_received", "PR-18", Resident, 60_000_00, Day(6, 30)).By("individual")
            .Care(Day(7, 1), NextYear(12, 31)).Put("persons", 100).Note("eighteen months").Books("income.premium"));
        var payers = new[] { ("individual", 78), ("fiscal", 9), ("medical-aid", 8), ("collective", 5) };
        var months = new[] { (1, 4), (2, 2), (3, 1), (9, 12), (10, 24), (11, 36), (12, 21) };
        var shares = Share(Left(Resident, "income.premium"),
            [.. months.SelectMany(month => payers.Select(payer => month.Item2 * payer.Item2))]);
        for (var index = 0; index < shares.Length; index++)
        {
            var (month, payer) = (months[index / payers.Length].Item1, payers[index % payers.Length].Item1);
            var cover = month > 3 ? NextYear(1, 1) : Day(1, 1);
            Add(Row("premium_received", $"PR-{payer}-{month:00}", Resident, shares[index], WorkingDay(Day(month, 25)))
                .By(payer).Care(cover, new(cover.Year, 12, 31)).Put("persons", (shares[index] / 400_00) + 1)
                .Books("income.premium"));
        }
    }

    private void FillUpSubsidies()
    {
        var payers = new[] { ("central", 45), ("provincial", 30), ("municipal", 5), ("county", 20) };
        var months = new[] { (1, 30), (3, 20), (5, 20), (7, 20), (10, 10) };
        var shares = Share(Left(Resident, "income.subsidy"),
            [.. months.SelectMany(month => payers.Select(payer => month.Item2 * payer.Item2))]);
        for (var index = 0; index < shares.Length; index++)
        {
            var (month, payer) = (months[index / payers.Length].Item1, payers[index % payers.Length].Item1);
            Add(Row("subsidy_received", $"SUB-{payer}-{month:00}", Resident, shares[index], WorkingDay(Day(month, 16)))
                .By(payer).As("standard").Books("income.subsidy"));
        }
        foreach (var (quarter, fen) in Quarters(Left("employee", "income.subsidy")))
            Add(Row("subsidy_received", $"SUB-E-{quarter}", Pooled, fen, Day(quarter * 3, 16)).By("county").As("standard").Books("income.subsidy"));
    }

    // On the first of every month what the month will take, rounded up; what comes back may go to either account.
    private void SupplyExpenditureAccounts()
    {
        const long round = 10_000_00;
        var needs = _submissions.SelectMany(rows => rows).Where(row => row.Spent != 0)
            .GroupBy(row => (row.Fund, Month: new LocalDate(row.Date.Year, row.Date.Month, 1)))
            .OrderBy(group => group.Key.Month).ThenBy(group => group.Key.Fund, StringComparer.Ordinal).ToList();
        foreach (var group in needs)
        {
            var fen = ((group.Sum(row => row.Spent) / round) + 1) * round;
            if (fen <= 0) continue;
            Add(Row("account_moved", string.Create(CultureInfo.InvariantCulture,
                $"MOVE-{group.Key.Fund}-{group.Key.Month:yyMM}"), group.Key.Fund, fen, group.Key.Month)
                .Put("account", "fiscal-account").Put("to_account", "expenditure-account"));
        }
    }

    private static IEnumerable<(int Month, long Fen)> Months(long year) =>
        Share(year, Even(12)).Select((fen, index) => (index + 1, fen));

    private static IEnumerable<(int Quarter, long Fen)> Quarters(long year) =>
        Share(year, Even(4)).Select((fen, index) => (index + 1, fen));
}
