using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Ledger.Domain;
using Ledger.Domain.Statements;
using Ledger.Projections.Reading;
using Spectre.Console;

namespace Ledger.Api.Statements;

public sealed record YearsAnswer(
    string Pool, string From, string To, long Position, IReadOnlyList<FundYearsAnswer> Funds);

/// <param name="Years">The same months of the years before, the latest first.</param>
/// <param name="Changes">Against last year, by line; null where that year is not covered.</param>
public sealed record FundYearsAnswer(string Fund, IReadOnlyDictionary<string, string> Lines,
    IReadOnlyList<YearAnswer> Years, IReadOnlyDictionary<string, LineChangeAnswer>? Changes);

/// <param name="Lines">Null where the books were opened later, and the reason says so.</param>
public sealed record YearAnswer(string From, string To, IReadOnlyDictionary<string, string>? Lines, string? Reason);

/// <param name="Percent">Of last year's figure, two digits; null where that is zero or less.</param>
public sealed record LineChangeAnswer(string Difference, string? Percent);

/// <summary><c>statement --compare last-year</c> and <c>--years N</c>: the same months of several years side by side.</summary>
internal static class YearsReport
{
    public static async Task<Report> Of(LedgerContext ledger, PoolCode pool, FundCode? fund,
        StatementSpan span, int years, KnownPoint known, CancellationToken cancellationToken)
    {
        await using var snapshot = await new PoolFigures(ledger, known).Open(pool, cancellationToken);
        var funds = PoolFigures.Chosen(snapshot, fund);
        var spans = Enumerable.Range(0, years).Select(span.YearsBefore).ToList();
        var byYear = new List<IReadOnlyList<FundStatement>>();
        foreach (var one in spans)
            byYear.Add(await FundStatements.Over(snapshot, funds, one.From, one.To, cancellationToken));
        var books = funds.Select((code, index) => new FundYears(spans,
        [
            .. byYear.Select((statements, year) => year > 0 && IsBeforeTheBooks(snapshot, code, spans[year])
                ? null
                : statements[index].WithParts(ledger.Funds.Find(code))),
        ])).ToList();
        var answer = new YearsAnswer(pool.Text, span.From.Iso(), span.To.Iso(), snapshot.Position,
            [.. books.Select(book => book.Answer())]);
        return new(answer, answer.Pool, answer.Position,
            [Header(spans), .. books.SelectMany(book => book.Rows().Select(row => Csv(answer, book, row)))],
            console => Print(console, answer, spans, books),
            words => [.. books.Select(book => StatementSheets.Of(answer, book.Now.Fund.Text, spans, [.. book.Rows()], words))]);
    }

    // As for months of capacity: books opened during the first month cover the span.
    private static bool IsBeforeTheBooks(PoolSnapshot snapshot, FundCode fund, StatementSpan span) =>
        snapshot.Funds[fund].OpenedOn.ToYearMonth() > span.First;

    private static IReadOnlyList<string?> Header(IReadOnlyList<StatementSpan> spans) =>
        ["pool", "fund", "line", .. spans.Select(span => span.ToString()), "difference", "percent"];

    private static IReadOnlyList<string?> Csv(YearsAnswer answer, FundYears book, YearsRow row) =>
        [answer.Pool, book.Now.Fund.Text, row.Line, .. row.Amounts, row.Difference, row.Percent];

    private static void Print(IAnsiConsole console, YearsAnswer answer, IReadOnlyList<StatementSpan> spans,
        IReadOnlyList<FundYears> books)
    {
        foreach (var book in books)
        {
            var table = PlainConsole.Table(["line", .. spans.Select(span => span.ToString()), "difference", "%"]);
            foreach (var row in book.Rows())
            {
                table.AddRow([new Text(row.Line), .. row.Amounts.Select(amount => FigureVerbs.Right(amount ?? "none")),
                    FigureVerbs.Right(row.Difference ?? ""), FigureVerbs.Right(row.Percent ?? "")]);
            }
            console.WriteSection($"Statement of {book.Now.Fund}, pool {answer.Pool}, year by year, position "
                + $"{answer.Position}", table);
        }
    }

    /// <summary>A line of all years.</summary>
    internal sealed record YearsRow(string Line, IReadOnlyList<string?> Amounts, string? Difference, string? Percent);

    private sealed record FundYears(IReadOnlyList<StatementSpan> Spans, IReadOnlyList<FundStatement?> Statements)
    {
        public FundStatement Now => Statements[0]!;

        private IReadOnlyList<LineChange>? Changes =>
            Statements[1] is { } before ? StatementComparison.Between(Now, before) : null;

        public FundYearsAnswer Answer()
        {
            var now = FundStatementAnswer.Of(Now);
            return new(now.Fund, now.Lines,
            [
                .. Spans.Zip(Statements).Skip(1).Select(year => new YearAnswer(year.First.From.Iso(), year.First.To.Iso(),
                    year.Second is { } known ? FundStatementAnswer.Of(known).Lines : null,
                    year.Second is null ? CapacityReasons.HistoryShorterThanWindow : null)),
            ],
            Changes?.ToDictionary(change => change.Line, change => new LineChangeAnswer(
                change.Difference.ToString(), StatementComparison.Display(change.Percent))));
        }

        public IEnumerable<YearsRow> Rows()
        {
            var changes = Changes?.ToDictionary(change => change.Line);
            foreach (var line in StatementComparison.Lines([.. Statements.OfType<FundStatement>()]))
            {
                var change = changes?.GetValueOrDefault(line);
                yield return new(line, [.. Statements.Select(statement => statement?[line].ToString())],
                    change?.Difference.ToString(), StatementComparison.Display(change?.Percent));
            }
        }
    }
}
