using System.Globalization;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Ledger.Domain;
using Ledger.Domain.Statements;
using Ledger.Projections.Reading;
using Spectre.Console;

namespace Ledger.Api.Statements;

public sealed record CoverAnswer(
    string Pool, string From, string To, long Position, IReadOnlyList<FundCoverAnswer> Funds);

/// <param name="PremiumByCoverYear">income.premium of the period, by the year that it is for.</param>
public sealed record FundCoverAnswer(string Fund, IReadOnlyDictionary<string, string> Lines,
    IReadOnlyDictionary<string, string> PremiumByCoverYear);

/// <summary>
/// <c>statement --cover</c>: for which years the premiums of the period are. The cash figure stands; beside it is what
/// belongs to other years.
/// </summary>
internal static class CoverReport
{
    private static readonly string[] _header =
        ["pool", "fund", "from", "to", "cover_year", "amount"];

    public static async Task<Report> Of(LedgerContext ledger, PoolCode pool, FundCode? fund,
        StatementSpan span, KnownPoint known, CancellationToken cancellationToken)
    {
        await using var snapshot = await new PoolFigures(ledger, known).Open(pool, cancellationToken);
        var statements = await FundStatements.Over(
            snapshot, PoolFigures.Chosen(snapshot, fund), span.From, span.To, cancellationToken);
        var funds = new List<FundCoverAnswer>();
        foreach (var statement in statements)
        {
            var lines = FundStatementAnswer.Of(statement.WithParts(ledger.Funds.Find(statement.Fund)));
            var years = await snapshot.PremiumsByCoverYear(statement.Fund, span.From, span.To, cancellationToken);
            funds.Add(new(lines.Fund, lines.Lines, years.ToDictionary(
                year => year.CoverYear.ToString(CultureInfo.InvariantCulture), year => year.Amount.ToString())));
        }
        var answer = new CoverAnswer(pool.Text, span.From.Iso(), span.To.Iso(), snapshot.Position, funds);
        return new(answer, answer.Pool, answer.Position, Csv(answer), console => Print(console, answer, span),
            words => StatementSheets.Of(answer, words));
    }

    private static List<IReadOnlyList<string?>> Csv(CoverAnswer answer)
    {
        var rows = new List<IReadOnlyList<string?>> { _header };
        foreach (var fund in answer.Funds)
        {
            rows.AddRange(fund.PremiumByCoverYear.Select(year =>
                (string?[])[answer.Pool, fund.Fund, answer.From, answer.To, year.Key, year.Value]));
        }
        return rows;
    }

    private static void Print(IAnsiConsole console, CoverAnswer answer, StatementSpan span)
    {
        foreach (var fund in answer.Funds)
        {
            var table = PlainConsole.Table("premiums", "yuan");
            foreach (var (year, amount) in fund.PremiumByCoverYear)
                table.AddRow(new Text($"received for {year}{Beside(int.Parse(year, CultureInfo.InvariantCulture), span)}"),
                    FigureVerbs.Right(amount));
            table.AddRow(new Text(StatementLines.Premium), FigureVerbs.Right(fund.Lines[StatementLines.Premium]));
            console.WriteSection($"Premiums of {fund.Fund} by year of cover, pool {answer.Pool}, {answer.From} to "
                + $"{answer.To}, position {answer.Position}", table);
        }
    }

    private static string Beside(int year, StatementSpan span) =>
        year > span.Last.Year ? " (ahead)" : year < span.First.Year ? " (late)" : "";
}
