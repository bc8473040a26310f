using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Importing.SettlementDetails;

/// <summary>What a settlement detail 3202 does not say of itself.</summary>
/// <param name="Institution">Whose settlements they are.</param>
/// <param name="Fund">The fund that pays fund_pay_sumamt.</param>
/// <param name="PersonalFund">The fund of personal accounts that pays acct_pay; null where it is not kept here.</param>
/// <param name="From">First day of the care.</param>
/// <param name="To">Last day of the care, which is also the cash date.</param>
/// <param name="Category">The benefit.</param>
public sealed record SettlementDetailOptions(InstitutionCode Institution, FundCode Fund, FundCode? PersonalFund,
    LocalDate From, LocalDate To, string Category)
{
    public const string DefaultCategory = "other";
}
