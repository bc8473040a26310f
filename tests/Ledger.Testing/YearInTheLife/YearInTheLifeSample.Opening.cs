using System.Globalization;
using NodaTime;

namespace Ledger.Testing.YearInTheLife;

// How the year begins: openings by account, persons and advances; budgets; facts.
public sealed partial class YearInTheLifeSample
{
    private const int PersonCount = 30;

    private readonly Dictionary<string, long> _personOpenings = new(StringComparer.Ordinal);

    private void Open()
    {
        foreach (var fund in _funds) Add(Row("fund_opened", $"OPEN-{fund}", fund, 0, Day(1, 1)));
        var personal = _published.PersonalPart("employee");
        OpenAccounts(Pooled, _published.Opening("employee") - personal, OldAdvances(Pooled));
        OpenAccounts(Personal, personal, PersonalAccounts());
        OpenAccounts(Resident, _published.Opening(Resident), OldAdvances(Resident));
    }

    // What is neither advanced nor a known person's lies in the special account, a month's payments in the other.
    private void OpenAccounts(string fund, long total, long elsewhere)
    {
        const long reserve = 3_000_000_00;
        Add(Row("opening_balance_recorded", $"OPEN-{fund}-E", fund, reserve, Day(1, 1))
            .Put("account", "expenditure-account"));
        Add(Row("opening_balance_recorded", $"OPEN-{fund}-F", fund, total - elsewhere - reserve, Day(1, 1))
            .Put("account", "fiscal-account"));
    }

    private long OldAdvances(string fund)
    {
        var sum = 0L;
        foreach (var hospital in _hospitals.Take(3))
        {
            var fen = 10_000_00L * _faker.Random.Int(20, 60);
            Add(Row("opening_balance_recorded", $"OPEN-{fund}-{hospital.Key}", fund, fen, Day(1, 1))
                .At(hospital).Put("account", "prepayment").Note("advance of 2024, not returned at its end"));
            Add(Row("prepayment_returned", $"OLD-{fund}-{hospital.Key}", fund, fen, WorkingDay(Day(1, 6)))
                .At(hospital).As("working-capital"));
            sum += fen;
        }
        return sum;
    }

    private long PersonalAccounts()
    {
        for (var index = 1; index <= PersonCount; index++)
        {
            var person = string.Create(CultureInfo.InvariantCulture, $"EX-{index:0000}");
            var fen = 100L * _faker.Random.Int(3_000, 12_000);
            _personOpenings[person] = fen;
            Add(Row("opening_balance_recorded", $"OPEN-{person}", Personal, fen, Day(1, 1)).Put("person", person));
        }
        return _personOpenings.Values.Sum();
    }

    private void Plan()
    {
        foreach (var (fund, published, percent) in new[] { (Pooled, "employee", 56), (Resident, Resident, 92) })
        {
            // About what hospitals settle of it, without negotiated drugs.
            PlanInstitutions(fund, _published.Year(published, "expenditure.benefits") / 100 * percent);
            PlanLines(fund, published);
        }
        CountPeople();
        foreach (var hospital in _hospitals)
        {
            Add(Row("fact_recorded", $"SCORE-{hospital.Key}", Pooled, 0, Day(12, 31)).At(hospital)
                .As("score").Put("count", hospital.Score).Put("budget_year", Year));
        }
    }

    private void PlanInstitutions(string fund, long benefits)
    {
        const long round = 1_000_00;
        var shares = Share(benefits, [.. _hospitals.Select(hospital => hospital.Weight)]);
        var sum = 0L;
        for (var index = 0; index < _hospitals.Count; index++)
        {
            var fen = shares[index] * _faker.Random.Int(94, 108) / 100 / round * round;
            sum += fen;
            Add(Row("budget_allotted", $"B-{fund}-{_hospitals[index].Key}", fund, fen, Day(1, 15))
                .At(_hospitals[index]).Put("budget_year", Year).Note(_hospitals[index].Name));
        }
        Add(Row("budget_allotted", $"B-{fund}", fund, sum + (sum / 20), Day(1, 15)).Put("budget_year", Year)
            .Note("the region's total: the institutions' and a twentieth kept back"));
        foreach (var hospital in _hospitals.Skip(4).Take(5))
        {
            var direction = _faker.PickRandom("up", "down");
            Add(Row("budget_adjusted", $"BA-{fund}-{hospital.Key}", fund, round * _faker.Random.Int(20, 90), Day(7, 10))
                .At(hospital).Put("budget_year", Year).Put("direction", direction).Because("mid-year review"));
        }
        Add(Row("budget_allotted", $"B26-{fund}", fund, sum + (sum / 10), NextYear(1, 15)).Put("budget_year", Year + 1));
    }

    private void PlanLines(string fund, string published)
    {
        const long round = 1_000_000_00;
        foreach (var line in (string[])["income.premium", "income.subsidy", "income.interest",
            "expenditure.benefits", "expenditure.other"])
        {
            var fen = ((_published.Year(published, line) * (fund == Pooled ? 7 : 10) / 10 / round) + 1) * round;
            Add(Row("fund_budget_set", $"FB-{fund}-{line}", fund, fen, Day(1, 10))
                .Put("line", line).Put("budget_year", Year));
        }
    }

    private void CountPeople()
    {
        var (active, retired, residents) = (96_000L, 41_000L, 262_000L);
        foreach (var month in (int[])[3, 6, 9, 12])
        {
            active += _faker.Random.Int(-300, 500);
            retired += _faker.Random.Int(100, 400);
            residents -= _faker.Random.Int(100, 900);
            var day = new LocalDate(Year, month, 28);
            foreach (var (what, fund, count) in new[]
            {
                ("active", Pooled, active), ("retired", Pooled, retired), ("insured", Resident, residents),
            })
                Add(Row("fact_recorded", $"F-{what}-{month:00}", fund, 0, day).As(what).Put("count", count));
        }
    }
}
