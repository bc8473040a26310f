using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Http;

/// <summary>What an import is told beside its file: the options of the verb.</summary>
/// <param name="DryRun">Decide every row and write nothing.</param>
/// <param name="SkipBad">Record the good rows, and keep the bad ones to be fetched.</param>
/// <param name="Format">events (default) or 3202.</param>
/// <param name="Encoding">utf-8 (default) or gb18030.</param>
/// <param name="Institution">3202: whose settlements they are.</param>
/// <param name="Fund">3202: the fund that pays fund_pay_sumamt.</param>
/// <param name="PersonalFund">3202: the fund of personal accounts that pays acct_pay, if it is kept here.</param>
/// <param name="From">3202: first day of the care.</param>
/// <param name="To">3202: last day of the care, and the cash date.</param>
/// <param name="Category">3202: the benefit; other where it is not said.</param>
internal sealed record ImportQuery(
    [FromQuery(Name = "dryRun")] string? DryRun, [FromQuery(Name = "skipBad")] string? SkipBad,
    [FromQuery(Name = "format")] string? Format, [FromQuery(Name = "encoding")] string? Encoding,
    [FromQuery(Name = "institution")] string? Institution, [FromQuery(Name = "fund")] string? Fund,
    [FromQuery(Name = "personalFund")] string? PersonalFund, [FromQuery(Name = "from")] string? From,
    [FromQuery(Name = "to")] string? To, [FromQuery(Name = "category")] string? Category)
{
    internal IEnumerable<string?> OfDetails => [Institution, Fund, PersonalFund, From, To, Category];
}
