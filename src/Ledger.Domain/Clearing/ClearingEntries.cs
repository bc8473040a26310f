using System.Globalization;
using Ledger.Domain.Budgets;
using NodaTime;

namespace Ledger.Domain.Clearing;

/// <summary>
/// The entries that record a clearing: one voucher, and documents that follow from what is cleared alone, so that the
/// same clearing sent again is recognised.
/// </summary>
public static class ClearingEntries
{
    /// <summary>Such as <c>clearing-2025-annual-employee-drg-2</c>: round 1 is not named.</summary>
    public static string VoucherOf(ClearingPolicy policy, int year) => string.Join('-',
        new[]
        {
            "clearing", year.ToString("0000", CultureInfo.InvariantCulture), policy.Category, policy.Fund.Text,
            policy.PaymentMethod, policy.Round == 1 ? null : policy.Round.ToString(CultureInfo.InvariantCulture),
        }.Where(part => part is not null));

    public static DocumentId DocumentOf(ClearingPolicy policy, int year, InstitutionCode institution) =>
        DocumentId.Of($"{VoucherOf(policy, year)}-{institution}");

    /// <summary>A decision for each institution that is still due something or owes it back.</summary>
    public static IReadOnlyList<YearEndCleared> Of(ClearingResult result, LocalDate date) =>
    [
        .. result.Institutions.Where(one => one.Due != Money.Zero).Select(one => new YearEndCleared
        {
            Document = DocumentOf(result.Policy, result.Year, one.Institution),
            Voucher = VoucherOf(result.Policy, result.Year),
            Fund = result.Policy.Fund,
            Institution = one.Institution,
            Amount = one.Due > Money.Zero ? one.Due : -one.Due,
            Direction = one.Due > Money.Zero ? "up" : "down",
            Category = result.Policy.Category,
            Method = result.Policy.PaymentMethod,
            BudgetYear = result.Year,
            CashDate = date,
            Policy = result.Policy.Id,
        }),
    ];
}
