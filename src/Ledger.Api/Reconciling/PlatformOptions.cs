using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Api.Institutions;
using Ledger.Api.Privacy;
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

    /// <exception cref="UserError">The institution or the fund is missing, or a file cannot be read.</exception>
    public async Task Add(List<ReconciledSource> sources, ParseResult result, Reconciler reconciler, LedgerContext ledger,
        CancellationToken cancellationToken)
    {
        var (totals, details) = (result.GetValue(_totals) ?? [], result.GetValue(_details) ?? []);
        if (totals.Length + details.Length == 0) return;
        if (result.GetValue(_institution) is not { } institution)
            throw new UserError(UserLanguage.Say("--totals and --details need --institution", "--totals 和 --details 须给出 --institution"));
        var platform = new PlatformReconciler(ledger, reconciler, institution, result.GetValue(_personalFund));
        if (totals.Length > 0) sources.Add(await platform.Totals(totals, cancellationToken));
        if (details.Length == 0) return;
        var persons = PersonTokens.Open(LedgerHome.FromEnvironment(), key => result.InvocationConfiguration.Error.WriteLine(
            PlainLine.Of(PersonTokens.MadeKey(key))));
        foreach (var path in details) Importing.SourceFile.ShouldExist(path);
        sources.Add(await platform.Details(details, persons, cancellationToken));
    }
}
