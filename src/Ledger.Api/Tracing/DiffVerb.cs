using System.CommandLine;
using System.CommandLine.Parsing;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;

namespace Ledger.Api.Tracing;

/// <summary><c>./ledger diff --pool P --from M --to M --between A --and B</c>: what moved between two points of the log (变动).</summary>
public static class DiffVerb
{
    public static Command Create()
    {
        var (pool, fund) = (CommonOptions.Pool(), CommonOptions.Fund());
        var from = CommonOptions.Month("--from", "First month, yyyy-MM");
        var to = CommonOptions.Month("--to", "Last month, yyyy-MM");
        var between = Point("--between", "The earlier point: a position of the log, an instant with its offset, or a date (to the end of that day in China)");
        between.Required = true;
        var and = Point("--and", "The later point, likewise (default: now)");
        var json = JsonOutput.CreateOption();
        var verb = new Command("diff", "What moved between two positions or instants, and the events that moved it (变动)")
        {
            pool, fund, from, to, between, and, json,
        };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var question = new DiffQuestion(result.GetValue(fund), result.GetValue(from), result.GetValue(to),
                result.GetValue(between), result.GetValue(and)).Checked();
            await using var ledger = await LedgerContext.Open(cancellationToken);
            await ledger.NoteAccess(result.GetValue(pool), "diff", null, cancellationToken);
            var difference = await new DiffFigures(ledger).Of(result.GetValue(pool), question, cancellationToken);
            var (output, events) = (result.InvocationConfiguration.Output, difference.Events(ledger, cancellationToken));
            if (result.GetValue(json))
                await StreamedJson.Write(output, () => difference.Answer([]), "events", events, cancellationToken);
            else await DiffText.Write(output, difference, events, cancellationToken);
            return difference.Answer([]).Findings.Count == 0 ? ExitCodes.Fine : ExitCodes.Finding;
        });
        return verb.WithExample("./ledger diff --pool 330825 --from 2025-01 --to 2025-03 --between 10 --and 18")
            .WithExample("./ledger diff --pool 330825 --from 2025-01 --to 2025-03 --between 2025-04-15 --json");
    }

    private static Option<KnownPoint> Point(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result => Point(result),
    };

    private static KnownPoint Point(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (!KnownPoint.TryParse(text, out var point))
            result.AddError(UserLanguage.Say($"'{text}' must be {KnownPoint.Form.English}", $"“{text}”应为{KnownPoint.Form.Chinese}"));
        return point;
    }
}
