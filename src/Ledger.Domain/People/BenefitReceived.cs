using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Statements;
using NodaTime;

namespace Ledger.Domain.People;

/// <summary>
/// What a person received of a fund (待遇累计): the benefit paid, negative where it came back whole. The day on which
/// the care began decides day and year, whenever the money moved.
/// </summary>
/// <param name="Visits">人次: as stated, else one for a payment; a premium paid for a person is no visit.</param>
/// <param name="PersonClass">As the entry states it; null where it does not, or where it undoes another.</param>
public sealed record BenefitReceived(
    PersonRef Person, LocalDate Day, FundCode Fund, string Category, Money Amount, long Visits, string? PersonClass)
{
    /// <summary>Stands for the sum of all categories of a fund.</summary>
    public const string AllCategories = "total";

    /// <summary>What the entry, alone, adds to a person's benefits; null where it adds none.</summary>
    public static BenefitReceived? Of(FundEvent entry) => entry switch
    {
        EntryReversed { Reverses: { } original } => Of(original) is { } undone ? undone.Undo() : null,
        _ when OriginalCare.Of(entry) is not { } => null,
        ReimbursementPaid => Made(entry, OriginalCare.Of(entry)!, entry.Category!, entry.Count ?? 1),
        ReimbursementReversed { Answers.Category: { } category } =>
            Made(entry, OriginalCare.Of(entry)!, category, OriginalCare.Of(entry)!.Visits ?? 1).Undo(),
        FundsMoved { Rule: { Lowers: false, FromLine: { } line } } when BenefitLine(line) is { } category =>
            Made(entry, OriginalCare.Of(entry)!, category, 0),
        _ => null,
    };

    private static BenefitReceived Made(FundEvent entry, OriginalCare care, string category, long visits) =>
        new(care.Person, care.Day, entry.Fund, category, entry.Amount, visits, entry.PersonClass);

    private static string? BenefitLine(string line) =>
        line.StartsWith(StatementLines.Benefits + ".", StringComparison.Ordinal)
            ? line[(StatementLines.Benefits.Length + 1)..]
            : null;

    private BenefitReceived Undo() => this with { Amount = -Amount, Visits = -Visits, PersonClass = null };
}
