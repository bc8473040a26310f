using Ledger.Api.Importing;
using Ledger.Api.Pages.Frame;
using Ledger.Api.Reconciling;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Pages.Reconciliations;

/// <param name="Sent">What this server keeps, the newest first.</param>
/// <param name="Funds">Those that can be chosen.</param>
/// <param name="Accounts">Bank accounts that can be chosen.</param>
/// <param name="AccountName">What an account or a line is called.</param>
/// <param name="Given">What a field of the form had, where it was not taken.</param>
/// <param name="Refused">Why not; null where nothing was, or where rows are bad.</param>
/// <param name="BadRows">Of the files that were sent.</param>
public sealed record ReconciliationListModel(IReadOnlyList<SentReconciliation> Sent, ReconciliationHistory History,
    IReadOnlyList<string> Funds, IReadOnlyList<string> Accounts, Func<string, string> AccountName, Func<string, string?> Given,
    string? Refused, IReadOnlyList<ImportError> BadRows);

/// <summary>Files that this server keeps.</summary>
public sealed record SentReconciliation(
    string Id, string From, string To, IReadOnlyList<(string Source, string Name)> Files, string By, Instant Sent)
{
    internal static SentReconciliation Of(KeptReconciliation kept) => new(kept.Id, kept.Asked.Request.Span.From.Iso(),
        kept.Asked.Request.Span.To.Iso(), kept.Names, kept.By, kept.Sent);
}

/// <summary>A reconciliation as its page shows it.</summary>
/// <param name="By">Who sent the files.</param>
/// <param name="Differences">Those that are looked at.</param>
/// <param name="AccountName">What an account or a line is called.</param>
/// <param name="Given">What was to be recorded and was not; null where nothing was.</param>
/// <param name="Refused">Why not.</param>
public sealed record ReconciliationModel(string Id, string By, Instant Sent, int WindowDays, ReconcileAnswer Answer,
    DifferenceFilter Filter, ListPage<ShownDifference> Differences, Func<string, string> AccountName, DecisionForm? Given, string? Refused);
