using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Domain.PaymentCapacity;
using Ledger.Domain.Publications;

namespace Ledger.Api.Publications;

/// <summary><c>tieout FILE…</c>: checks published tables. Needs no database.</summary>
public static class TieoutVerb
{
    public static Command Create()
    {
        var files = CommonOptions.Files(
            $"CSV files with the columns {PublicationHeader.Columns}; several are read as one");
        var json = JsonOutput.CreateOption();
        var verb = new Command("tieout",
            "Check published tables: totals, surplus, closing, openings that moved, months of capacity")
        {
            files, json,
        };
        verb.SetAction(parsed => Run(
            parsed.GetRequiredValue(files), parsed.GetValue(json),
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return verb.WithExample("./ledger tieout samples/longyou-2025q1/publication.csv");
    }

    private static int Run(string[] paths, bool json, TextWriter output, TextWriter errors)
    {
        var read = PublicationFile.Read(paths);
        if (read.Errors.Count > 0) throw Refused(read.Errors, errors);

        var result = TieOut.Check(read.Rows, DataFiles.Parse("policies.json", CapacityPolicies.Parse));
        if (json) output.WriteLine(TieoutJson.Of(result));
        else TieoutTables.Write(result, output);
        return result.HasMismatch ? ExitCodes.Finding : ExitCodes.Fine;
    }

    // Half a table would be checked as if it were the whole one, so one bad row stops everything.
    private static UserError Refused(IReadOnlyList<FileError> errors, TextWriter writer)
    {
        if (errors is [{ Line: null } only]) return new(only.ToString());
        foreach (var error in errors) writer.WriteLine(error);
        return new($"nothing was checked: {errors.Count} {(errors.Count == 1 ? "error" : "errors")} above");
    }
}
