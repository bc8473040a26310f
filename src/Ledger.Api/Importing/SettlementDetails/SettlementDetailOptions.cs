using Ledger.Api.CommandLine;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
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

    /// <exception cref="UserError">They do not fit together, or name what is not known.</exception>
    internal static SettlementDetailOptions Of(InstitutionCode institution, FundCode fund, FundCode? personalFund,
        LocalDate from, LocalDate to, string? category, FundCatalogue funds) => to < from
        ? throw new UserError(UserLanguage.Say($"to {to.Iso()} is before from {from.Iso()}", $"to {to.Iso()} 早于 from {from.Iso()}"))
        : new(institution, funds.Known(fund), Personal(personalFund, funds), from, to, Known(category));

    private static FundCode? Personal(FundCode? named, FundCatalogue funds)
    {
        if (named is not { } fund) return null;
        return funds.Find(funds.Known(fund))!.Part == FundPart.Personal
            ? fund
            : throw new UserError(UserLanguage.Say(
                $"the personal fund {fund} is not a fund of personal accounts, such as employee-personal",
                $"{fund} 不是个人账户基金,应如 employee-personal"));
    }

    private static string Known(string? named)
    {
        var known = EventTypes.Find("settlement_recorded")!.Categories;
        var category = named ?? DefaultCategory;
        return known.Contains(category)
            ? category
            : throw new UserError(UserLanguage.Say($"category '{category}' is not one of {string.Join(", ", known)}",
                $"类别“{category}”不在可选值 {string.Join("、", known)} 之中"));
    }
}
