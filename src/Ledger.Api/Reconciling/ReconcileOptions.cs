using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Importing;
using Ledger.Api.Periods;
using Ledger.Domain;
using Ledger.Domain.Reconciling;
using NodaTime;

namespace Ledger.Api.Reconciling;

/// <summary>What <c>./ledger reconcile</c> is asked: the options, which of them go together, and what they mean.</summary>
internal sealed class ReconcileOptions
{
    internal const int WindowDaysDefault = 3;
    internal const int WindowDaysMax = 31;

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

    public bool WantsJson(ParseResult result) => result.GetValue(_json);

    public PoolCode PoolOf(ParseResult result) => result.GetValue(_pool);

    public KnownPoint KnownOf(ParseResult result) => _known.Of(result);

    /// <summary>The verb, without what it does.</summary>
    public Command Make()
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
        return verb;
    }

    public SourceFiles FilesOf(ParseResult result) => new(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        [SourceFiles.Bank] = result.GetValue(_bank) ?? [],
        [SourceFiles.Treasury] = result.GetValue(_treasury) ?? [],
        [SourceFiles.Tax] = result.GetValue(_tax) ?? [],
        [SourceFiles.PlatformTotals] = _platform.TotalsOf(result),
        [SourceFiles.PlatformDetails] = _platform.DetailsOf(result),
    }, _platform.InstitutionOf(result), _platform.PersonalFundOf(result));

    /// <exception cref="UserError">The days are the wrong way round.</exception>
    public ReconciledSpan SpanOf(ParseResult result)
    {
        var window = result.GetValue(_window);
        if (result.GetValue(_period) is { } month) return new(month.OnDayOfMonth(1), month.LastDay(), window);
        var (from, to) = (result.GetValue(_from)!.Value, result.GetValue(_to)!.Value);
        return from <= to
            ? new(from, to, window)
            : throw new UserError(UserLanguage.Say($"--to {to.Iso()} is before --from {from.Iso()}", $"--to {to.Iso()} 早于 --from {from.Iso()}"));
    }

    /// <exception cref="UserError">An account or a fund is not known.</exception>
    public ReconcileRequest RequestOf(ParseResult result, LedgerContext ledger, PoolCode pool, ReconciledSpan span)
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

    /// <exception cref="UserError">The evidence cannot be read.</exception>
    public async Task<ReconcileAction> ActionOf(ParseResult result, CancellationToken cancellationToken)
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

    private static Option<string[]> Files(string name, string description) => new(name)
    {
        Description = description, AllowMultipleArgumentsPerToken = true,
    };
}
