using System.CommandLine;
using System.Text.Json.Serialization;
using Ledger.Api.Approvals;
using Ledger.Api.CommandLine;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Events;
using NodaTime;

namespace Ledger.Api.Corrections;

/// <summary><c>./ledger correct --pool P --kind K --document D …</c>: a reversal and a new entry in one voucher.</summary>
public static class CorrectVerb
{
    // Columns with an option of their own, or that a correction does not change.
    private static readonly string[] _own =
        [EntryColumns.Kind, EntryColumns.Document, EntryColumns.Date, EntryColumns.Fund, EntryColumns.Reason];

    public static Command Create()
    {
        var pool = CommonOptions.Pool();
        var kind = Needed("--kind", "The kind of the entry that is wrong, such as reimbursement_paid");
        var document = Needed("--document", "Its document");
        var reason = Needed("--reason", "Why it is wrong; stands in the reversal");
        var fund = CommonOptions.Fund();
        fund.Description = "Change only the leg of this fund; the whole entry is reversed and recorded anew";
        var date = CommonOptions.Day("--date", "The cash date of both, yyyy-MM-dd (default: the pool's latest)");
        var newDocument = new Option<string?>("--new-document") { Description = "The new document (default: the old one and -C1)" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Decide and write nothing" };
        var json = JsonOutput.CreateOption();
        var columns = Columns();
        var verb = new Command("correct", "Reverse an entry and record it anew, changed, in one voucher")
        {
            pool, kind, document, fund, reason, date, newDocument, dryRun, json,
        };
        foreach (var option in columns.Values) verb.Options.Add(option);
        verb.SetAction(async (result, cancellationToken) =>
        {
            var changes = columns.Where(row => result.GetResult(row.Value) is not null)
                .ToDictionary(row => row.Key, row => result.GetValue(row.Value));
            var request = new CorrectionRequest(result.GetValue(pool), result.GetValue(kind)!,
                result.GetValue(document)!, result.GetValue(newDocument), result.GetValue(fund), result.GetValue(date),
                result.GetValue(reason)!, changes);
            var actor = Actor.FromEnvironment();
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var answer = await new Corrector(ledger, actor).Run(request, result.GetValue(dryRun), cancellationToken);
            if (result.GetValue(json)) result.WriteJson(answer);
            else Write(answer, result.GetValue(dryRun), result.InvocationConfiguration.Output);
        });
        return verb.WithExample("./ledger correct --pool 330825 --kind reimbursement_paid --document S-1 "
            + "--amount 120.00 --reason \"two digits were swapped\"");
    }

    /// <summary>The option that changes a column: its name in kebab case; a fund or reason is the new one.</summary>
    internal static string OptionOf(string column) => column is EntryColumns.Fund or EntryColumns.Reason
        ? $"--new-{column}"
        : $"--{column.Replace('_', '-')}";

    private static Dictionary<string, Option<string?>> Columns() => EntryColumns.All
        .Where(column => !_own.Contains(column)).Append(EntryColumns.Fund).Append(EntryColumns.Reason)
        .ToDictionary(column => column, column => new Option<string?>(OptionOf(column))
        {
            Description = $"The new {column}; \"\" takes it out",
            HelpName = column,
        });

    private static Option<string> Needed(string name, string description) =>
        new(name) { Description = description, Required = true };

    private static void Write(CorrectionAnswer answer, bool dryRun, TextWriter output)
    {
        foreach (var line in answer.Reversed) output.WriteLine($"reversed {Text(line)}");
        foreach (var line in answer.Recorded) output.WriteLine($"recorded {Text(line)}");
        if (answer.Waiting is { } waiting) output.WriteLine(waiting.Line());
        output.WriteLine(dryRun ? "dry run: nothing was written" : $"position {answer.Position}");
    }

    private static string Text(CorrectionLine line) =>
        $"{line.Kind} {line.Document}: {line.Fund} {line.Amount} on {line.Date}";
}

/// <summary>What the command line asks to correct.</summary>
/// <param name="Changes">New texts by column.</param>
public sealed record CorrectionRequest(PoolCode Pool, string Kind, string Document, string? NewDocument, FundCode? Fund,
    LocalDate? Date, string Reason, IReadOnlyDictionary<string, string?> Changes);

/// <summary>What was reversed and what stands instead (contract).</summary>
/// <param name="Position">The pool's position afterwards.</param>
/// <param name="Reversed">The entries that are undone, each with the position of its reversal.</param>
public sealed record CorrectionAnswer(
    long Position, IReadOnlyList<CorrectionLine> Reversed, IReadOnlyList<CorrectionLine> Recorded)
{
    /// <summary>The request in which the correction waits for approval; null where it is recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WaitingAnswer? Waiting { get; init; }
}

/// <summary>One leg of what was reversed or recorded.</summary>
public sealed record CorrectionLine(
    long Position, string Kind, string Document, string Fund, string Amount, string Date);
