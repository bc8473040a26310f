using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Premiums;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.People;

/// <summary>Entries that name a person, in one line; of personal accounts unless a test says otherwise.</summary>
internal static class PeopleEntries
{
    internal static readonly FundCode Family = FundCode.Of("resident-family");
    internal static readonly FundCode Aid = FundCode.Of("medical-aid");
    internal static readonly PersonRef Wang = PersonRef.Of("P-1");
    internal static readonly PersonRef Li = PersonRef.Of("P-2");

    /// <summary>Two funds of personal accounts and three others, most with money of nobody in particular.</summary>
    internal static FundEvent[] OpenFunds =>
    [
        Opened(), Opened().In(EmployeePersonal), Opened().In(EmployeePooled), Opened().In(Aid), Opened().In(Family),
        Opening(1000_00), Opening(1000_00).In(EmployeePersonal), Opening(1000_00).In(EmployeePooled),
        Opening(1000_00).In(Aid),
    ];

    internal static T For<T>(this T entry, PersonRef person) where T : FundEvent => (T)(entry with { Person = person });

    internal static T Care<T>(this T entry, string from, string? to = null) where T : FundEvent =>
        (T)(entry with { BusinessFrom = Date(from), BusinessTo = to is null ? null : Date(to) });

    internal static T Numbered<T>(this T entry, string document) where T : FundEvent =>
        (T)(entry with { Document = DocumentId.Of(document) });

    internal static PremiumReceived Credit(string document, long fen) =>
        Premium(document, fen).In(EmployeePersonal).For(Wang);

    internal static ReimbursementPaid Spend(string document, long fen) =>
        Paid(document, fen, "personal").In(EmployeePersonal).For(Wang);

    internal static FundsMoved FromPool(string document, long fen) =>
        Moved(document, fen, "pool-to-personal", EmployeePersonal).In(EmployeePooled).For(Wang);

    internal static Money? Account(this Scenario scenario, PersonRef person, FundCode? fund = null) =>
        scenario.Books.Account(new(fund ?? EmployeePersonal, person))?.Balance;
}
