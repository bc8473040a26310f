using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Statements;
using NodaTime;

namespace Ledger.Domain.Levels;

/// <summary>Money between levels (上解, 下拨) as one side books it.</summary>
/// <param name="Line">income.from-upper, income.from-lower, expenditure.to-upper or expenditure.to-lower.</param>
/// <param name="Counterparty">The other level: a pool's code, or any name where it is no pool.</param>
public readonly record struct LevelTransfer(
    FundCode Fund, string Line, string Counterparty, LocalDate CashDate, Money Amount);

/// <summary>Which entries move money between levels. Pure.</summary>
public static class LevelTransfers
{
    public static IReadOnlyList<LevelTransfer> Of(FundEvent entry) => entry switch
    {
        UpperLevelSubsidyReceived or LowerLevelRemittanceReceived or UpperLevelRemittancePaid or LowerLevelSubsidyPaid
            => Of(entry, entry.Counterparty!),
        EntryReversed
        {
            Reverses: (UpperLevelSubsidyReceived or LowerLevelRemittanceReceived or UpperLevelRemittancePaid
                or LowerLevelSubsidyPaid) and { Counterparty: { } other },
        } => Of(entry, other),
        _ => [],
    };

    public static bool IsBetweenLevels(string line) => line is StatementLines.FromUpper or StatementLines.FromLower
        or StatementLines.ToUpper or StatementLines.ToLower;

    // A reversal in a later year adjusts the opening, and is no transfer of that year.
    private static LevelTransfer[] Of(FundEvent entry, string counterparty) =>
    [
        .. StatementEffects.Of(entry).Where(effect => IsBetweenLevels(effect.Line))
            .Select(effect => new LevelTransfer(
                effect.Fund, effect.Line, counterparty, effect.CashDate, effect.Amount)),
    ];
}
