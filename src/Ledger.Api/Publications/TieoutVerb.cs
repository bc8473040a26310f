using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Domain;
using Ledger.Domain.PaymentCapacity;
using Ledger.Domain.Publications;

namespace Ledger.Api.Publications;

/// <summary><c>tieout FILE…</c>: checks published tables; needs no database, but for <c>--pool</c>.</summary>
public static class TieoutVerb
{
    public static Command Create()
    {
        var files = CommonOptions.Files(
            $"CSV files with the columns {PublicationHeader.Columns}; several are read as one");
        var pool = CommonOptions.OnlyPool();
        pool.Description = "Hold them against this pool's ledger too";
        var json = JsonOutput.CreateOption();
        var verb = new Command("tieout",
            "Check published tables: totals, surplus, closing, openings that moved, months of capacity")
        {
            files, pool, json,
        };
        var known = KnownOptions.On(verb);
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            var read = PublicationFile.Read(parsed.GetRequiredValue(files));
            if (read.Errors.Count > 0) throw Refused(read.Errors, parsed.InvocationConfiguration.Error);
            var result = await Check(read.Rows, parsed.GetValue(pool), known.Of(parsed), cancellationToken);
            return Write(result, parsed.GetValue(json), parsed.InvocationConfiguration.Output);
        });
        return verb.WithExample("./ledger tieout samples/longyou-2025q1/publication.csv")
            .WithExample("./ledger tieout samples/longyou-2025q1/publication.csv --pool 330825");
    }

    private static async Task<TieOutResult> Check(
        IReadOnlyList<PublicationRow> rows, PoolCode? pool, KnownPoint known, CancellationToken cancellationToken)
    {
        if (pool is not { } asked)
        {
            if (known != default)
                throw new UserError(UserLanguage.Say("--known-at and --position ask a ledger; name its --pool",
                    "--known-at 和 --position 须与 --pool 一起使用"));
            return TieOut.Check(rows, DataFiles.Parse("policies.json", CapacityPolicies.Parse));
        }
        await using var ledger = await LedgerContext.Open(cancellationToken);
        await ledger.NoteAccess(asked, "tieout", null, cancellationToken);
        return await new LedgerTieout(ledger, asked, known).Check(rows, cancellationToken);
    }

    private static int Write(TieOutResult result, bool json, TextWriter output)
    {
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
