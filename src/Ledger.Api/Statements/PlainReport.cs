using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Ledger.Domain;
using Spectre.Console;

namespace Ledger.Api.Statements;

/// <summary><c>statement</c> without a view: the lines of each fund.</summary>
internal static class PlainReport
{
    private static readonly string[] _header = ["pool", "fund", "from", "to", "line", "amount"];

    public static async Task<Report> Of(LedgerContext ledger, PoolCode pool, FundCode? fund, StatementSpan span,
        KnownPoint known, CancellationToken cancellationToken)
    {
        var answer = await new PoolFigures(ledger, known).Statement(pool, fund, span.From, span.To, cancellationToken);
        return new(answer, answer.Pool, answer.Position, Csv(answer), console => Print(console, answer),
            words => StatementSheets.Of(answer, words));
    }

    private static List<IReadOnlyList<string?>> Csv(StatementAnswer answer) =>
    [
        _header,
        .. answer.Funds.SelectMany(fund => fund.Lines.Select(line =>
            (string?[])[answer.Pool, fund.Fund, answer.From, answer.To, line.Key, line.Value])),
    ];

    private static void Print(IAnsiConsole console, StatementAnswer answer)
    {
        foreach (var fund in answer.Funds)
        {
            var table = PlainConsole.Table("line", "yuan");
            foreach (var (line, amount) in fund.Lines)
                table.AddRow(new Text((IsPart(line) ? "  " : "") + line), FigureVerbs.Right(amount));
            console.WriteSection($"Statement of {fund.Fund}, pool {answer.Pool}, {answer.From} to {answer.To}, "
                + $"position {answer.Position}", table);
        }
    }

    /// <summary>A detail stands under its line: income.premium.aid-funded under income.premium.</summary>
    internal static bool IsPart(string line) => line.Count(c => c == '.') > 1;
}
