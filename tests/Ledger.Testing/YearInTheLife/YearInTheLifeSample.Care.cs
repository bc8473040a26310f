using System.Globalization;
using NodaTime;

namespace Ledger.Testing.YearInTheLife;

// Thirteen months of care, December 2024 to December 2025: each is settled at its end and paid in the month after.
public sealed partial class YearInTheLifeSample
{
    private const int PaidMonths = 12;

    /// <summary>How much of a fund's benefits goes through settlements; the rest is paid to people.</summary>
    private const int SettledPercent = 96;

    private static readonly CareStream[] _streams =
    [
        new("PI", "inpatient", 1, [(Pooled, 500)]),
        new("PO", "outpatient", 1, [(Pooled, 170), (Personal, 150)]),
        new("PS", "outpatient-special", 1, [(Pooled, 130)]),
        new("PN", "negotiated-drug", 2, [(Pooled, 60)]),
        new("PM", "maternity-medical", 2, [(Pooled, 30)]),
        new("PP", "pharmacy", 0, [(Pooled, 110)]),
        new("PA", "personal", 0, [(Personal, 850)]),
        new("RI", "inpatient", 1, [(Resident, 700)]),
        new("RO", "outpatient", 1, [(Resident, 130)]),
        new("RS", "outpatient-special", 1, [(Resident, 130)]),
        new("RN", "negotiated-drug", 2, [(Resident, 40)]),
    ];

    private readonly Dictionary<(int Month, string Key, string Tag), SampleRow[]> _settled = [];
    private readonly Dictionary<(int Month, string Key, string Tag), SampleRow[]> _paid = [];
    private readonly List<(Institution Hospital, SampleRow Deposit)> _deposits = [];

    /// <summary>A stream of care that institutions of a grade settle: the funds that pay it, with their share of 1,000.</summary>
    private sealed record CareStream(string Tag, string Category, int GradeMin, (string Fund, int PerMille)[] Legs)
    {
        internal bool IsOf(Institution institution) =>
            GradeMin == 0 ? !institution.IsHospital : institution.Grade >= GradeMin;

        internal bool IsOfResidents => Legs[0].Fund == Resident;
    }

    private long BenefitsOf(string fund) => fund switch
    {
        Resident => _published.Year(Resident, "expenditure.benefits"),
        Pooled => _published.Year("employee", "expenditure.benefits") / 10 * 7,
        _ => _published.Year("employee", "expenditure.benefits")
            - (_published.Year("employee", "expenditure.benefits") / 10 * 7),
    };

    private long InpatientOfMonth(string fund, Institution hospital)
    {
        var stream = _streams.First(one => one.Category == "inpatient" && one.Legs[0].Fund == fund);
        return BenefitsOf(fund) / 1000 * stream.Legs[0].PerMille / PaidMonths * hospital.Weight
            / _hospitals.Sum(one => one.Weight);
    }

    private void GiveCare()
    {
        foreach (var stream in _streams)
        {
            var institutions = _institutions.Where(stream.IsOf).ToList();
            var weights = (from month in Enumerable.Range(0, PaidMonths + 1)
                from one in institutions
                select one.Weight * _faker.Random.Int(85, 115)).ToArray();
            var paidInYear = weights.Take(PaidMonths * institutions.Count).Sum();
            for (var index = 0; index < weights.Length; index++)
            {
                var (month, institution) = (index / institutions.Count, institutions[index % institutions.Count]);
                Settle(stream, institution, month,
                    [.. stream.Legs.Select(leg => (leg.Fund, (long)((Int128)BenefitsOf(leg.Fund) * leg.PerMille
                        * SettledPercent * weights[index] / paidInYear / 100_000)))]);
            }
        }
        for (var month = 0; month <= PaidMonths; month++)
        {
            foreach (var institution in _institutions)
            {
                Pay(institution, month, ofResidents: false);
                Pay(institution, month, ofResidents: true);
            }
        }
        SettleTwice();
    }

    private void Settle(CareStream stream, Institution institution, int month, (string Fund, long Fen)[] legs)
    {
        var (first, last) = CareOf(month);
        var day = month == 0 ? Day(1, 2) : last;
        var sum = legs.Sum(leg => leg.Fen);
        var cost = sum * 1000 / _faker.Random.Int(640, 760);
        var outOfScope = cost * _faker.Random.Int(30, 90) / 1000;
        var examined = cost * _faker.Random.Int(120, 210) / 1000;
        var visits = (cost / (_faker.Random.Int(90, 110) * CostOfVisit(stream.Category))) + 1;
        _settled[(month, institution.Key, stream.Tag)] =
        [
            .. legs.Select(leg => Row("settlement_recorded", DocumentOf("S", month, institution, stream.Tag),
                    leg.Fund, leg.Fen, day).At(institution).As(stream.Category).Care(first, last)
                .Put("count", visits).Put("medical_cost", SampleRow.Yuan(cost))
                .Put("in_scope_cost", SampleRow.Yuan(cost - outOfScope))
                .Put("out_of_scope_cost", SampleRow.Yuan(outOfScope))
                .Put("self_paid", SampleRow.Yuan(cost - outOfScope - sum))
                .Put("exam_cost", SampleRow.Yuan(examined))),
        ];
        if (stream.Category == "inpatient")
        {
            var points = visits * _faker.Random.Int(80, 130);
            _settled[(month, institution.Key, stream.Tag)][0].Put("method", "drg").Put("points", points);
        }
        Add(_settled[(month, institution.Key, stream.Tag)]);
    }

    // A hundredth of what a visit costs on the average, in fen.
    private static long CostOfVisit(string category) => category switch
    {
        "inpatient" => 8_900,
        "maternity-medical" => 5_200,
        "negotiated-drug" => 1_900,
        "outpatient-special" => 310,
        "personal" or "pharmacy" => 86,
        _ => 190,
    };

    private static (LocalDate First, LocalDate Last) CareOf(int month)
    {
        var first = Day(1, 1).PlusMonths(month - 1);
        return (first, first.PlusMonths(1).PlusDays(-1));
    }

    private static string DocumentOf(string letter, int month, Institution institution, string tag) =>
        string.Create(CultureInfo.InvariantCulture, $"{letter}{CareOf(month).First:yyMM}-{institution.Key}-{tag}");
}
