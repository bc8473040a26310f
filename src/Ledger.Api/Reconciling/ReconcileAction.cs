using Ledger.Api.CommandLine;
using Ledger.Domain.People;
using Ledger.Domain.Reconciling;

namespace Ledger.Api.Reconciling;

/// <summary>What a run is to record, beside showing what it found; at most one of the four.</summary>
/// <param name="Sign">The party that signs.</param>
/// <param name="Evidence">SHA-256 of the paper that was signed.</param>
internal sealed record ReconcileAction(
    string? Sign, string? Assign, string? Close, string? Reopen, string? Assignee, string? Reason, string? Evidence)
{
    /// <summary>Nothing is to be recorded.</summary>
    public static readonly ReconcileAction None = new(null, null, null, null, null, null, null);

    public static readonly IReadOnlyList<string> Parties = ["agency", "treasury", "tax", "bank", "institution"];

    private bool IsNone => Sign is null && Difference is null;

    private string? Difference => Assign ?? Close ?? Reopen;

    /// <summary>The event to record, and the position of the one that says so already.</summary>
    /// <returns>Null where nothing is to be recorded.</returns>
    /// <exception cref="UserError">There is no such difference, or it is ambiguous what is meant.</exception>
    public (ReconciliationSigned Decision, PartySignature? Before, bool IsSo)? On(IReadOnlyList<ReconciledSource> sources,
        ReconcileRequest request, long position, ReconciliationDecisions decisions)
    {
        if (IsNone) return null;
        if (Sign is not null)
        {
            var content = ReconciliationAnswers.Content(Storable(OnlySource(sources)), request, position, decisions);
            var before = decisions.Signatures.LastOrDefault(one => one.Party == Sign && one.Content.Source == content.Source);
            var isSo = before is not null && before.Content == content with { Position = before.Content.Position };
            return (Blank(ReconciliationSigned.ByParty) with
            {
                CashDate = request.Span.To, Counterparty = Sign, Evidence = Evidence, Reconciled = content,
            }, before, isSo);
        }
        var (source, index) = Find(sources, Difference!);
        var difference = source.Found.Differences[index];
        var state = decisions.Of(Difference!);
        var (category, same) = this switch
        {
            { Assign: not null } => (ReconciliationSigned.Assigned, state.Assignee == Assignee),
            { Close: not null } => (ReconciliationSigned.Closed, state.ClosedFor == Reason),
            _ => (ReconciliationSigned.Reopened, state.ClosedFor is null),
        };
        return (Blank(category) with
        {
            // In the span, so that whoever reconciles its day again finds the decision.
            CashDate = difference.There.Concat(difference.Here).Select(line => line.Date)
                .First(date => date >= request.Span.From && date <= request.Span.To),
            Counterparty = Assign is null ? null : Assignee,
            Difference = new(Difference!, source.Name, ReconciliationAnswers.Word(difference.Kind), difference.Amount,
                References(difference)),
        }, null, same);
    }

    private ReconciliationSigned Blank(string category) => new() { Category = category, Reason = Reason };

    // A signature has the names of the files for ever.
    private static ReconciledSource Storable(ReconciledSource source) => !source.Files.Any(file => PersonalNumbers.AreIn(file.Name))
        ? source
        : throw new UserError(UserLanguage.Say($"the name of a file {PersonalNumbers.Refused.English}", $"文件名{PersonalNumbers.Refused.Chinese}"),
            ExitCodes.Finding);

    private static ReconciledSource OnlySource(IReadOnlyList<ReconciledSource> sources) => sources.Count == 1
        ? sources[0]
        : throw new UserError(UserLanguage.Say("--sign is for one source: give the files of one only",
            "--sign 一次只能确认一个来源,请只给出一个来源的文件"));

    private static (ReconciledSource Source, int Index) Find(IReadOnlyList<ReconciledSource> sources, string id)
    {
        foreach (var source in sources)
        {
            for (var index = 0; index < source.Ids.Count; index++)
            {
                if (source.Ids[index] == id) return (source, index);
            }
        }
        throw new UserError(UserLanguage.Say(
            $"there is no difference '{PlainLine.Beginning(id)}' in these files and days; nothing was recorded",
            $"这些文件和日期中没有差异“{PlainLine.Beginning(id)}”,未作任何登记"));
    }

    private static string? References(Difference difference)
    {
        const int shown = 5;
        var all = difference.There.Concat(difference.Here).SelectMany(line => line.References.Take(shown)).ToHashSet(StringComparer.Ordinal);
        return all.Count == 0 ? null : string.Join(", ", all.Take(shown)) + (all.Count > shown ? ", …" : "");
    }
}
