using System.Globalization;
using Ledger.Api.CommandLine;
using Ledger.Api.Importing;
using Ledger.Api.Importing.SettlementDetails;
using Ledger.Api.Privacy;
using Ledger.Domain;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Reconciling;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Settlements;

namespace Ledger.Api.Reconciling;

/// <summary>
/// What the settlement platform says of one institution beside the settlements that the ledger has of it, by cash date: a
/// settlement that was recorded, or paid without being recorded before; what was withdrawn or reversed counts against it.
/// </summary>
internal sealed class PlatformReconciler(
    LedgerContext ledger, Reconciler reconciler, InstitutionCode institution, FundCode? personalFund)
{
    private const string MedicalCost = "medfee_sumamt";
    private const string FundPayment = "fund_pay_sumamt";
    private const string AccountPayment = "acct_pay";

    private ReconcileRequest Request => reconciler.Request;

    /// <summary>对明细账: each settlement by its number, all that the funds pay of it.</summary>
    /// <exception cref="OutsideFileException">A line is bad.</exception>
    public async Task<ReconciledSource> Details(
        IReadOnlyList<string> paths, PersonTokens persons, CancellationToken cancellationToken)
    {
        if (Request.Fund is not { } fund)
            throw new UserError(UserLanguage.Say("--details needs --fund, the fund that pays fund_pay_sumamt",
                "--details 须给出 --fund,即支付 fund_pay_sumamt 的基金"));
        var span = Request.Span;
        var options = SettlementDetailOptions.Of(institution, fund, personalFund, span.From, span.To, null, ledger.Funds);
        var (there, errors) = (new List<ReconciledLine>(), new List<ImportError>());
        foreach (var path in paths)
        {
            try
            {
                foreach (var row in SettlementDetailFile.Open(path, options, persons).Read(ledger.Funds, keepRaw: false))
                {
                    errors.AddRange(row.Errors);
                    if (row.Entries is [var first, ..])
                    {
                        there.Add(new(there.Count + 1, span.To, "settlement", default, Settled(row.Entries))
                        {
                            References = [NumberOf(first)],
                            Source = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(row.File)}:{row.Line}"),
                        });
                    }
                }
            }
            catch (ImportRefusedException refused)
            {
                errors.Add(refused.Error);
            }
        }
        if (errors.Count > 0) throw new OutsideFileException(errors);
        var here = new List<ReconciledLine>();
        foreach (var settlement in (await Settlements(cancellationToken)).Where(IsOfThese)
            .GroupBy(one => (NumberOf(one.Entry), one.Entry.GetType(), one.Entry.Document)))
        {
            var amount = Settled(settlement.Select(one => one.Entry));
            if (amount == Money.Zero) continue;
            var (position, entry) = settlement.First();
            // The file has no dates: what the ledger dates in these days is of these days.
            here.Add(new(position, span.To, "settlement", default, amount)
            {
                References = [NumberOf(entry)], Source = $"position {position}",
            });
        }
        return new("3202", await Reconciler.Hashes(paths, cancellationToken), institution.Text, here, there,
            LineMatching.MatchDocuments(here, there, span));
    }

    /// <summary>对总账: what the bills, the funds and the personal accounts came to, by insurance and days.</summary>
    /// <exception cref="OutsideFileException">A row is bad.</exception>
    public async Task<ReconciledSource> Totals(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var file = PlatformTotalsFile.Read(paths, Request.Encoding);
        if (file.Errors.Count > 0) throw new OutsideFileException(file.Errors);
        var span = Request.Span;
        var stated = file.Totals.Where(total => total.From >= span.From && total.To <= span.To).ToList();
        var settlements = await Settlements(cancellationToken);
        var (here, there) = (new List<ReconciledLine>(), new List<ReconciledLine>());
        foreach (var total in stated)
        {
            Add(there, total, MedicalCost, total.MedicalCost);
            Add(there, total, FundPayment, total.FundPayment);
            Add(there, total, AccountPayment, total.AccountPayment);
            var mine = settlements.Select(one => one.Entry).Where(entry =>
                entry.CashDate >= total.From && entry.CashDate <= total.To && InsuranceOf(entry) == total.Insurance).ToList();
            Add(here, total, MedicalCost, Sum(mine, entry => entry.Leg is null ? entry.MedicalCost ?? Money.Zero : Money.Zero));
            Add(here, total, FundPayment, Sum(mine, entry => IsPersonal(entry) ? Money.Zero : entry.Amount));
            Add(here, total, AccountPayment, Sum(mine, entry => IsPersonal(entry) ? entry.Amount : Money.Zero));
        }
        return new("3201", await Reconciler.Hashes(paths, cancellationToken), institution.Text, here, there,
            LineMatching.MatchDocuments(here, there, span));
    }

    private static void Add(List<ReconciledLine> lines, PlatformTotal total, string column, Money amount)
    {
        if (amount == Money.Zero) return;
        lines.Add(new(lines.Count + 1, total.To, column, default, amount)
        {
            References = [$"{total.Insurance} {column} {total.From.Iso()}/{total.To.Iso()}"], Source = total.Source,
        });
    }

    private bool IsPersonal(FundEvent entry) => entry.Fund == personalFund
        || ledger.Funds.Find(entry.Fund)?.Part == Domain.Funds.FundPart.Personal;

    // Personal accounts belong to the insurance of their pool, and have its code.
    private string InsuranceOf(FundEvent entry) => ledger.Funds.Find(entry.Fund)?.Code ?? "";

    private bool IsOfThese((long Position, FundEvent Entry) one) =>
        one.Entry.Fund == Request.Fund || one.Entry.Fund == personalFund;

    private async Task<List<(long Position, FundEvent Entry)>> Settlements(CancellationToken cancellationToken)
    {
        var settlements = new List<(long, FundEvent)>();
        var span = Request.Span;
        for (var month = span.From.ToYearMonth(); month <= span.To.ToYearMonth(); month = month.PlusMonths(1))
        {
            await foreach (var recorded in ledger.Store.ReadStream(Request.Pool,
                $"settlements/{institution}/{month.Iso()}", 1, reconciler.Position, cancellationToken))
            {
                var entry = (FundEvent)recorded.Body;
                if (entry.CashDate >= span.From && entry.CashDate <= span.To && IsSettlement(entry))
                    settlements.Add((recorded.Position, entry));
            }
        }
        return settlements;
    }

    private static bool IsSettlement(FundEvent entry) => entry switch
    {
        SettlementRecorded or SettlementWithdrawn or ReimbursementReversed => true,
        ReimbursementPaid => entry.Original is null,
        EntryReversed { Reverses: { } undone } => IsSettlement(undone),
        _ => false,
    };

    // A refund is known by the settlement that it takes back.
    private static string NumberOf(FundEvent entry) => entry switch
    {
        SettlementWithdrawn or ReimbursementReversed => entry.Original!.Value.Text,
        EntryReversed { Reverses: { } undone } => NumberOf(undone),
        _ => entry.Document.Text,
    };

    private static Money Settled(IEnumerable<FundEvent> entries) => Sum(entries, entry => entry.Amount);

    private static Money Sum(IEnumerable<FundEvent> entries, Func<FundEvent, Money> figure) =>
        entries.Aggregate(Money.Zero, (sum, entry) => IsAgainst(entry) ? sum - figure(Counted(entry)) : sum + figure(Counted(entry)));

    private static bool IsAgainst(FundEvent entry) => entry switch
    {
        SettlementWithdrawn or ReimbursementReversed => true,
        EntryReversed { Reverses: { } undone } => !IsAgainst(undone),
        _ => false,
    };

    // What is undone is taken back as it was.
    private static FundEvent Counted(FundEvent entry) => entry is EntryReversed { Reverses: { } undone } ? undone : entry;
}
