using System.Globalization;
using System.Text;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Benchmarks;

/// <summary>
/// A made-up city's traffic as an events file: three funds, a thousand institutions, a million people; mostly single
/// reimbursements day by day, some of two funds, monthly premiums, advances, each given back before its institution has
/// the next one, reversals, and one row in a hundred dated weeks before it is recorded. The same number gives the same file.
/// </summary>
public sealed class CityTraffic(int seed)
{
    public const string Header =
        "kind,document,fund,amount,date,institution,person,category,payer,count,medical_cost,self_paid,business_from,original,reason,budget_year";

    private const int Institutions = 1_000;
    private const int BudgetedInstitutions = 20;
    private const int People = 1_000_000;
    private const int DaysBackMax = 60;
    private const int Days = 730;
    private static readonly LocalDate _first = new(2024, 1, 1);
    private static readonly string[] _categories = ["inpatient", "outpatient", "outpatient-special", "pharmacy"];

    private readonly Random _random = new(seed);

    private readonly Dictionary<string, (string Document, long Fen)> _advances = new(StringComparer.Ordinal);

    /// <summary>An institution with a budget for the last year of the traffic.</summary>
    public static InstitutionCode Budgeted => InstitutionCode.Of(Hospital(0));

    /// <summary>The rows, without a header; the first six open the books, the next allot budgets.</summary>
    public IEnumerable<string> Rows(long count)
    {
        foreach (var fund in (string[])["employee-pooled", "employee-personal", "resident"])
        {
            yield return Row("fund_opened", $"O-{fund}", fund, null, _first);
            yield return Row("opening_balance_recorded", $"B-{fund}", fund, 9_000_000_000_00, _first);
        }
        for (var number = 0; number < BudgetedInstitutions; number++)
            yield return Row("budget_allotted", $"A-{number}", "resident", 90_000_000_00, _first, Hospital(number), budgetYear: "2025");
        for (var number = 6L + BudgetedInstitutions; number < count;)
        {
            var day = _first.PlusDays((int)(number * Days / count));
            if (_random.Next(100) == 0) day = LocalDate.Max(_first, day.PlusDays(-_random.Next(DaysBackMax)));
            foreach (var row in Some(number, day))
            {
                yield return row;
                number++;
            }
        }
    }

    /// <summary>Writes the file.</summary>
    public void Write(string path, long count)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), bufferSize: 1 << 16);
        file.WriteLine(Header);
        foreach (var row in Rows(count)) file.WriteLine(row);
    }

    private IEnumerable<string> Some(long number, LocalDate day)
    {
        var document = "S" + number.ToString("D9", CultureInfo.InvariantCulture);
        switch (_random.Next(100))
        {
            case < 80:
                yield return Care(document, _random.Next(2) == 0 ? "resident" : "employee-pooled", day, _random.Next(50_00, 9_000_00));
                break;
            case < 90:
                // One settlement of two funds: two rows of one document.
                var (hospital, person, cost) = (Hospital(), Person(), _random.Next(100_00, 3_000_00));
                yield return Care(document, "employee-pooled", day, cost * 7 / 10, hospital, person, cost);
                yield return Care(document, "employee-personal", day, cost * 2 / 10, hospital, person, cost);
                break;
            case < 97:
                yield return Row("premium_received", document, _random.Next(2) == 0 ? "resident" : "employee-pooled",
                    _random.Next(100_00, 90_000_00), day, payer: _random.Next(2) == 0 ? "employer" : "individual");
                break;
            case < 98:
                var (fen, holder) = (_random.Next(1_000_00, 9_000_00), Hospital());
                if (_advances.TryGetValue(holder, out var advance))
                    yield return Row("prepayment_returned", "R" + advance.Document, "resident", advance.Fen, day, holder);
                _advances[holder] = (document, fen);
                yield return Row("prepayment_paid", document, "resident", fen, day, holder);
                break;
            case < 99:
                yield return Care(document, "resident", day, 321_00);
                yield return Row("entry_reversed", "R" + document, "", null, day, original: document, reason: "recorded twice");
                break;
            default:
                yield return Row("interest_credited", document, "resident", _random.Next(1_00, 900_00), day);
                break;
        }
    }

    private string Care(string document, string fund, LocalDate day, long fen, string? hospital = null,
        string? person = null, long? cost = null) =>
        Row("reimbursement_paid", document, fund, fen, day, hospital ?? Hospital(), person ?? Person(),
            _categories[_random.Next(_categories.Length)], count: "1", cost: cost ?? fen * 10 / 7, self: fen / 5,
            from: day.PlusDays(-_random.Next(20)));

    private string Hospital() => Hospital(_random.Next(Institutions));

    private static string Hospital(int number) => "H3309" + number.ToString("D7", CultureInfo.InvariantCulture);

    private string Person() => "p" + _random.Next(People).ToString("D7", CultureInfo.InvariantCulture);

    private static string Row(string kind, string document, string fund, long? fen, LocalDate day, string? institution = null,
        string? person = null, string? category = null, string? payer = null, string? count = null, long? cost = null,
        long? self = null, LocalDate? from = null, string? original = null, string? reason = null,
        string? budgetYear = null) =>
        string.Join(',', kind, document, fund, Yuan(fen), day.Iso(), institution, person, category, payer, count, Yuan(cost),
            Yuan(self), from?.Iso(), original, reason, budgetYear);

    private static string Yuan(long? fen) => fen is { } amount ? new Money(amount).ToString() : "";
}
