namespace Ledger.Api.Forms;

// The JSON of the verb form: amounts are yuan as decimal strings, dates yyyy-MM-dd.

/// <param name="Month">The month that is asked for.</param>
/// <param name="AsOf">The last day before it, of which the balances are.</param>
/// <param name="Unknown">Funds whose opening is unknown, and so what they have.</param>
public sealed record PlanAnswer(string Pool, string Month, string AsOf, long Position,
    IReadOnlyList<FundPlanAnswer> Funds, PlanTotalAnswer Total, IReadOnlyList<string> Unknown);

/// <param name="SettledUnpaid">Owed to institutions and persons at that day.</param>
/// <param name="MonthlyExpenditure">A mean month by the policy; null where the policy has no figure.</param>
/// <param name="Expected">The larger of the two.</param>
/// <param name="Call">What the expenditure account lacks of it.</param>
public sealed record FundPlanAnswer(string Fund, string FiscalAccount, string ExpenditureAccount, string SettledUnpaid,
    string? MonthlyExpenditure, string Policy, string Expected, string Call);

public sealed record PlanTotalAnswer(string FiscalAccount, string ExpenditureAccount, string SettledUnpaid, string Expected, string Call);

/// <param name="BankBalance">As the bank's statement has it; null where none was given.</param>
/// <param name="ExpectedBankBalance">What the bank's statement must show if the books are right.</param>
/// <param name="Difference">Bank less expected; null where no balance was given.</param>
public sealed record ReconciliationAnswer(string Pool, string Account, string AsOf, long Position, string BookBalance,
    IReadOnlyList<UnmatchedDayAnswer> Items, string AdjustedBalance, string ExpectedBankBalance, string? BankBalance,
    string? Difference);

/// <param name="Group">received-by-us, paid-by-us, received-by-bank or paid-by-bank: who has it already.</param>
public sealed record UnmatchedDayAnswer(
    string Group, long Position, string Document, string Fund, string Date, string BankDate, string Amount);

/// <param name="Holder">The institution, or the reference of a person.</param>
public sealed record ClawbackNoticeAnswer(string Pool, string Case, long Position, string Holder,
    IReadOnlyList<ClawbackOrderAnswer> Orders, string Ordered, string Recovered, string Waived, string Outstanding);

public sealed record ClawbackOrderAnswer(string Fund, string Document, string Date, string Due, string Amount,
    string? Reason, string? Channel, string? Original);

public sealed record AdjustmentsAnswer(string Pool, int? Year, long Position, IReadOnlyList<AdjustmentAnswer> Adjustments);

/// <param name="Undoes">The kind of the entry that is reversed.</param>
public sealed record AdjustmentAnswer(long Position, string Recorded, string? Actor, string Date, string Kind, string? Fund,
    string? Amount, string? Direction, string Document, string? Original, string? Undoes, string? Reason);
