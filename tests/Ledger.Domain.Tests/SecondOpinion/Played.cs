using Ledger.Domain.Accounting;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Statements;
using Ledger.Domain.Tests.Deciding;
using Ledger.Naive;
using Ledger.Naive.Generating;
using Ledger.Testing;

namespace Ledger.Domain.Tests.SecondOpinion;

/// <summary>
/// A history that was parsed, decided and followed by the books; what was accepted can be read again by the second
/// implementation.
/// </summary>
internal sealed class Played
{
    private static readonly Journal _journal = new(Repository.Chart);

    private readonly EntryParser _parser = new(Repository.Funds);
    private readonly List<(IReadOnlyList<FundEvent> Rows, SubmissionDecision Decision, long Position)> _answers = [];

    internal Scenario Scenario { get; } = new();

    internal IReadOnlyList<FundEvent> Recorded => Scenario.Recorded;

    /// <summary>What was well formed, with the answer and the position that came next.</summary>
    internal IReadOnlyList<(IReadOnlyList<FundEvent> Rows, SubmissionDecision Decision, long Position)> Answers =>
        _answers;

    internal static Played Of(History history, RuleBook? rules = null) => Of(history.Submissions, rules);

    internal static Played Of(IEnumerable<IReadOnlyList<Row>> submissions, RuleBook? rules = null)
    {
        var played = new Played();
        if (rules is not null) played.Scenario.Under(rules);
        foreach (var rows in submissions) played.Send(rows);
        return played;
    }

    internal SubmissionDecision? Send(IReadOnlyList<Row> rows)
    {
        if (EntryRows.Parse(_parser, rows) is not { } entries) return null;
        var position = Recorded.Count + 1L;
        var decision = Scenario.Decide(entries);
        _answers.Add((entries, decision, position));
        return decision;
    }

    /// <summary>The second implementation's books, of an events file of all that was accepted.</summary>
    internal NaiveBooks Naive(bool depositsAtSettlement = false)
    {
        using var file = new StringWriter();
        EventsFile.Write(file, Recorded.Select(EntryRows.Of));
        using var read = new StringReader(file.ToString());
        return NaiveBooks.Read(read, depositsAtSettlement);
    }

    internal static IReadOnlyList<LineEffect> Movements(FundEvent entry) => _journal.Movements(entry);

    internal static IReadOnlyList<Posting> Postings(FundEvent entry) => _journal.Of(entry);

    /// <summary>What every line of every fund moved on every day, one text each; the bank accounts are one line.</summary>
    internal IReadOnlyList<string> Cells() =>
    [
        .. Recorded.SelectMany(Movements)
            .GroupBy(effect => (effect.Fund, Line: BankAsOne(effect.Line), effect.CashDate))
            .Select(cell => (cell.Key, Fen: cell.Sum(effect => effect.Amount.Fen)))
            .Where(cell => cell.Fen != 0)
            .Select(cell => $"{cell.Key.Fund} {cell.Key.Line} {cell.Key.CashDate.Iso()} {cell.Fen}")
            .Order(StringComparer.Ordinal),
    ];

    internal static IReadOnlyList<string> Cells(NaiveSums sums) =>
    [
        .. sums.Cells().Select(cell => $"{cell.Key.Fund} {cell.Key.Line} {cell.Key.Day:yyyy-MM-dd} {cell.Value}")
            .Order(StringComparer.Ordinal),
    ];

    internal IReadOnlyList<string> Outstanding() =>
    [
        .. Scenario.Books.ChangedOutstanding
            .Where(row => row.Value != Money.Zero && row.Key.Kind != OutstandingKind.PrepaidInYear)
            .Select(row => $"{Domain.Deciding.Outstanding.NameOf(row.Key.Kind)} {row.Key.Fund} {row.Key.Holder} "
                + row.Value.Fen)
            .Order(StringComparer.Ordinal),
    ];

    internal IReadOnlyList<string> Clawbacks() =>
    [
        .. Scenario.Books.ChangedClawbacks.Where(row => row.Value.Outstanding != Money.Zero)
            .Select(row => $"{row.Key.CaseNo} {row.Key.Fund} {row.Value.Outstanding.Fen}")
            .Order(StringComparer.Ordinal),
    ];

    private static string BankAsOne(string line) =>
        StatementLines.IsAtOrBelow(line, StatementLines.Bank) ? StatementLines.Bank : line;
}
