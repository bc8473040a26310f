using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Importing;
using Ledger.Api.Periods;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.People;
using Ledger.Domain.Reconciling;
using Ledger.Projections.Reading;
using Ledger.Projections.Reconciling;
using Spectre.Console;

namespace Ledger.Api.Reconciling;

/// <summary>
/// <c>./ledger assert [FILE…] --pool P</c>: figures from outside that the ledger must have at the end of a day (余额核对): states
/// those of the files, waives one, and lays all beside the ledger. One that differs keeps its month from a hard close.
/// </summary>
public static class AssertVerb
{
    public static Command Create()
    {
        var files = CommonOptions.Files("Figures to state (CSV); without a file the stated ones are checked", required: false);
        var pool = CommonOptions.Pool();
        var party = new Option<string?>("--party") { Description = "Who states the figures of the files" };
        party.AcceptOnlyFromAmong([.. ReconcileAction.Parties]);
        var waive = new Option<string?>("--waive") { Description = "Waive the figure of this name, for a --reason" };
        var reason = ReasonOption.Create("Why, as it is recorded", required: false);
        var encoding = new Option<string?>("--encoding") { Description = "utf-8 (default) or gb18030, as Excel in China writes" };
        var json = JsonOutput.CreateOption();
        var verb = new Command("assert", "State figures from outside that the ledger must have at a date, and check them")
        {
            files, pool, party, waive, reason, encoding, json,
        };
        var known = KnownOptions.On(verb);
        verb.Validators.Add(result =>
        {
            // The first error is told, and a mistyped option has one of its own.
            var named = result.GetResult(files)?.Tokens ?? [];
            if (result.Errors.Any() || named.Any(token => token.Value.StartsWith("--", StringComparison.Ordinal))) return;
            var hasFiles = named.Count > 0;
            if (hasFiles != result.GetResult(party) is { Implicit: false })
                result.AddError(UserLanguage.Say("a FILE and --party go together: who states it?", "FILE 与 --party 须同时给出:由谁给出?"));
            else if ((result.GetResult(waive) is null) != (result.GetResult(reason) is null) || (hasFiles && result.GetResult(waive) is not null))
                result.AddError(UserLanguage.Say("--waive needs a --reason, and no FILE", "--waive 须给出 --reason,且不能有 FILE"));
        });
        verb.SetAction(async (result, cancellationToken) =>
        {
            var (code, actor) = (result.GetValue(pool), Actor.FromEnvironment());
            await using var ledger = await LedgerContext.Open(cancellationToken);
            await ledger.NeedEntries(code, cancellationToken);
            var recorder = new ReconciliationRecorder(ledger, code, actor);
            try
            {
                if (result.GetValue(files) is { Length: > 0 } paths)
                    await State(ledger, recorder, code, paths, result.GetValue(encoding), result.GetValue(party)!, cancellationToken);
                if (result.GetValue(waive) is { } name)
                    await Waive(ledger, recorder, code, name, result.GetValue(reason)!, cancellationToken);
            }
            catch (OutsideFileException refused)
            {
                foreach (var error in refused.Errors.Take(ImportResult.ErrorsMax))
                    await result.InvocationConfiguration.Error.WriteLineAsync(PlainLine.Of(error.ToString()));
                return ExitCodes.Finding;
            }
            var position = await known.Of(result).PositionIn(ledger, code, cancellationToken) ?? long.MaxValue;
            await using var look = await PoolSnapshot.KnownAt(
                ledger.Database, ledger.Store, new(ledger.Chart), code, position, cancellationToken);
            var stated = await StatedBalanceChecks.Stated(ledger.Database, ledger.Store, look, cancellationToken);
            var figures = await StatedBalanceChecks.Check(look, stated.All, cancellationToken);
            var answer = new AssertAnswer(code.Text, look.Position, [.. figures.Select(StatedFigureAnswer.Of)]);
            if (result.GetValue(json)) result.WriteJson(answer);
            else Print(answer, result.InvocationConfiguration.Output);
            return figures.Any(figure => figure.Fails) ? ExitCodes.Finding : ExitCodes.Fine;
        });
        return verb.WithExample("./ledger assert samples/reconciliation/balances.csv --pool 330998 --party treasury");
    }

