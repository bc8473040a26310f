using Ledger.Api.CommandLine;
using Ledger.Api.Importing;
using Ledger.Domain;
using Ledger.Domain.Reconciling;
using Ledger.Projections.Reading;
using Ledger.Projections.Reconciling;

namespace Ledger.Api.Reconciling;

/// <summary>A file from outside cannot be taken; nothing is reconciled with a part of it.</summary>
internal sealed class OutsideFileException(IReadOnlyList<ImportError> errors) : Exception("a file from outside is refused")
{
    public IReadOnlyList<ImportError> Errors { get; } = errors;
}

/// <summary>Reads what others say and lays it beside the ledger, source by source.</summary>
/// <param name="ledger">The program's parts.</param>
/// <param name="look">The pool as it is, or was known.</param>
/// <param name="present">The pool as it is now.</param>
internal sealed class Reconciler(LedgerContext ledger, PoolSnapshot look, PoolSnapshot present, ReconcileRequest request)
{
    public ReconcileRequest Request => request;

    /// <summary>The last position of the log that is looked at.</summary>
    public long Position => look.Position;

    /// <exception cref="OutsideFileException">A row is bad.</exception>
    /// <exception cref="UserError">A file cannot be read.</exception>
    public async Task<ReconciledSource> Bank(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var file = OutsideLinesFile.Read(paths, request.Encoding, ledger.Funds, ledger.Chart);
        if (file.Errors.Count > 0) throw new OutsideFileException(file.Errors);
        var accounts = (request.Accounts.Count > 0 ? request.Accounts : file.Lines.Select(line => line.Account))
            .ToHashSet(StringComparer.Ordinal);
        if (request.Fund is not null && !file.NamesFunds)
        {
            throw new UserError(UserLanguage.Say(
                "one fund alone needs a column fund in the bank's file: it does not tell the funds apart",
                "只核对一个基金时,银行文件须有 fund 列:文件未区分基金"));
        }
        var (from, to) = request.Span.WithMargin;
        var there = file.Lines.Where(line => line.Date >= from && line.Date <= to && accounts.Contains(line.Account)
            && (request.Fund is null || line.Fund == request.Fund)).ToList();
        var lines = new LedgerLines(new(ledger.Chart), accounts, file.NamesFunds, request.Fund);
        await BankMovements.Load(lines, present, ledger.Store, from, to, look.Position, cancellationToken);
        var here = lines.All.ToList();
        return new(SourceFiles.Bank, await Hashes(paths, cancellationToken), string.Join(", ", accounts.Order(StringComparer.Ordinal)),
            here, there, LineMatching.Match(here, there, request.Span))
        {
            NamesFunds = file.NamesFunds, Accounts = accounts,
        };
    }

    /// <summary>Totals of another office: each line of each fund, for the days that it is stated of.</summary>
    /// <exception cref="OutsideFileException">A row is bad.</exception>
    /// <exception cref="UserError">A file cannot be read.</exception>
    public async Task<ReconciledSource> Totals(
        string name, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var file = OutsideTotalsFile.Read(paths, request.Encoding, ledger.Funds, ledger.Chart);
        if (file.Errors.Count > 0) throw new OutsideFileException(file.Errors);
        var span = request.Span with { WindowDays = 0 };
        var totals = file.Totals.Where(total => total.From >= span.From && total.To <= span.To
            && (request.Fund is null || total.Fund == request.Fund)).ToList();
        var stated = StatedDays.Of(totals, span);
        var figures = await LedgerFigures.Load(ledger, look, present,
            [.. stated.Select(days => (days.From, days.To)).ToHashSet()],
            totals.Select(total => OutsideTotalsFile.AccountOf(total.Line)).OfType<string>().ToHashSet(StringComparer.Ordinal),
            cancellationToken);
        IReadOnlyList<FundCode> funds = request.Fund is { } only ? [only] : [.. look.Funds.Keys];
        var here = new List<ReconciledLine>();
        foreach (var days in stated)
        {
            foreach (var fund in funds)
            {
                var amount = figures.Of(fund, days.Line, days.From, days.To);
                if (amount != Money.Zero) here.Add(Line(here.Count + 1, fund, days, amount, "ledger"));
            }
        }
        var there = totals.Where(total => total.Amount != Money.Zero).Select((total, index) =>
            Line(index + 1, total.Fund, new(total.Line, total.From, total.To), total.Amount, total.Source)).ToList();
        return new(name, await Hashes(paths, cancellationToken), null, here, there, LineMatching.MatchDocuments(here, there, span))
        {
            Totals = totals,
        };
    }

    internal static async Task<IReadOnlyList<(string, string)>> Hashes(
        IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var hashes = new List<(string, string)>();
        foreach (var path in paths) hashes.Add((Path.GetFileName(path), await SourceFile.Hash(path, cancellationToken)));
        return hashes;
    }

    // The same line and days are the document that both sides have in common.
    private static ReconciledLine Line(long order, FundCode fund, StatedDays days, Money amount, string source) =>
        new(order, days.To, days.Line, fund, amount)
        {
            References = [$"{days.Line} {days.From.Iso()}/{days.To.Iso()}"], Source = source,
        };
}
