using System.Text.Json.Serialization;
using Ledger.Domain.Statements;

namespace Ledger.Api.Figures;

// The JSON of reading verbs and routes (contract): amounts are yuan as decimal strings, dates yyyy-MM-dd.

public sealed record PoolsAnswer(IReadOnlyList<PoolAnswer> Pools);

public sealed record PoolAnswer(string Pool, string? Name, long Position, IReadOnlyList<string> Funds);

public sealed record BalanceAnswer(string Pool, string AsOf, long Position, IReadOnlyList<FundBalanceAnswer> Funds);

/// <param name="Opening">Null where the fund's opening balance is unknown; so is the balance.</param>
public sealed record FundBalanceAnswer(
    string Fund, string? Opening, string Income, string Expenditure, string? Balance);

public sealed record CapacityAnswer(string Pool, string AsOf, long Position, IReadOnlyList<FundCapacityAnswer> Funds);

public sealed record FundCapacityAnswer(string Fund, string Policy, string? Numerator, string? Denominator,
    int WindowMonths, string? Months, string? Band, string? Reason);

public sealed record StatementAnswer(
    string Pool, string From, string To, long Position, IReadOnlyList<FundStatementAnswer> Funds);

public sealed record FundStatementAnswer(string Fund, IReadOnlyDictionary<string, string> Lines)
{
    internal static FundStatementAnswer Of(FundStatement statement) =>
        new(statement.Fund.Text, statement.Lines.ToDictionary(row => row.Key, row => row.Value.ToString()));
}

public sealed record TrialBalanceAnswer(
    string Pool, string AsOf, long Position, IReadOnlyList<AccountBalanceAnswer> Accounts)
{
    /// <summary>The month, where one was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Period { get; init; }
}

/// <param name="Account">The full name, fund included, as in a journal export.</param>
/// <param name="Balance">Debit less credit.</param>
public sealed record AccountBalanceAnswer(
    string Account, string Fund, string Code, string Name, string Debit, string Credit, string Balance)
{
    /// <summary>The balance before the month that was asked for, debit less credit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Opening { get; init; }

    /// <summary>What the month moved, debit less credit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Movement { get; init; }
}

public sealed record JournalEntryAnswer(long Position, string Date, string Kind, string Document, string? Voucher,
    IReadOnlyList<JournalLineAnswer> Lines);

public sealed record JournalLineAnswer(string Account, string Fund, string Debit, string Credit);
