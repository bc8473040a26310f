using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Institutions;
using Ledger.Domain;

namespace Ledger.Api.Reconciling;

/// <summary>The options of what the settlement platform says of one institution: totals 3201 and details 3202.</summary>
internal sealed class PlatformOptions
{
    private readonly Option<string[]> _totals = new("--totals")
    {
        Description = "3201 (对总账): totals of an institution, CSV", AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _details = new("--details")
    {
        Description = "3202 (对明细账): details of an institution, text or ZIP", AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<InstitutionCode?> _institution = InstitutionOptions.Institution();
    private readonly Option<FundCode?> _personalFund = CommonOptions.Fund("--personal-fund");

    public PlatformOptions()
    {
        _institution.Description = "3201, 3202: whose settlements they are";
        _personalFund.Description = "3201, 3202: the fund of personal accounts that pays acct_pay, if it is kept here";
    }

    public IReadOnlyList<Option> All => [_totals, _details, _institution, _personalFund];

    public string[] TotalsOf(ParseResult result) => result.GetValue(_totals) ?? [];

    public string[] DetailsOf(ParseResult result) => result.GetValue(_details) ?? [];

    public InstitutionCode? InstitutionOf(ParseResult result) => result.GetValue(_institution);

    public FundCode? PersonalFundOf(ParseResult result) => result.GetValue(_personalFund);
}
