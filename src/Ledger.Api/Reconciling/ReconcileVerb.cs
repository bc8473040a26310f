using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Importing;
using Ledger.Api.Periods;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Reconciling;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Api.Reconciling;

/// <summary>
/// <c>./ledger reconcile --pool P --period M --bank FILE…</c>: what the bank, the finance office, the tax office and the
/// settlement platform say, beside the ledger (对账). Writes only what it is told to sign, assign, close or reopen.
/// </summary>
public sealed class ReconcileVerb
{
    private const int WindowDaysDefault = 3;
    private const int WindowDaysMax = 31;

    private readonly Option<PoolCode> _pool = CommonOptions.Pool();
    private readonly Option<string[]> _bank = Files("--bank", "Lines of the bank's statements (CSV)");
    private readonly Option<string[]> _treasury = Files("--treasury", "Totals of the finance office (财政、国库), CSV");
    private readonly Option<string[]> _tax = Files("--tax", "Totals of the tax office, CSV");
    private readonly PlatformOptions _platform = new();
    private readonly Option<YearMonth?> _period = CommonOptions.Period("The month to reconcile, yyyy-MM");
    private readonly Option<LocalDate?> _from = CommonOptions.Day("--from", "First day, where it is no whole month");
    private readonly Option<LocalDate?> _to = CommonOptions.Day("--to", "Last day");
    private readonly Option<FundCode?> _fund = CommonOptions.Fund();

    private readonly Option<string[]> _account = new("--account")
    {
        Description = "Only this bank account, such as expenditure-account (default: those that the files name)",
    };

    private readonly Option<int> _window = new("--window")
    {
        Description = "Days that the two dates of the same money may lie apart",
        DefaultValueFactory = _ => WindowDaysDefault,
    };

    private readonly Option<LocalDate?> _asOf =
        CommonOptions.Day("--as-of", "The day on which differences have their ages (default: the pool's latest, or the last day)");

    private readonly Option<string?> _sign = new("--sign") { Description = "Record that this party signs what was found" };
    private readonly Option<string?> _assign = new("--assign") { Description = "Give the difference of this name to --assignee" };
    private readonly Option<string?> _assignee = new("--assignee") { Description = "Who is to clear the difference up" };
    private readonly Option<string?> _close = new("--close") { Description = "Close the difference of this name for a --reason" };
    private readonly Option<string?> _reopen = new("--reopen") { Description = "Open a closed difference again, for a --reason" };
    private readonly Option<string?> _reason = ReasonOption.Create("Why, as it is recorded", required: false);
    private readonly Option<string?> _evidence = new("--evidence") { Description = "The signed paper as a file; its SHA-256 is recorded" };

    private readonly Option<string?> _encoding =
        new("--encoding") { Description = "utf-8 (default) or gb18030, as Excel in China writes; of the CSV files" };

    private readonly Option<bool> _json = JsonOutput.CreateOption();
    private KnownOptions _known = null!;

    private ReconcileVerb()
    {
    }

    public static Command Create() => new ReconcileVerb().Make();

