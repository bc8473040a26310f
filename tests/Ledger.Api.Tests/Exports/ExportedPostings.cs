using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ledger.Api.Tests.Sheets;

namespace Ledger.Api.Tests.Exports;

/// <summary>A line of the double entry as an exported file has it; debits above zero, in yuan.</summary>
/// <param name="Account">Under our name, fund included.</param>
internal sealed record ExportedPosting(string Account, string Date, decimal Amount);

/// <summary>Reads the double entry out of each of the formats that have it.</summary>
internal static partial class ExportedPostings
{
    public static readonly IReadOnlyDictionary<string, Func<string, IEnumerable<ExportedPosting>>> ByFormat =
        new Dictionary<string, Func<string, IEnumerable<ExportedPosting>>>
        {
            ["hledger"] = path => OfJournal(path, HledgerEntry(), HledgerLine(), account => account),
            ["beancount"] = path => OfJournal(path, BeancountEntry(), BeancountLine(), OursOf),
            ["iso21378"] = OfTables,
            ["gbt24589"] = OfXml,
        };

    /// <summary>As docs/formats.md says it: without the root, first letters small.</summary>
    public static string OursOf(string beancount) => string.Join(':',
        beancount.Split(':').Skip(1).Select(part => char.ToLowerInvariant(part[0]) + part[1..]));

    private static IEnumerable<ExportedPosting> OfJournal(string path, Regex entry, Regex line, Func<string, string> ours)
    {
        var date = "";
        foreach (var text in File.ReadLines(path))
        {
            if (entry.Match(text) is { Success: true } begins) date = begins.Groups[1].Value;
            else if (line.Match(text) is { Success: true } posting)
                yield return new(ours(posting.Groups[1].Value), date, Yuan(posting.Groups[2].Value));
        }
    }

    private static IEnumerable<ExportedPosting> OfTables(string folder)
    {
        // entry, period, date, … and entry, line, account, fund, debit, credit.
        var dates = Rows("GL_Journal_Entry.csv").ToDictionary(row => row[0], row => row[2]);
        return Rows("GL_Journal_Entry_Line.csv").Select(row => new ExportedPosting(row[2], dates[row[0]], Yuan(row[4]) - Yuan(row[5])));

        IEnumerable<IReadOnlyList<string>> Rows(string table) => CsvRows.Of(File.ReadAllText(Path.Combine(folder, table))).Skip(1);
    }

    private static IEnumerable<ExportedPosting> OfXml(string path)
    {
        XNamespace ns = "urn:ledger:gbt24589-style:1";
        return XDocument.Load(path).Descendants(ns + "凭证").SelectMany(voucher => voucher.Descendants(ns + "分录"),
            (voucher, line) => new ExportedPosting(Of(line, "科目"), Of(voucher, "日期"), Yuan(Of(line, "借方")) - Yuan(Of(line, "贷方"))));

        static string Of(XElement element, string name) => element.Attribute(name)!.Value;
    }

    /// <summary>What a statement says of a fund, made of nothing but postings.</summary>
    public static decimal Line(IReadOnlyList<ExportedPosting> postings, string fund, string line, string from, string to)
    {
        var (income, expenditure) = (-Sum("income", from), Sum("expenditure", from));
        return line switch
        {
            "income.total" => income,
            "expenditure.total" => expenditure,
            "surplus" => income - expenditure,
            "closing" => -Sum("opening", "") - Sum("income", "") - Sum("expenditure", ""),
            _ when line.StartsWith("income.", StringComparison.Ordinal) => -Sum(line.Replace('.', ':'), from),
            _ => Sum(line.Replace('.', ':'), from),
        };

        decimal Sum(string account, string first) => postings.Where(posting => string.CompareOrdinal(posting.Date, first) >= 0
                && string.CompareOrdinal(posting.Date, to) <= 0
                && $"{posting.Account}:".StartsWith($"{fund}:{account}:", StringComparison.Ordinal))
            .Sum(posting => posting.Amount);
    }

    /// <summary>The amounts in fen of what a log's file has of a kind of event of a fund.</summary>
    public static decimal Events(string path, string kind, string fund, string from, string to) => File.ReadLines(path)
        .Select(line => JsonDocument.Parse(line).RootElement).Where(row => row.GetProperty("type").GetString() == kind)
        .Select(row => row.GetProperty("data"))
        .Where(data => data.GetProperty("Fund").GetString() == fund && data.GetProperty("CashDate").GetString() is { } date
            && string.CompareOrdinal(date, from) >= 0 && string.CompareOrdinal(date, to) <= 0)
        .Sum(data => data.GetProperty("Amount").GetDecimal());

    private static decimal Yuan(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\d{4}-\d\d-\d\d) \(")]
    private static partial Regex HledgerEntry();

    [GeneratedRegex(@"^    (\S+)  (-?\d+\.\d\d) CNY$")]
    private static partial Regex HledgerLine();

    [GeneratedRegex(@"^(\d{4}-\d\d-\d\d) \* ")]
    private static partial Regex BeancountEntry();

    [GeneratedRegex(@"^  ([A-Z]\S+)  (-?\d+\.\d\d) CNY$")]
    private static partial Regex BeancountLine();
}
