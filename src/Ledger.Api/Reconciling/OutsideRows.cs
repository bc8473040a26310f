using Ledger.Api.CommandLine;
using Ledger.Api.Importing;

namespace Ledger.Api.Reconciling;

/// <summary>The rows of a file from outside. A file that cannot be read at all is an error of its own.</summary>
internal static class OutsideRows
{
    public static IEnumerable<OutsideFields> Of(
        string path, CsvTable table, IReadOnlyList<string> columns, ICollection<ImportError> errors)
    {
        using var rows = table.Rows(keepRaw: false).GetEnumerator();
        while (errors.Count < ImportResult.ErrorsMax && Next(rows, errors))
        {
            if (rows.Current.Malformed is { } reason)
                errors.Add(new(path, rows.Current.Line, null, reason.In(UserLanguage.IsChinese)));
            else
                yield return new(path, rows.Current, columns, errors);
        }
    }

    private static bool Next(IEnumerator<CsvRow> rows, ICollection<ImportError> errors)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (ImportRefusedException refused)
        {
            errors.Add(refused.Error);
            return false;
        }
    }
}
