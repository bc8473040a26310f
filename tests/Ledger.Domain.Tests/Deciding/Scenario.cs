using Ledger.Domain.Approvals;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Statements;
using NodaTime;

namespace Ledger.Domain.Tests.Deciding;

/// <summary>
/// Given what is recorded, when entries are sent together, then what becomes of them. What is given was sent too and
/// must have been accepted, so no test starts from books that could not be.
/// </summary>
internal sealed class Scenario
{
    private readonly List<FundEvent> _recorded = [];
    private RuleBook _rules = Repository.Rules;
    private Sender _sender = new("officer", new(2025, 3, 1));

    internal Books Books { get; } = new();

    internal IReadOnlyList<FundEvent> Recorded => _recorded;

    private long NextPosition => _recorded.Count + 1;

    internal static Scenario Given(params FundEvent[] events) => Given(Repository.Rules, events);

    internal static Scenario Given(RuleBook rules, params FundEvent[] events)
    {
        var scenario = new Scenario().Under(rules);
        foreach (var rows in Together(events)) scenario.Send(rows).ThenAccepted();
        return scenario;
    }

    /// <summary>From here on other rulings are in force.</summary>
    internal Scenario Under(RuleBook rules)
    {
        _rules = rules;
        return this;
    }

    /// <summary>From here on somebody else sends, or on another day.</summary>
    internal Scenario By(string name, LocalDate day)
    {
        _sender = new(name, day);
        return this;
    }

    internal Outcome When(params FundEvent[] entries) => Send(entries);

    internal Money Balance(FundCode fund) => Books.Fund(fund)!.Balance;

    /// <summary>The sum of all recorded effects on a line and the lines below it.</summary>
    internal Money Line(string line) => _recorded.SelectMany(StatementEffects.Of)
        .Where(effect => StatementLines.IsAtOrBelow(effect.Line, line))
        .Aggregate(Money.Zero, (sum, effect) => sum + effect.Amount);

    internal Money SumOfEffects(FundCode fund) => _recorded.SelectMany(StatementEffects.Of)
        .Where(effect => effect.Fund == fund)
        .Aggregate(Money.Zero, (sum, effect) => sum + effect.OnBalance);

    /// <summary>Sends rows that stand or fall together, and remembers the books as they were.</summary>
    internal Outcome Send(IReadOnlyList<FundEvent> rows)
    {
        var before = BooksText.Of(Books);
        return new(this, Decide(rows), before);
    }

    /// <summary>Sends rows that stand or fall together, and records what is accepted.</summary>
    internal SubmissionDecision Decide(IReadOnlyList<FundEvent> rows)
    {
        var decision = SubmissionDecider.Decide(rows, Books, _rules, _sender, NextPosition);
        _recorded.AddRange(decision.Accepted);
        return decision;
    }

    // Rows of one voucher, and the legs of one document and kind, are one submission.
    private static IEnumerable<IReadOnlyList<FundEvent>> Together(IReadOnlyList<FundEvent> events)
    {
        var rows = new List<FundEvent>();
        foreach (var entry in events)
        {
            if (rows.Count > 0 && !BelongTogether(rows[^1], entry))
            {
                yield return rows;
                rows = [];
            }
            rows.Add(entry);
        }
        if (rows.Count > 0) yield return rows;
    }

    private static bool BelongTogether(FundEvent one, FundEvent next) => one.Voucher is null && next.Voucher is null
        ? one.Document == next.Document && one.GetType() == next.GetType()
        : one.Voucher == next.Voucher;
}
