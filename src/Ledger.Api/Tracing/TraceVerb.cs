using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Institutions;

namespace Ledger.Api.Tracing;

/// <summary><c>./ledger trace --pool P …</c>: the events behind a figure, and that they sum to it (追溯).</summary>
public static class TraceVerb
{
    public static Command Create()
    {
        var (pool, fund) = (CommonOptions.Pool(), CommonOptions.Fund());
        var line = new Option<string?>("--line") { Description = "A line of the fund's statement, such as income.premium or closing; or balance, or months" };
        var from = CommonOptions.Day("--from", "First cash date, yyyy-MM-dd (default: 1 January of the year of the last)");
        var to = CommonOptions.Day("--to", "Last cash date, yyyy-MM-dd (default: the pool's latest); balance and months are as of it");
        var policy = new Option<string?>("--policy") { Description = "Of months: the policy to use instead of the fund's default" };
        var account = new Option<string?>("--account") { Description = "Instead of fund and line: an account of the trial balance, such as employee:asset:prepayments" };
        var institution = InstitutionOptions.Institution();
        var year = CommonOptions.Year("Instead of dates: the year of the budget report, yyyy");
        var figure = new Option<string?>("--figure") { Description = "A figure of the budget report, such as paid or averageCost; that of the region without --institution" };
        var prove = new Option<bool>("--prove") { Description = "With --json: prove of each event that it is in the log; ./ledger verify checks the file" };
        var json = JsonOutput.CreateOption();
        var verb = new Command("trace", "The events behind a figure, and that they sum to it (追溯)")
        {
            pool, fund, line, from, to, policy, account, institution, year, figure, prove, json,
        };
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            var question = new TraceQuestion
            {
                Fund = result.GetValue(fund), Line = result.GetValue(line), Account = result.GetValue(account),
                From = result.GetValue(from), To = result.GetValue(to), Policy = result.GetValue(policy),
                Institution = result.GetValue(institution), Year = result.GetValue(year), Figure = result.GetValue(figure),
            }.Checked();
            if (result.GetValue(prove) && !result.GetValue(json))
                throw new UserError(UserLanguage.Say("--prove goes with --json: the proofs are for a program", "--prove 须与 --json 一起使用:证明供程序核验"));
            await using var ledger = await LedgerContext.Open(cancellationToken);
            await ledger.NoteAccess(result.GetValue(pool), "trace", question.Subject, cancellationToken);
            var trace = await new TraceFigures(ledger, known.Of(result)).Of(result.GetValue(pool), question, cancellationToken);
            var (output, events) = (result.InvocationConfiguration.Output, trace.Events(ledger, 1, cancellationToken));
            var proofs = result.GetValue(prove) ? await TraceProofs.Of(ledger, trace, cancellationToken) : null;
            var whole = proofs is null ? null : await proofs.Completeness(ledger, question.Institution, cancellationToken);
            if (result.GetValue(json))
            {
                await StreamedJson.Write(output,
                    () => trace.Answer(isWhole: true, []) with { Checkpoint = proofs?.Checkpoint, Completeness = whole }, "events",
                    proofs?.Prove(events, cancellationToken) ?? events, cancellationToken);
            }
            else await TraceText.Write(output, trace, events, cancellationToken);
            return trace.Answer(isWhole: true, []).Findings.Count == 0 ? ExitCodes.Fine : ExitCodes.Finding;
        });
        return verb.WithExample("./ledger trace --pool 330825 --fund resident --line closing --from 2025-01-01 --to 2025-03-31")
            .WithExample("./ledger trace --pool 330825 --fund resident --line months --to 2025-03-31 --json")
            .WithExample("./ledger trace --pool 330825 --fund resident --line closing --prove --json")
            .WithExample("./ledger trace --pool 330999 --institution H33099900001 --year 2025 --figure paid");
    }
}
