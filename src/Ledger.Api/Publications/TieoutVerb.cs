using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Domain.PaymentCapacity;
using Ledger.Domain.Publications;

namespace Ledger.Api.Publications;

/// <summary><c>tieout FILE…</c>: checks published tables. Needs no database.</summary>
public static class TieoutVerb
{
    private const string Description = """
        Check published tables: totals, surplus, closing, openings that moved, months of capacity
        Example: ./ledger tieout samples/longyou-2025q1/publication.csv
        """;

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = $"CSV files with the columns {PublicationHeader.Columns}; several are read as one",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var verb = new Command("tieout", Description) { files, json };
        verb.SetAction(parsed => Run(
            parsed.GetRequiredValue(files), parsed.GetValue(json),
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return verb;
    }

    private static int Run(string[] paths, bool json, TextWriter output, TextWriter errors)
    {
        var read = PublicationFile.Read(paths);
        if (read.Errors.Count > 0) throw Refused(read.Errors, errors);

        var result = TieOut.Check(read.Rows, Policies());
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

    private static CapacityPolicies Policies()
    {
        const string name = "policies.json";
        try
        {
            return CapacityPolicies.Parse(DataFiles.Read(name));
        }
        catch (FormatException error)
        {
            throw new UserError($"data file {name}: {error.Message}");
        }
    }
}
