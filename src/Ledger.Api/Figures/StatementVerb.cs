using System.CommandLine;
using System.Text;
using Ledger.Api.CommandLine;
using Ledger.Api.Statements;
using NodaTime;
using Spectre.Console;

namespace Ledger.Api.Figures;

/// <summary><c>./ledger statement --pool P --from M --to M</c>: what came in, went out and is left.</summary>
public static class StatementVerb
{
    public static Command Create()
    {
        var (pool, fund) = (CommonOptions.Pool(), CommonOptions.Fund());
        var from = CommonOptions.Month("--from", "First month, yyyy-MM");
        var to = CommonOptions.Month("--to", "Last month, yyyy-MM");
        var format = new Option<string>("--format") { Description = "table, json or csv", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json", "csv");
        var file = new Option<string?>("--out") { Description = "Write it to this file instead" };
        var json = JsonOutput.CreateOption();
        var verb = new Command("statement", "The statement of each fund over whole months")
        {
            pool, fund, from, to, format, file, json,
        };
        var views = new StatementViews();
        views.AddTo(verb, pool);
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            var (first, last) = (result.GetValue(from), result.GetValue(to));
            if (last < first) throw new UserError($"--to {last:yyyy-MM} is before --from {first:yyyy-MM}");
            await using var ledger = await LedgerContext.Open(cancellationToken);
            if (views.Chosen(result, result.GetValue(pool), result.GetValue(fund)) is { } view)
            {
                return (await view(ledger, new(first, last), known.Of(result), cancellationToken)).Write(
                    result.InvocationConfiguration.Output,
                    result.GetValue(json) ? "json" : result.GetValue(format)!, result.GetValue(file));
            }
            var answer = await new PoolFigures(ledger, known.Of(result)).Statement(result.GetValue(pool), result.GetValue(fund),
                first.OnDayOfMonth(1), last.OnDayOfMonth(1).With(DateAdjusters.EndOfMonth), cancellationToken);
            var text = (result.GetValue(json) ? "json" : result.GetValue(format)) switch
            {
                "json" => System.Text.Json.JsonSerializer.Serialize(answer, JsonOutput.Options) + "\n",
                "csv" => Csv(answer),
                _ => Table(answer, result.GetValue(file) is null ? result.InvocationConfiguration.Output : null),
            };
            if (result.GetValue(file) is { } path) StatementReport.WriteFile(path, text);
            else await result.InvocationConfiguration.Output.WriteAsync(text);
            return ExitCodes.Fine;
        });
        return verb.WithExample("./ledger statement --pool 330825 --from 2025-01 --to 2025-03 --format csv")
            .WithExample("./ledger statement --pool 330825 --from 2025-01 --to 2025-03 --form statutory");
    }

    private static string Csv(StatementAnswer answer)
    {
        var text = new StringBuilder("pool,fund,from,to,line,amount\n");
        foreach (var fund in answer.Funds)
        {
            foreach (var (line, amount) in fund.Lines)
                text.Append(System.Globalization.CultureInfo.InvariantCulture,
                    $"{answer.Pool},{fund.Fund},{answer.From},{answer.To},{line},{amount}\n");
        }
        return text.ToString();
    }

    // Printed at once where a terminal decides the width, else returned as plain text.
    private static string Table(StatementAnswer answer, TextWriter? output)
    {
        using var text = new StringWriter();
        var console = PlainConsole.On(output ?? text);
        foreach (var fund in answer.Funds)
        {
            var table = PlainConsole.Table("line", "yuan");
            foreach (var (line, amount) in fund.Lines)
                table.AddRow(new Text(Indent(line) + line), FigureVerbs.Right(amount));
            console.WriteSection($"Statement of {fund.Fund}, pool {answer.Pool}, {answer.From} to {answer.To}, "
                + $"position {answer.Position}", table);
        }
        return text.ToString();
    }

    // A detail is set in under its line: income.premium.aid-funded under income.premium.
    private static string Indent(string line) => line.Count(c => c == '.') > 1 ? "  " : "";
}
