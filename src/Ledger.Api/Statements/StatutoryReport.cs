using System.Text.Json.Serialization;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Ledger.Domain;
using Ledger.Domain.Funds;
using Ledger.Domain.Statements;
using Ledger.Domain.Statements.Forms;
using Ledger.Projections.Reading;
using Spectre.Console;

namespace Ledger.Api.Statements;

/// <param name="Forms">The statements once more, as they stand in the statutory forms.</param>
public sealed record StatutoryAnswer(string Pool, string From, string To, long Position, string Form,
    IReadOnlyList<FundStatementAnswer> Funds, IReadOnlyList<FormAnswer> Forms);

/// <param name="Columns">Fund slugs; <c>total</c> first where several funds share the form.</param>
public sealed record FormAnswer(string Form, string Chinese, string English, string Source,
    IReadOnlyList<string> Columns, IReadOnlyList<FormRowAnswer> Left, IReadOnlyList<FormRowAnswer> Right);

/// <param name="Amounts">By column; null where the figure is not known.</param>
public sealed record FormRowAnswer(string? Number, string Chinese, string English, bool OfWhich,
    IReadOnlyDictionary<string, string?> Amounts)
{
    /// <summary>The line of the statement that the row is; null where it is the sum of several.</summary>
    [JsonIgnore]
    public string? Line { get; init; }
}

/// <summary><c>statement --form statutory</c>: the 收支表, two-sided, in the layout that is reported.</summary>
internal static class StatutoryReport
{
    private static readonly string[] _header =
        ["pool", "from", "to", "form", "fund", "side", "number", "chinese", "english", "relation", "amount"];

    public const string Name = "statutory";

    /// <exception cref="UserError">The fund stands in no statutory statement.</exception>
    public static async Task<Report> Of(LedgerContext ledger, PoolCode pool, FundCode? fund,
        StatementSpan span, KnownPoint known, CancellationToken cancellationToken)
    {
        await using var snapshot = await new PoolFigures(ledger, known).Open(pool, cancellationToken);
        var funds = PoolFigures.Chosen(snapshot, fund).Where(one => IsStatutory(ledger, one)).ToList();
        if (funds.Count == 0)
            throw new UserError(UserLanguage.Say(
                $"{(fund is null ? $"no fund of pool {pool}" : $"fund '{fund}'")} stands in no statutory statement; ask for the plain one",
                $"{(fund is null ? $"统筹区 {pool} 的基金" : $"基金“{fund}”")}不编制法定收支表;请用普通收支表"));
        var statements = await FundStatements.Over(snapshot, funds, span.From, span.To, cancellationToken);
        var entries = statements.Select(one => new FormEntry(ledger.Funds.Find(one.Fund)!, one)).ToList();
        var forms = FilledForm.All(ledger.Forms, entries);
        var answer = new StatutoryAnswer(pool.Text, span.From.Iso(), span.To.Iso(), snapshot.Position, Name,
            [.. entries.Select(entry => FundStatementAnswer.Of(entry.Statement.WithParts(entry.Fund)))],
            [.. forms.Select(Of)]);
        return new(answer, answer.Pool, answer.Position, Csv(answer), console => Print(console, answer),
            words => StatutorySheets.Of(answer, words));
    }

    internal static bool IsStatutory(LedgerContext ledger, FundCode fund) =>
        ledger.Funds.Find(fund)?.Books == FundBooks.Statutory;

    private static FormAnswer Of(FilledForm filled)
    {
        var columns = filled.Funds.Select(column => column.Fund.Text).ToList();
        if (filled.HasTotal) columns.Insert(0, "total");
        return new(filled.Form.Id, filled.Form.Chinese, filled.Form.English, filled.Form.Source, columns,
            [.. filled.Left.Select(Row)], [.. filled.Right.Select(Row)]);

        FormRowAnswer Row(FilledRow row) => new(row.Row.Number, row.Row.Chinese, row.Row.English, row.Row.OfWhich,
            columns.Zip(row.Amounts).ToDictionary(cell => cell.First, cell => cell.Second?.ToString()))
        {
            Line = row.Row.Lines is [var line] ? line : null,
        };
    }

    private static List<IReadOnlyList<string?>> Csv(StatutoryAnswer answer)
    {
        var rows = new List<IReadOnlyList<string?>> { _header };
        foreach (var form in answer.Forms)
        {
            foreach (var (side, filled) in new[] { ("left", form.Left), ("right", form.Right) })
            {
                rows.AddRange(filled.SelectMany(row => form.Columns.Select(fund => (string?[])
                [
                    answer.Pool, answer.From, answer.To, form.Form, fund, side, row.Number, row.Chinese, row.English,
                    row.OfWhich ? "of-which" : "part", row.Amounts[fund],
                ])));
            }
        }
        return rows;
    }

    private static void Print(IAnsiConsole console, StatutoryAnswer answer)
    {
        foreach (var form in answer.Forms)
        {
            var heads = form.Columns.Count == 1 ? ["yuan"] : form.Columns;
            var table = PlainConsole.Table(["收入", .. heads, "支出", .. heads]);
            foreach (var (left, right) in SideBySide(form))
                table.AddRow([.. Cells(form, left), .. Cells(form, right)]);
            console.WriteSection($"{form.Chinese} {form.English} ({string.Join(", ", form.Columns)}), pool "
                + $"{answer.Pool}, {answer.From} to {answer.To}, position {answer.Position}", table);
        }
    }

    // The two totals stand beside each other, whatever is above them.
    internal static IEnumerable<(FormRowAnswer? Left, FormRowAnswer? Right)> SideBySide(FormAnswer form)
    {
        var above = Math.Max(form.Left.Count, form.Right.Count) - 1;
        for (var index = 0; index < above; index++) yield return (At(form.Left, index), At(form.Right, index));
        yield return (form.Left[^1], form.Right[^1]);
    }

    private static FormRowAnswer? At(IReadOnlyList<FormRowAnswer> side, int index) =>
        index < side.Count - 1 ? side[index] : null;

    private static IEnumerable<Text> Cells(FormAnswer form, FormRowAnswer? row) =>
    [
        new(row is null ? "" : Caption(row)),
        .. form.Columns.Select(fund => FigureVerbs.Right(row is null ? "" : row.Amounts[fund] ?? "unknown")),
    ];

    private static string Caption(FormRowAnswer row) => row switch
    {
        { OfWhich: true } => $"  其中:{row.Chinese} {row.English}",
        { Number: { } number } => $"{number}、{row.Chinese} {row.English}",
        _ => $"{row.Chinese} {row.English}",
    };
}