    // Stated again as it stands it is not recorded again, so a file may be sent twice.
    private static async Task State(LedgerContext ledger, ReconciliationRecorder recorder, PoolCode pool, string[] paths,
        string? encoding, string party, CancellationToken cancellationToken)
    {
        foreach (var path in paths) SourceFile.ShouldExist(path);
        var rows = BalancesFile.Read(paths, encoding, ledger.Funds, ledger.Chart);
        await using var look = await PoolSnapshot.Open(ledger.Database, pool, cancellationToken);
        var stated = await StatedBalanceChecks.Stated(ledger.Database, ledger.Store, look, cancellationToken);
        List<ReconciliationSigned> decisions =
        [
            .. from row in rows
               where stated.Find(party, row.Balance.Fund, row.Balance.Line, row.Date)?.Balance != row.Balance
               select new ReconciliationSigned
               {
                   Category = ReconciliationSigned.BalanceStated, CashDate = row.Date, Counterparty = party, Balance = row.Balance,
                   Note = row.Note.Length == 0 ? null : row.Note,
               },
        ];
        if (decisions.Find(one => one.Note is { } note && PersonalNumbers.AreIn(note)) is not null)
            throw new UserError($"note {PersonalNumbers.Refused.In(UserLanguage.IsChinese)}", ExitCodes.Finding);
        if (decisions.Count > 0) await recorder.Record(decisions, cancellationToken);
    }

    private static async Task Waive(LedgerContext ledger, ReconciliationRecorder recorder, PoolCode pool, string name,
        string reason, CancellationToken cancellationToken)
    {
        await using var look = await PoolSnapshot.Open(ledger.Database, pool, cancellationToken);
        var stated = await StatedBalanceChecks.Stated(ledger.Database, ledger.Store, look, cancellationToken);
        if (stated.Find(name) is not { } figure)
        {
            throw new UserError(UserLanguage.Say(
                $"no figure of the name '{PlainLine.Beginning(name)}' is stated; ./ledger assert --pool {pool} lists them",
                $"没有名为“{PlainLine.Beginning(name)}”的余额;./ledger assert --pool {pool} 可列出全部"));
        }
        if (figure.WaivedFor == reason) return;
        await recorder.Record(
        [
            new ReconciliationSigned
            {
                Category = ReconciliationSigned.BalanceWaived, CashDate = figure.Date, Original = figure.Document,
                Counterparty = figure.Party, Reason = reason, Balance = figure.Balance,
            },
        ], cancellationToken);
    }

    private static void Print(AssertAnswer answer, TextWriter output)
    {
        if (answer.Figures.Count == 0)
        {
            output.WriteLine(UserLanguage.Say($"pool {answer.Pool}: no figure from outside is stated", $"统筹区 {answer.Pool}:尚无外部余额"));
            return;
        }
        var table = UserLanguage.IsChinese
            ? PlainConsole.Table("编号", "日期", "提供方", "基金", "项目", "外部余额", "账面余额", "差额", "状态")
            : PlainConsole.Table("name", "date", "party", "fund", "line", "stated", "ledger", "difference", "state");
        foreach (var row in answer.Figures)
        {
            table.AddRow(new Text(row.Name), new Text(row.Date), new Text(row.Party), new Text(row.Fund), new Text(row.Line),
                FigureVerbs.Right(row.Stated), FigureVerbs.Right(row.Computed), FigureVerbs.Right(row.Difference),
                new Text(PlainLine.Of(row.Reason is null ? State(row.State) : $"{State(row.State)}: {row.Reason}")));
        }
        PlainConsole.On(output).WriteSection(UserLanguage.Say(
            $"Figures from outside, pool {answer.Pool}, position {answer.Position}",
            $"余额核对,统筹区 {answer.Pool},序号 {answer.Position}"), table);
    }

    private static string State(string state) => ReconciliationWords.Stated(state).In(UserLanguage.IsChinese);
}

/// <summary>All figures from outside that are stated of a pool.</summary>
public sealed record AssertAnswer(string Pool, long Position, IReadOnlyList<StatedFigureAnswer> Figures);

/// <param name="Name">The document of the event that states it.</param>
/// <param name="State"><c>agrees</c>, <c>differs</c> or <c>waived</c>.</param>
/// <param name="Actor">Who recorded it.</param>
/// <param name="Reason">Why it was waived; null where it was not.</param>
public sealed record StatedFigureAnswer(string Name, string Date, string Party, string Fund, string Line, string Stated,
    string Computed, string Difference, string State, string Actor, string? Reason)
{
    internal const string Agrees = "agrees";
    internal const string Waived = "waived";
    internal const string Differs = "differs";

    internal static StatedFigureAnswer Of(CheckedFigure figure) => new(figure.Stated.Document.Text, figure.Stated.Date.Iso(),
        figure.Stated.Party, figure.Stated.Balance.Fund.Text, figure.Stated.Balance.Line,
        figure.Stated.Balance.Amount.ToString(), figure.Computed.ToString(), figure.Difference.ToString(),
        figure.Difference == Money.Zero ? Agrees : figure.Fails ? Differs : Waived, figure.Stated.Actor, figure.Stated.WaivedFor);
}
