using Ledger.Api.Importing;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Funds;
using Ledger.Domain.Statements;
using NodaTime;

namespace Ledger.Api.Reconciling;

/// <summary>What another states that a line of a fund came to over some days.</summary>
/// <param name="Line">
/// A line of income or expenditure, or <c>bank.ACCOUNT</c>: what moved in it, with <c>.in</c> or <c>.out</c> what came in or
/// went out.
/// </param>
internal sealed record OutsideTotal(FundCode Fund, string Line, LocalDate From, LocalDate To, Money Amount, string Source);

/// <summary>Totals that the finance office or the tax office states, as CSV (docs/formats.md).</summary>
internal sealed class OutsideTotalsFile
{
    internal const string In = ".in";
    internal const string Out = ".out";

    private static readonly string[] _columns = ["fund", "line", "from", "to", "amount", "note"];

    private readonly List<OutsideTotal> _totals = [];
    private readonly List<ImportError> _errors = [];

    private OutsideTotalsFile()
    {
    }

    /// <summary>In the order of files and lines; only to be used when there is no error.</summary>
    public IReadOnlyList<OutsideTotal> Totals => _totals;

    public IReadOnlyList<ImportError> Errors => _errors;

    /// <summary>Reads the files as one.</summary>
    public static OutsideTotalsFile Read(
        IReadOnlyList<string> paths, string? encoding, FundCatalogue funds, ChartOfAccounts chart)
    {
        var all = new OutsideTotalsFile();
        var stated = new Dictionary<(FundCode, string), SortedList<LocalDate, OutsideTotal>>();
        foreach (var path in paths)
        {
            var table = CsvTable.Open(path, encoding, _columns, _columns[..5]);
            foreach (var row in OutsideRows.Of(path, table, _columns, all._errors))
            {
                if (Total(row, path, funds, chart) is { } total && !IsStated(total, row, stated)) all._totals.Add(total);
            }
        }
        return all;
    }

    /// <summary>The bank account of a line; null where the line is none of a bank account.</summary>
    internal static string? AccountOf(string line)
    {
        const string bank = StatementLines.Bank + ".";
        if (!line.StartsWith(bank, StringComparison.Ordinal)) return null;
        var name = line[bank.Length..];
        return name.EndsWith(In, StringComparison.Ordinal) ? name[..^In.Length]
            : name.EndsWith(Out, StringComparison.Ordinal) ? name[..^Out.Length]
            : name;
    }

    private static OutsideTotal? Total(OutsideFields row, string path, FundCatalogue funds, ChartOfAccounts chart)
    {
        var fund = row.Fund("fund", funds);
        var line = row["line"];
        if (!IsLine(line, chart)) row.Refuse("line", OutsideFileText.LineNotKnown);
        var (from, to) = (row.Date("from"), row.Date("to"));
        if (row.AreGood && to < from) row.Refuse("to", OutsideFileText.EndsBeforeItBegins(from.Iso()));
        var amount = row.Amount("amount", signed: true);
        row.Text("note");
        return row.AreGood ? new(fund, line, from, to, amount, $"{Path.GetFileName(path)}:{row.Line}") : null;
    }

    private static bool IsLine(string line, ChartOfAccounts chart) => AccountOf(line) is { } account
        ? chart.BankAccounts.Contains(account)
        : StatementLines.TrySideOf(line) is StatementSide.Income or StatementSide.Expenditure && chart.Knows(line);

    // Of two that state a day, one would be taken for the other's difference.
    private static bool IsStated(OutsideTotal total, OutsideFields row,
        Dictionary<(FundCode, string), SortedList<LocalDate, OutsideTotal>> stated)
    {
        var key = (total.Fund, total.Line);
        if (!stated.TryGetValue(key, out var before)) stated[key] = before = [];
        foreach (var other in before.Values)
        {
            if (other.From > total.To || other.To < total.From) continue;
            row.Refuse("from", OutsideFileText.Overlaps(other.Source));
            return true;
        }
        before.Add(total.From, total);
        return false;
    }
}
