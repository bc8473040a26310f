using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Ledger.Api.CommandLine;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Clearing;

namespace Ledger.Api.Clearing;

/// <summary><c>./ledger clear --pool P --year Y --policy FILE</c>: year-end clearing (年终清算) of every institution.</summary>
public static class ClearVerb
{
    public static Command Create()
    {
        var pool = CommonOptions.Pool();
        var year = new Option<int>("--year")
        {
            Description = "The budget year",
            Required = true,
            CustomParser = Year,
        };
        var policy = new Option<string>("--policy")
        {
            Description = "The policy's file, such as data/clearing/drg-points.json",
            Required = true,
        };
        var date = CommonOptions.Day("--date", "The cash date of the decisions, yyyy-MM-dd (default: the pool's latest)");
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would be decided and record nothing" };
        var json = JsonOutput.CreateOption();
        var verb = new Command("clear", "Clear a year by a policy: what each institution is still due, or owes back")
        {
            pool, year, policy, date, dryRun, json,
        };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var rule = Read(result.GetValue(policy)!);
            var actor = Actor.FromEnvironment();
            await using var ledger = await LedgerContext.Open(cancellationToken);
            ledger.Funds.Known(rule.Fund);
            var answer = await new ClearingRun(ledger, actor).Run(result.GetValue(pool), result.GetValue(year), rule,
                result.GetValue(date), result.GetValue(dryRun), cancellationToken);
            if (result.GetValue(json)) result.WriteJson(answer);
            else ClearingTable.Print(result.InvocationConfiguration.Output, answer);
        });
        return verb.WithExample(
            "./ledger clear --pool 330825 --year 2025 --policy data/clearing/budget-bands.json --dry-run");
    }

    private static int Year(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && year is >= CashDates.FirstYear and <= CashDates.LastYear) return year;
        result.AddError($"'{text}' is not a budget year, such as 2025");
        return default;
    }

    private static ClearingPolicy Read(string path)
    {
        try
        {
            return ClearingPolicyFile.Parse(File.ReadAllText(path));
        }
        catch (FormatException error)
        {
            throw new UserError(PlainLine.Of($"{path}: {error.Message}"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserError(PlainLine.Of($"{path}: the policy file is missing or cannot be read"));
        }
    }
}
