using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Statements;

namespace Ledger.Domain.Tests.Deciding;

/// <summary>What became of a submission, and what must be true of it whatever the rule.</summary>
internal sealed class Outcome(Scenario scenario, SubmissionDecision decision, string booksBefore)
{
    internal SubmissionDecision Decision => decision;

    /// <summary>Exactly these events, in this order, with what the decision knows of them.</summary>
    internal Scenario Then(params FundEvent[] events)
    {
        ThenAccepted();
        decision.Accepted.ShouldBe(events);
        return scenario;
    }

    internal Scenario ThenAccepted()
    {
        decision.Refused.ShouldBeEmpty();
        decision.RepeatOf.ShouldBeNull();
        decision.Accepted.ShouldNotBeEmpty();
        return scenario;
    }

    /// <summary>Accepted, with exactly these effects on the statement: line and yuan.</summary>
    internal Scenario ThenMoves(params (string Line, string Yuan)[] effects)
    {
        ThenAccepted();
        decision.Accepted.SelectMany(StatementEffects.Of)
            .Select(effect => (effect.Line, effect.Amount.ToString())).ShouldBe(effects);
        return scenario;
    }

    /// <summary>
    /// Refused for this reason, in words a user can act on, and the books are as they were.
    /// </summary>
    internal Scenario ThenRefused(Refusal refusal, int row = 0)
    {
        var refused = decision.Refused.ShouldHaveSingleItem();
        refused.Refusal.ShouldBe(refusal, refused.Explanation.English);
        refused.Index.ShouldBe(row);
        EntryColumns.All.ShouldContain(refused.Column);
        foreach (var text in (string[])[refused.Explanation.English, refused.Explanation.Chinese])
        {
            text.ShouldNotBeNullOrWhiteSpace();
            text.ShouldNotContain('\n');
        }
        refused.Explanation.Chinese.ShouldContain(c => c >= '\u4e00' && c <= '\u9fff');
        decision.Accepted.ShouldBeEmpty();
        decision.RepeatOf.ShouldBeNull();
        BooksText.Of(scenario.Books).ShouldBe(booksBefore);
        return scenario;
    }

    /// <summary>
    /// Recognised as recorded before: no event, the first position, and the books are as they were.
    /// </summary>
    internal Scenario ThenRepeated(long position)
    {
        decision.Refused.ShouldBeEmpty();
        decision.Accepted.ShouldBeEmpty();
        decision.RepeatOf.ShouldBe(position);
        BooksText.Of(scenario.Books).ShouldBe(booksBefore);
        return scenario;
    }
}
