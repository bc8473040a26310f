using Ledger.Api.Importing;
using Ledger.Domain.Accounting;
using Ledger.Domain.Funds;
using Ledger.Domain.Reconciling;

namespace Ledger.Api.Reconciling;

/// <summary>
/// Lines of a bank's statement as CSV (docs/formats.md): what came into an account or went out of it, one a line.
/// </summary>
internal sealed class OutsideLinesFile
{
    private static readonly string[] _columns =
        ["account", "date", "amount", "direction", "reference", "fund", "counterparty", "note"];

    private readonly List<ReconciledLine> _lines = [];
    private readonly List<ImportError> _errors = [];

    private OutsideLinesFile()
    {
    }

    /// <summary>In the order of files and lines; only to be used when there is no error.</summary>
    public IReadOnlyList<ReconciledLine> Lines => _lines;

    public IReadOnlyList<ImportError> Errors => _errors;

    /// <summary>Whether every line names its fund; else none does.</summary>
    public bool NamesFunds { get; private set; }

    /// <summary>Reads the files as one.</summary>
    public static OutsideLinesFile Read(
        IReadOnlyList<string> paths, string? encoding, FundCatalogue funds, ChartOfAccounts chart)
    {
        var all = new OutsideLinesFile();
        var withoutFund = new List<OutsideFields>();
        foreach (var path in paths) all.ReadOne(path, encoding, funds, chart, withoutFund);
        all.NamesFunds = all._lines.Exists(line => !line.Fund.IsNone);
        if (all.NamesFunds)
        {
            foreach (var fields in withoutFund) fields.Refuse("fund", OutsideFileText.FundInSomeRows);
        }
        return all;
    }

    private void ReadOne(
        string path, string? encoding, FundCatalogue funds, ChartOfAccounts chart, List<OutsideFields> withoutFund)
    {
        var table = CsvTable.Open(path, encoding, _columns, _columns[..4]);
        foreach (var row in OutsideRows.Of(path, table, _columns, _errors))
        {
            var line = Line(row, path, funds, chart);
            if (line is null) continue;
            _lines.Add(line);
            if (line.Fund.IsNone) withoutFund.Add(row);
        }
    }

    private ReconciledLine? Line(OutsideFields row, string path, FundCatalogue funds, ChartOfAccounts chart)
    {
        var account = row.Choice("account", chart.BankAccounts);
        var date = row.Date("date");
        var amount = row.Amount("amount");
        var isIn = row.Choice("direction", ["in", "out"]) == "in";
        var reference = row.Text("reference");
        var fund = row["fund"].Length == 0 ? default : row.Fund("fund", funds);
        var party = row.Text("counterparty");
        row.Text("note");
        if (!row.AreGood) return null;
        return new(_lines.Count + 1, date, account, fund, isIn ? amount : -amount)
        {
            References = reference.Length == 0 ? [] : [reference],
            Party = party,
            Source = $"{Path.GetFileName(path)}:{row.Line}",
        };
    }
}