    private Command Make()
    {
        _sign.AcceptOnlyFromAmong([.. ReconcileAction.Parties]);
        _assignee.Validators.Add(result =>
        {
            if (ReasonOption.ProblemOf(result.Tokens.Count > 0 ? result.Tokens[0].Value : "") is { } problem)
                result.AddError($"--assignee {problem.In(UserLanguage.IsChinese)}");
        });
        _window.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > WindowDaysMax)
                result.AddError(UserLanguage.Say($"--window must be 0 to {WindowDaysMax}", $"--window 应为 0 至 {WindowDaysMax}"));
        });
        var verb = new Command("reconcile", "Lay what the bank, the treasury, the tax office and the platform say beside the ledger")
        {
            _pool, _bank, _treasury, _tax, _period, _from, _to, _fund, _account, _window, _asOf, _sign, _assign, _assignee,
            _close, _reopen, _reason, _evidence, _encoding, _json,
        };
        foreach (var option in _platform.All) verb.Options.Add(option);
        _known = KnownOptions.On(verb);
        verb.Validators.Add(result =>
        {
            if (ProblemOf(result) is { } problem) result.AddError(problem.In(UserLanguage.IsChinese));
        });
        verb.SetAction(Run);
        return verb.WithExample("./ledger reconcile --pool 330998 --period 2025-03 --bank samples/reconciliation/bank.csv");
    }

    private Wording? ProblemOf(System.CommandLine.Parsing.CommandResult result)
    {
        bool Has(Option option) => result.GetResult(option) is { Implicit: false };
        Option[] actions = [_sign, _assign, _close, _reopen];
        return 0 switch
        {
            _ when !Has(_bank) && !Has(_treasury) && !Has(_tax) && !_platform.All.Any(Has) => new(
                "give what is to be laid beside the ledger: --bank, --treasury, --tax, --totals or --details",
                "请给出要核对的文件:--bank、--treasury、--tax、--totals 或 --details"),
            _ when Has(_period) == (Has(_from) || Has(_to)) || Has(_from) != Has(_to) => new(
                "give --period, or --from and --to", "请给出 --period,或同时给出 --from 和 --to"),
            _ when actions.Count(Has) > 1 => new("give one of --sign, --assign, --close and --reopen",
                "--sign、--assign、--close、--reopen 一次只能给出一个"),
            _ when Has(_assign) != Has(_assignee) => new("--assign and --assignee go together", "--assign 与 --assignee 须同时给出"),
            _ when (Has(_close) || Has(_reopen)) && !Has(_reason) => new("say why: --reason", "请说明原因:--reason"),
            _ when Has(_reason) && !actions.Any(Has) => new("--reason belongs to --sign, --assign, --close or --reopen",
                "--reason 须与 --sign、--assign、--close 或 --reopen 同用"),
            _ when Has(_evidence) && !Has(_sign) => new("--evidence belongs to --sign", "--evidence 须与 --sign 同用"),
            _ => null,
        };
    }

    private async Task<int> Run(ParseResult result, CancellationToken cancellationToken)
    {
        var pool = result.GetValue(_pool);
        var span = SpanOf(result);
        var actor = Actor.FromEnvironment();
        await using var ledger = await LedgerContext.Open(cancellationToken);
        await ledger.NeedEntries(pool, cancellationToken);
        await ledger.NoteAccess(pool, "reconcile", null, cancellationToken);
        var request = RequestOf(result, ledger, pool, span);
        var action = await ActionOf(result, cancellationToken);
        await using var present = await PoolSnapshot.Open(ledger.Database, pool, cancellationToken);
        var last = await _known.Of(result).PositionIn(ledger, pool, cancellationToken);
        await using var past = last is { } position
            ? await PoolSnapshot.KnownAt(ledger.Database, ledger.Store, new(ledger.Chart), pool, position, cancellationToken)
            : null;
        var look = past ?? present;
        var recorder = new ReconciliationRecorder(ledger, pool, actor);
        try
        {
            var sources = await Sources(result, new(ledger, look, present, request), ledger, cancellationToken);
            var decisions = await recorder.Decisions(span, look.Position, cancellationToken);
            var recorded = await Record(action, sources, request, look.Position, decisions, recorder, cancellationToken);
            if (recorded is { Repeated: false })
                decisions = await recorder.Decisions(span, long.MaxValue, cancellationToken);
            var sideBySide = await SideBySide.Of(ledger, look, present, sources, span, cancellationToken);
            return Show(result, request, sources, sideBySide, look, decisions, recorded);
        }
        catch (OutsideFileException refused)
        {
            foreach (var error in refused.Errors.Take(ImportResult.ErrorsMax))
                await result.InvocationConfiguration.Error.WriteLineAsync(PlainLine.Of(error.ToString()));
            return ExitCodes.Finding;
        }
    }

    private async Task<IReadOnlyList<ReconciledSource>> Sources(
        ParseResult result, Reconciler reconciler, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var sources = new List<ReconciledSource>();
        if (result.GetValue(_bank) is { Length: > 0 } bank) sources.Add(await reconciler.Bank(bank, cancellationToken));
        if (result.GetValue(_treasury) is { Length: > 0 } treasury)
            sources.Add(await reconciler.Totals("treasury", treasury, cancellationToken));
        if (result.GetValue(_tax) is { Length: > 0 } tax) sources.Add(await reconciler.Totals("tax", tax, cancellationToken));
        await _platform.Add(sources, result, reconciler, ledger, cancellationToken);
        return sources;
    }

    private static async Task<DecisionAnswer?> Record(ReconcileAction action, IReadOnlyList<ReconciledSource> sources,
        ReconcileRequest request, long position, ReconciliationDecisions decisions, ReconciliationRecorder recorder,
        CancellationToken cancellationToken)
    {
        if (action.On(sources, request, position, decisions) is not { } asked) return null;
        // Said again it is the same decision, and one is enough.
        if (asked.IsSo) return new(asked.Decision.Category!, "", asked.Before?.Position ?? position, Repeated: true);
        return await recorder.Record([asked.Decision], cancellationToken);
    }

    private int Show(ParseResult result, ReconcileRequest request, IReadOnlyList<ReconciledSource> sources,
        IReadOnlyList<FigureOfParties> sideBySide, PoolSnapshot look, ReconciliationDecisions decisions, DecisionAnswer? recorded)
    {
        var asOf = request.AsOf ?? LocalDate.Max(request.Span.To, look.LastCashDate ?? request.Span.To);
        var answer = new ReconcileAnswer(request.Pool.Text, request.Span.From.Iso(), request.Span.To.Iso(), asOf.Iso(),
            look.Position, request.Fund?.Text,
            [.. sources.Select(source => ReconciliationAnswers.Of(source, request, asOf, look.Position, decisions))],
            [.. sideBySide.Select(ReconciliationAnswers.Of)])
        {
            Recorded = recorded,
        };
        if (result.GetValue(_json)) result.WriteJson(answer);
        else ReconciliationTables.Write(answer, result.InvocationConfiguration.Output);
        return answer.Sources.All(source => source.OpenDifferences == 0) ? ExitCodes.Fine : ExitCodes.Finding;
    }

    private ReconciledSpan SpanOf(ParseResult result)
    {
        var window = result.GetValue(_window);
        if (result.GetValue(_period) is { } month) return new(month.OnDayOfMonth(1), month.LastDay(), window);
        var (from, to) = (result.GetValue(_from)!.Value, result.GetValue(_to)!.Value);
        return from <= to
            ? new(from, to, window)
            : throw new UserError(UserLanguage.Say($"--to {to.Iso()} is before --from {from.Iso()}", $"--to {to.Iso()} 早于 --from {from.Iso()}"));
    }

    private ReconcileRequest RequestOf(ParseResult result, LedgerContext ledger, PoolCode pool, ReconciledSpan span)
    {
        var accounts = result.GetValue(_account) ?? [];
        if (Array.Find(accounts, account => !ledger.Chart.BankAccounts.Contains(account)) is { } unknown)
        {
            throw new UserError(UserLanguage.Say(
                $"'{PlainLine.Beginning(unknown)}' is not a bank account; there are: {string.Join(", ", ledger.Chart.BankAccounts)}",
                $"“{PlainLine.Beginning(unknown)}”不是银行账户,可选:{string.Join("、", ledger.Chart.BankAccounts)}"));
        }
        var fund = result.GetValue(_fund) is { } named ? ledger.Funds.Known(named) : (FundCode?)null;
        return new(pool, span, fund, accounts, result.GetValue(_asOf), result.GetValue(_encoding));
    }

    private async Task<ReconcileAction> ActionOf(ParseResult result, CancellationToken cancellationToken)
    {
        string? hash = null;
        if (result.GetValue(_evidence) is { } path)
        {
            SourceFile.ShouldExist(path);
            hash = await SourceFile.Hash(path, cancellationToken);
        }
        return new(result.GetValue(_sign), result.GetValue(_assign), result.GetValue(_close), result.GetValue(_reopen),
            result.GetValue(_assignee), result.GetValue(_reason), hash);
    }

    private static Option<string[]> Files(string name, string description) => new(name)
    {
        Description = description, AllowMultipleArgumentsPerToken = true,
    };
}
