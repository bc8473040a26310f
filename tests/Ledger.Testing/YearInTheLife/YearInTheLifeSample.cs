using Bogus;
using NodaTime;

namespace Ledger.Testing.YearInTheLife;

/// <summary>The files of samples/year-in-the-life, as text.</summary>
/// <param name="Events2025">Everything with a cash date in 2025.</param>
/// <param name="Events2026">What the year still moves in the first months of the next.</param>
/// <param name="Institutions">Codes and made-up names.</param>
public sealed record SampleFiles(string Events2025, string Events2026, string Institutions);

/// <summary>
/// Makes the sample: a pool that there is not, of three funds and forty institutions, over one calendar year. The same
/// seed gives the same files to the byte. What happens is made up; what it comes to is 龙游's published quarter times
/// four, line by line: the ordinary flows of a line are what its published figure leaves beside the special ones.
/// </summary>
public sealed partial class YearInTheLifeSample
{
    /// <summary>A division code that is not in use.</summary>
    public const string Pool = "330999";

    private const int Seed = 20_250_101;
    private const int Year = 2025;

    private const string Pooled = "employee-pooled";
    private const string Personal = "employee-personal";
    private const string Resident = "resident";

    private static readonly string[] _funds = [Pooled, Personal, Resident];

    private readonly PublishedYear _published;
    private readonly Faker _faker = new("zh_CN") { Random = new Randomizer(Seed) };
    private readonly IReadOnlyList<Institution> _institutions;
    private readonly IReadOnlyList<Institution> _hospitals;
    private readonly List<SampleRow[]> _submissions = [];

    private YearInTheLifeSample(PublishedYear published)
    {
        _published = published;
        _institutions = Institution.All(_faker);
        _hospitals = [.. _institutions.Where(institution => institution.IsHospital)];
    }

    public static SampleFiles Make(PublishedYear published)
    {
        var sample = new YearInTheLifeSample(published);
        sample.Open();
        sample.Plan();
        sample.Advance();
        sample.GiveCare();
        sample.ClawBack();
        sample.Correct();
        sample.TreatPersons();
        sample.ClearTheYear();
        // Last, since they make every line come to its published figure, and fund the payments.
        sample.FillUpBenefits();
        sample.FillUpExpenditure();
        sample.FillUpIncome();
        sample.SupplyExpenditureAccounts();
        return new(sample.Events(Year), sample.Events(Year + 1), sample.InstitutionFile());
    }

    private string Events(int year) => string.Join('\n',
    [
        string.Join(',', SampleRow.Columns),
        .. _submissions.Where(rows => rows[0].Date.Year == year).OrderBy(rows => rows[0].Date)
            .SelectMany(rows => rows).Select(row => row.Csv()),
        "",
    ]);

    private string InstitutionFile() => string.Join('\n',
    [
        "code,name,kind,grade",
        .. _institutions.Select(one => $"{one.Code},{one.Name},{(one.IsHospital ? "hospital" : "pharmacy")},{one.Grade}"),
        "",
    ]);

    /// <summary>Rows that stand or fall together.</summary>
    private void Add(params SampleRow[] rows) => _submissions.Add(rows);

    private SampleRow AddOne(SampleRow row)
    {
        Add(row);
        return row;
    }

    private static SampleRow Row(string kind, string document, string fund, long fen, LocalDate date) =>
        new(kind, document, fund, fen, date);

    private static LocalDate Day(int month, int day) => new(Year, month, day);

    private static LocalDate NextYear(int month, int day) => new(Year + 1, month, day);

    private static LocalDate WorkingDay(LocalDate day) => day.DayOfWeek switch
    {
        IsoDayOfWeek.Saturday => day.PlusDays(-1),
        IsoDayOfWeek.Sunday => day.PlusDays(1),
        _ => day,
    };

    /// <summary>What the year's published figure leaves of a line for the ordinary flows.</summary>
    private long Left(string published, string line) => _published.Year(published, line) - Booked(published, line);

    private long Booked(string published, string line) => _submissions.SelectMany(rows => rows)
        .Where(row => row.Date.Year == Year).SelectMany(row => row.Booked)
        .Where(booked => booked.Line == line && (published == Resident) == (booked.Fund == Resident))
        .Sum(booked => booked.Fen);

    /// <summary>Shares by weight, to the fen; the odd fen go to the first ones.</summary>
    private static long[] Share(long total, params int[] weights)
    {
        var whole = weights.Sum();
        var shares = weights.Select(weight => (long)((Int128)total * weight / whole)).ToArray();
        var odd = total - shares.Sum();
        for (var index = 0; index < odd; index++) shares[index]++;
        return shares;
    }

    private static int[] Even(int count) => [.. Enumerable.Repeat(1, count)];
}
