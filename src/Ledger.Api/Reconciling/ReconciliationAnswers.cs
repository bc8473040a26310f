using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Domain;
using Ledger.Domain.Reconciling;
using NodaTime;

namespace Ledger.Api.Reconciling;

/// <summary>What a reconciliation came to; amounts in yuan, those that went out below zero.</summary>
/// <param name="AsOf">The day on which the differences have their ages.</param>
public sealed record ReconcileAnswer(string Pool, string From, string To, string AsOf, long Position, string? Fund,
    IReadOnlyList<SourceAnswer> Sources, IReadOnlyList<FigureAnswer> SideBySide)
{
    /// <summary>What this run recorded; left out where it recorded nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DecisionAnswer? Recorded { get; init; }
}

/// <param name="Scope">Accounts or institution; null where all are meant.</param>
/// <param name="Beyond">Lines of the days before and after that nothing in the span asked for.</param>
public sealed record SourceAnswer(string Source, string? Scope, IReadOnlyList<FileAnswer> Files, SideAnswer Here,
    SideAnswer There, MatchedAnswer Matched, int Beyond, int OpenDifferences, IReadOnlyList<DifferenceAnswer> Differences,
    IReadOnlyList<SignatureAnswer> Signatures);

public sealed record FileAnswer(string File, string Sha256);

public sealed record SideAnswer(int Lines, string Amount);

public sealed record MatchedAnswer(int ByDocument, int ByAmountAndDate, int OneToMany);

/// <param name="Status"><c>open</c>, <c>assigned</c> or <c>closed</c>.</param>
/// <param name="AgeDays">Since the first of its lines.</param>
/// <param name="Amount">What the other side has more.</param>
public sealed record DifferenceAnswer(string Id, string Kind, string Status, int AgeDays, string Amount, string? Assignee,
    string? Reason, IReadOnlyList<LineAnswer> Here, IReadOnlyList<LineAnswer> There);

public sealed record LineAnswer(
    string Source, string Date, string Account, string? Fund, string Amount, IReadOnlyList<string> References, string? Party);

/// <param name="IsOfThis">The same files, days and sums as now, and as many open differences.</param>
public sealed record SignatureAnswer(string Party, string From, string To, long Position, string Actor, string Recorded,
    long OpenDifferences, bool IsOfThis);

/// <param name="Fund">Null where the parties do not tell the funds apart.</param>
public sealed record FigureAnswer(
    string? Fund, string Line, string Agency, string? Treasury, string? Tax, string? Bank, bool Agrees);

/// <param name="Repeated">It was recorded before; the position is that one's.</param>
public sealed record DecisionAnswer(string Category, string Document, long Position, bool Repeated);

/// <summary>Puts what was found into the words of the answer.</summary>
internal static class ReconciliationAnswers
{
    private const int ReferencesShown = 20;

    internal static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    internal static SourceAnswer Of(
        ReconciledSource source, ReconcileRequest request, LocalDate asOf, long position, ReconciliationDecisions decisions)
    {
        var (found, content) = (source.Found, Content(source, request, position, decisions));
        return new(source.Name, source.Scope, [.. source.Files.Select(file => new FileAnswer(file.Name, file.Sha256))],
            new((int)content.HereCount, content.HereAmount.ToString()), new((int)content.ThereCount, content.ThereAmount.ToString()),
            new(Count(found, MatchedBy.Document), Count(found, MatchedBy.AmountAndDate), Count(found, MatchedBy.OneToMany)),
            found.BeyondHere.Count + found.BeyondThere.Count, (int)content.OpenDifferences,
            [.. found.Differences.Select((one, index) => Of(source.Ids[index], one, asOf, decisions))],
            [.. decisions.Signatures.Where(one => one.Content.Source == source.Name).Select(one => Of(one, content))]);
    }

    internal static FigureAnswer Of(FigureOfParties figure) => new(figure.Fund.IsNone ? null : figure.Fund.Text, figure.Line,
        figure.Agency.ToString(), figure.Treasury?.ToString(), figure.Tax?.ToString(), figure.Bank?.ToString(), figure.Agrees);

    /// <summary>What a party puts its name to.</summary>
    internal static SignedReconciliation Content(
        ReconciledSource source, ReconcileRequest request, long position, ReconciliationDecisions decisions)
    {
        var closed = source.Ids.Count(id => decisions.Of(id).ClosedFor is not null);
        var (here, there) = (InSpan(source.Here, request.Span), InSpan(source.There, request.Span));
        return new(source.Name, request.Span.From, request.Span.To, position, source.FilesText)
        {
            Fund = request.Fund,
            Scope = source.Scope,
            WindowDays = request.Span.WindowDays,
            HereCount = here.Count,
            HereAmount = Sum(here),
            ThereCount = there.Count,
            ThereAmount = Sum(there),
            Matches = source.Found.Matches.Count,
            OpenDifferences = source.Found.Differences.Count - closed,
            ClosedDifferences = closed,
        };
    }

    private static DifferenceAnswer Of(string id, Difference one, LocalDate asOf, ReconciliationDecisions decisions)
    {
        var state = decisions.Of(id);
        var since = one.Here.Concat(one.There).Min(line => line.Date);
        return new(id, Word(one.Kind),
            state.ClosedFor is not null ? "closed" : state.Assignee is not null ? "assigned" : "open",
            Math.Max(0, Period.DaysBetween(since, asOf)), Text(one.Amount, one.Here.Concat(one.There).First()), state.Assignee, state.ClosedFor,
            [.. one.Here.Select(Of)], [.. one.There.Select(Of)]);
    }

    private static LineAnswer Of(ReconciledLine line) => new(line.Source, line.Date.Iso(), line.Account,
        line.Fund.IsNone ? null : line.Fund.Text, Text(line.Amount, line), [.. line.References.Take(ReferencesShown)],
        line.Party.Length == 0 ? null : line.Party);

    private static string Text(Money amount, ReconciledLine of) =>
        of.IsCount ? amount.Fen.ToString(CultureInfo.InvariantCulture) : amount.ToString();

    // The log has gone on since, which changes nothing where the sums are the same.
    private static SignatureAnswer Of(PartySignature one, SignedReconciliation now) => new(one.Party, one.Content.From.Iso(),
        one.Content.To.Iso(), one.Position, one.Actor, one.Recorded.ToString(), one.Content.OpenDifferences,
        one.Content == now with { Position = one.Content.Position });

    private static int Count(Reconciliation found, MatchedBy by) => found.Matches.Count(match => match.By == by);

    private static List<ReconciledLine> InSpan(IReadOnlyList<ReconciledLine> lines, ReconciledSpan span) =>
        [.. lines.Where(line => line.Date >= span.From && line.Date <= span.To)];

    private static Money Sum(IEnumerable<ReconciledLine> lines) =>
        lines.Where(line => !line.IsCount).Aggregate(Money.Zero, (sum, line) => sum + line.Amount);
}
