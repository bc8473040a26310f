using Ledger.Domain.Events;
using Ledger.Domain.Statements;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Requirements;

/// <summary>Books for the figures of the source documents, which are printed in 万元 and 亿元.</summary>
internal static class SourceBooks
{
    /// <summary>Ten thousand yuan, in fen.</summary>
    internal const long Wan = 1_000_000;

    /// <summary>What every fund opens with: more than any source pays.</summary>
    internal const long OpeningFen = 100_000_000_000_00;

    internal static readonly FundCode MedicalAid = FundCode.Of("medical-aid");
    internal static readonly FundCode LongTermCare = FundCode.Of("long-term-care");
    internal static readonly FundCode CivilServant = FundCode.Of("civil-servant");

    internal static Scenario BooksOf(params FundCode[] funds) => Scenario.Given(
        [.. funds.Select(fund => Opened().In(fund)), .. funds.Select(fund => Opening(OpeningFen).In(fund))]);

    /// <summary>The fund's line and those below it, in yuan, over all that is recorded.</summary>
    internal static string Told(this Scenario scenario, FundCode fund, string line) => scenario.Recorded
        .SelectMany(StatementEffects.Of)
        .Where(effect => effect.Fund == fund && StatementLines.IsAtOrBelow(effect.Line, line))
        .Aggregate(Money.Zero, (sum, effect) => sum + effect.Amount).ToString();

    /// <summary>What the fund has more, or less, than it opened with.</summary>
    internal static string Moved(this Scenario scenario, FundCode fund) =>
        (scenario.Balance(fund) - new Money(OpeningFen)).ToString();

    /// <summary>Sent together, and accepted.</summary>
    internal static Scenario Records(this Scenario scenario, params FundEvent[] entries) =>
        scenario.When(entries).ThenAccepted();

    internal static T Standing<T>(this T entry, long? persons = null, long? visits = null) where T : FundEvent =>
        (T)(entry with { Persons = persons, Count = visits });
}
