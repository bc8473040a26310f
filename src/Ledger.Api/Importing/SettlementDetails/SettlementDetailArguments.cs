using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Institutions;
using Ledger.Domain;
using Ledger.Domain.Funds;
using NodaTime;

namespace Ledger.Api.Importing.SettlementDetails;

/// <summary>
/// The options that say what a settlement detail 3202 does not: needed with that format and refused without it.
/// </summary>
internal sealed class SettlementDetailArguments
{
    public const string FromName = "--from";
    public const string ToName = "--to";
    public const string PersonalFundName = "--personal-fund";

    private readonly Option<InstitutionCode?> _institution = InstitutionOptions.Institution();
    private readonly Option<FundCode?> _fund = CommonOptions.Fund();
    private readonly Option<FundCode?> _personalFund = CommonOptions.Fund(PersonalFundName);
    private readonly Option<LocalDate?> _from = CommonOptions.Day(FromName, "3202: first day of the care, yyyy-MM-dd");
    private readonly Option<LocalDate?> _to = CommonOptions.Day(ToName, "3202: last day of the care, and the cash date");

    private readonly Option<string?> _category = new("--category")
    {
        Description = $"3202: the benefit, such as inpatient (default {SettlementDetailOptions.DefaultCategory})",
    };

    public SettlementDetailArguments()
    {
        _institution.Description = "3202: whose settlements they are";
        _fund.Description = "3202: the fund that pays fund_pay_sumamt";
        _personalFund.Description = "3202: the fund of personal accounts that pays acct_pay, if it is kept here";
    }

    public IReadOnlyList<Option> All => [_institution, _fund, _personalFund, _from, _to, _category];

    /// <exception cref="UserError">One of them is given.</exception>
    public void ShouldBeAbsent(ParseResult verb)
    {
        if (All.FirstOrDefault(option => verb.GetResult(option) is { Implicit: false }) is { } given)
            throw new UserError($"{given.Name} is for --format 3202 only; an events file says it in its rows");
    }

    /// <exception cref="UserError">One is missing, or they do not fit together.</exception>
    public SettlementDetailOptions Read(ParseResult verb, FundCatalogue funds)
    {
        Option[] needed = [_institution, _fund, _from, _to];
        var missing = needed.Where(option => verb.GetResult(option) is null).Select(option => option.Name).ToList();
        if (missing.Count > 0)
            throw new UserError($"--format 3202 needs {string.Join(", ", missing)}: the file does not say it");
        return SettlementDetailOptions.Of(verb.GetValue(_institution)!.Value, verb.GetValue(_fund)!.Value,
            verb.GetValue(_personalFund), verb.GetValue(_from)!.Value, verb.GetValue(_to)!.Value, verb.GetValue(_category), funds);
    }
}
