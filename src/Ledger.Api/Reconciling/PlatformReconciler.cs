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
    internal const string MedicalCost = "medfee_sumamt";
    internal const string FundPayment = "fund_pay_sumamt";
    internal const string AccountPayment = "acct_pay";
    internal const string Settlements = "fixmedins_setl_cnt";

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
        foreach (var settlement in (await SettlementsOf(cancellationToken)).Where(IsOfThese)
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
        return new(SourceFiles.PlatformDetails, await Reconciler.Hashes(paths, cancellationToken), institution.Text, here, there,
            LineMatching.MatchDocuments(here, there, span));
    }

    /// <summary>对总账: what the bills, the funds and the personal accounts came to, and how many settlements, by insurance, class and days.</summary>
    /// <exception cref="OutsideFileException">A row is bad.</exception>
    public async Task<ReconciledSource> Totals(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var file = PlatformTotalsFile.Read(paths, Request.Encoding);
        if (file.Errors.Count > 0) throw new OutsideFileException(file.Errors);
        var span = Request.Span;
        var stated = file.Totals.Where(total => total.From >= span.From && total.To <= span.To).ToList();
        var settlements = await SettlementsOf(cancellationToken);
        var (here, there) = (new List<ReconciledLine>(), new List<ReconciledLine>());
        foreach (var same in stated.GroupBy(total => (total.Insurance, total.From, total.To)))
        {
            var mine = settlements.Select(one => one.Entry).Where(entry => entry.CashDate >= same.Key.From
                && entry.CashDate <= same.Key.To && InsuranceOf(entry) == same.Key.Insurance).ToList();
            foreach (var (theirs, ours) in ByClass([.. same], mine)) Add(here, there, theirs, ours);
        }
        return new(SourceFiles.PlatformTotals, await Reconciler.Hashes(paths, cancellationToken), institution.Text, here, there,
            LineMatching.MatchDocuments(here, there, span));
    }

    // By the classes of both sides; over all classes where one side does not tell them apart.
    private IEnumerable<(PlatformTotal Theirs, IReadOnlyList<FundEvent> Ours)> ByClass(
        IReadOnlyList<PlatformTotal> stated, IReadOnlyList<FundEvent> mine)
    {
        if (stated.Any(total => total.Class is null) || mine.Any(entry => ClassOf(entry) is null))
            return [(PlatformTotal.Sum(stated, ofClass: null), mine)];
        var nothing = stated[0] with
        {
            MedicalCost = Money.Zero, FundPayment = Money.Zero, AccountPayment = Money.Zero,
            Settlements = stated.All(total => total.Settlements is not null) ? 0 : null,
        };
        return stated.Select(total => total.Class).Concat(mine.Select(ClassOf)).ToHashSet(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).Select(ofClass => (
                stated.FirstOrDefault(total => total.Class == ofClass) ?? nothing with { Class = ofClass },
                (IReadOnlyList<FundEvent>)[.. mine.Where(entry => ClassOf(entry) == ofClass)]));
    }

    // What takes a settlement back is of the class of that settlement.
    private string? ClassOf(FundEvent entry) => ledger.SettlementClasses.Of(Counted(entry) switch
    {
        SettlementWithdrawn { Withdraws: { } settlement } => settlement.Category,
        ReimbursementReversed { Reverses: { } paid } => paid.Category,
        var counted => counted.Category,
    });

    private void Add(List<ReconciledLine> here, List<ReconciledLine> there, PlatformTotal theirs, IReadOnlyList<FundEvent> ours)
    {
        Add(there, theirs, MedicalCost, theirs.MedicalCost);
        Add(there, theirs, FundPayment, theirs.FundPayment);
        Add(there, theirs, AccountPayment, theirs.AccountPayment);
        Add(here, theirs, MedicalCost, Sum(ours, entry => entry.Leg is null ? entry.MedicalCost ?? Money.Zero : Money.Zero));
        Add(here, theirs, FundPayment, Sum(ours, entry => IsPersonal(entry) ? Money.Zero : entry.Amount));
        Add(here, theirs, AccountPayment, Sum(ours, entry => IsPersonal(entry) ? entry.Amount : Money.Zero));
        if (theirs.Settlements is not { } count) return;
        Add(there, theirs, Settlements, new(count), isCount: true);
        // A settlement of several funds is counted once, and an entry of several visits says how many they are.
        Add(here, theirs, Settlements, Sum(ours, entry => new(entry.Leg is null ? entry.Count ?? 1 : 0)), isCount: true);
    }

    private static void Add(List<ReconciledLine> lines, PlatformTotal total, string column, Money amount, bool isCount = false)
    {
        if (amount == Money.Zero) return;
        var insurance = total.Class is { } ofClass ? $"{total.Insurance} {ofClass}" : total.Insurance;
        lines.Add(new(lines.Count + 1, total.To, column, default, amount)
        {
            References = [$"{insurance} {column} {total.From.Iso()}/{total.To.Iso()}"], Source = total.Source, IsCount = isCount,
        });
    }

    private bool IsPersonal(FundEvent entry) => entry.Fund == personalFund
        || ledger.Funds.Find(entry.Fund)?.Part == Domain.Funds.FundPart.Personal;

    // Personal accounts belong to the insurance of their pool, and have its code.
    private string InsuranceOf(FundEvent entry) => ledger.Funds.Find(entry.Fund)?.Code ?? "";

    private bool IsOfThese((long Position, FundEvent Entry) one) =>
        one.Entry.Fund == Request.Fund || one.Entry.Fund == personalFund;

    private async Task<List<(long Position, FundEvent Entry)>> SettlementsOf(CancellationToken cancellationToken)
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
