using System.Globalization;

namespace Ledger.Testing.YearInTheLife;

/// <summary>
/// 龙游's printed first quarter of 2025, scaled to a year: income and expenditure of every line times four, the opening
/// as it follows from what is printed. In fen.
/// </summary>
public sealed class PublishedYear
{
    private const int Quarters = 4;
    private const long FenPerWan = 1_000_000;

    private readonly Dictionary<(string Fund, string Line), long> _printed;

    private PublishedYear(Dictionary<(string, string), long> printed) => _printed = printed;

    public static PublishedYear Read(string publication) => new(publication
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(row => row.Split(','))
        .Where(cells => cells[8].Trim() == "wan")
        .ToDictionary(cells => (cells[2], cells[5]),
            cells => (long)(decimal.Parse(cells[7], CultureInfo.InvariantCulture) * FenPerWan)));

    /// <summary>The balance before the quarter: its closing less its surplus.</summary>
    public long Opening(string fund) => _printed[(fund, "closing")] - _printed[(fund, "surplus")];

    /// <summary>What is printed of the personal accounts' part of a balance.</summary>
    public long PersonalPart(string fund) => _printed[(fund, "closing.personal")];

    /// <summary>
    /// A line of income or expenditure, or a total, over the year; zero where none is printed. Of the residents' other
    /// expenditure what the printed total has and its printed parts lack is a part.
    /// </summary>
    public long Year(string fund, string line)
    {
        var quarter = _printed.GetValueOrDefault((fund, line));
        if (line == "expenditure.other") quarter += Unexplained(fund);
        return quarter * Quarters;
    }

    private long Unexplained(string fund) => _printed[(fund, "expenditure.total")]
        - _printed.Where(row => row.Key.Fund == fund && row.Key.Line != "expenditure.total"
            && row.Key.Line.StartsWith("expenditure.", StringComparison.Ordinal)).Sum(row => row.Value);
}
