using Ledger.Api.Importing;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Funds;
using Ledger.Domain.Reconciling;
using Ledger.Domain.Statements;
using NodaTime;

namespace Ledger.Api.Reconciling;

/// <summary>Figures from outside for the end of a day, as CSV (docs/formats.md).</summary>
internal static class BalancesFile
{
    private static readonly string[] _columns = ["fund", "line", "date", "amount", "note"];

    /// <summary>Reads the files as one.</summary>
    /// <exception cref="OutsideFileException">A row is bad.</exception>
    public static IReadOnlyList<(LocalDate Date, StatedBalance Balance, string Note)> Read(
        IReadOnlyList<string> paths, string? encoding, FundCatalogue funds, ChartOfAccounts chart)
    {
        var (balances, errors) = (new List<(LocalDate, StatedBalance, string)>(), new List<ImportError>());
        var places = new Dictionary<(FundCode, string, LocalDate), string>();
        foreach (var path in paths)
        {
            var table = CsvTable.Open(path, encoding, _columns, _columns[..4]);
            foreach (var row in OutsideRows.Of(path, table, _columns, errors))
            {
                var (fund, line, date) = (row.Fund("fund", funds), row["line"], row.Date("date"));
                if (!IsBalance(line, chart)) row.Refuse("line", OutsideFileText.BalanceLineNotKnown);
                var amount = row.Amount("amount", signed: true);
                var note = row.Text("note");
                if (!row.AreGood) continue;
                if (places.TryGetValue((fund, line, date), out var before)) row.Refuse("line", OutsideFileText.Twice(before));
                else
                {
                    places[(fund, line, date)] = $"{path}:{row.Line}";
                    balances.Add((date, new(fund, line, amount), note));
                }
            }
        }
        return errors.Count == 0 ? balances : throw new OutsideFileException(errors);
    }

    private static bool IsBalance(string line, ChartOfAccounts chart) => line == StatementLines.Closing
        || (StatementLines.TrySideOf(line) is StatementSide.Asset or StatementSide.Liability && chart.Knows(line));
}
