namespace Ledger.Api.People;

// The JSON of the verbs on persons: amounts are yuan as decimal strings, dates yyyy-MM-dd.

/// <param name="Accounts">What the accounts hold now; none of a person of whom no credit is recorded.</param>
/// <param name="Year">The year of care that the rest is about.</param>
public sealed record PersonAnswer(string Pool, string Person, int Year, long Position,
    IReadOnlyList<PersonAccountAnswer> Accounts, IReadOnlyList<PersonTotalAnswer> Accumulators,
    IReadOnlyList<PersonDayAnswer> Days, IReadOnlyList<PersonMovementAnswer> Movements);

public sealed record PersonAccountAnswer(string Fund, string Balance);

/// <param name="Category"><c>total</c> for all that the fund paid.</param>
public sealed record PersonTotalAnswer(string Fund, string Category, string Amount, long Visits);

public sealed record PersonDayAnswer(string Day, string Fund, string Category, string Amount, long Visits);

public sealed record PersonMovementAnswer(long Position, string Day, string Date, string Kind, string Document,
    string Fund, string? Category, string Amount);

/// <param name="Caps">The caps that were looked at.</param>
/// <param name="More">Some findings were left out; ask for one cap at a time.</param>
public sealed record CapsAnswer(string Pool, int Year, long Position, IReadOnlyList<CapAnswer> Caps,
    IReadOnlyList<CapFindingAnswer> Findings, bool More);

/// <param name="Categories">None for all that the fund pays.</param>
public sealed record CapAnswer(string Policy, string Fund, IReadOnlyList<string> Categories, string? PersonClass,
    string Per, string Limit, string Source);

/// <param name="Day">Null where the cap is a year's.</param>
public sealed record CapFindingAnswer(
    string Policy, string Person, string? Day, string Fund, string Amount, string Limit, string Over);

/// <param name="More">Some findings were left out.</param>
public sealed record DuplicatesAnswer(
    string Pool, int Year, long Position, IReadOnlyList<DuplicateAnswer> Findings, bool More);

public sealed record DuplicateAnswer(string Policy, string Person, string Day, string? Institution, string Category,
    ClaimAnswer First, ClaimAnswer Second);

public sealed record ClaimAnswer(string Document, long Position, IReadOnlyList<string> Funds, string Amount);
