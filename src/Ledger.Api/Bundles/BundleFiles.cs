using System.Reflection;
using System.Text;
using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Proofs;
using Ledger.Api.Sheets;
using Ledger.Api.Statements;
using Ledger.Api.Tracing;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Bundles;

/// <summary>Makes the files of a bundle from the log up to its position.</summary>
internal static class BundleFiles
{
    internal const string StatementJson = "statement.json";
    internal const string StatementCsv = "statement.csv";
    internal const string Inputs = "inputs.csv";
    internal const string Diff = "diff.json";
    internal const string Checkpoint = "log.checkpoint";
    internal const string LastEvent = "proofs/last-event.json";
    internal const string FormerLog = "proofs/former-log.json";
    internal const string Page = "verify.html";
    internal const string PoliciesFolder = "policies/";

    private const string StatementXlsx = "statement.xlsx";
    private const string StatementPdf = "statement.pdf";

    /// <summary>
    /// The data that the figures and their sheets follow from beside the log: accounts, funds, names of pools,
    /// layouts of forms, names on sheets. Rulings are not among them: what they decided is in the events.
    /// </summary>
    private static readonly string[] _policies =
        ["accounts.json", "funds.json", "pools.json", "sheets.json", "statement-forms.json"];

    /// <summary>Whether a file comes out the same only in the program that made it.</summary>
    internal static bool IsOfTheProgram(string name) => name is StatementXlsx or StatementPdf or Page;

    /// <param name="ledger">The program's parts, with the data that is to be used.</param>
    /// <param name="subject">What it is of.</param>
    /// <param name="checkpoint">The signed note of the log.</param>
    /// <param name="inputs">The sums that the statement is made of.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UserError">It cannot be made; the message says why.</exception>
    internal static async Task<IReadOnlyList<BundlePart>> Make(LedgerContext ledger, BundleSubject subject, string checkpoint,
        StatementInputs inputs, CancellationToken cancellationToken)
    {
        var words = SheetWords.In(ledger, subject.Language);
        var plain = await PlainReport.Of(
            ledger, subject.Pool, subject.Fund, subject.Span, new(subject.Position, null), cancellationToken);
        var whole = plain with { Sheets = await Sheets(ledger, subject, plain, cancellationToken) };
        var (proofs, pool) = (new LogProofs(ledger.Database), subject.Pool.Text);
        var last = await proofs.Inclusion(subject.Pool, subject.Position, subject.Position, cancellationToken);
        return
        [
            new(StatementJson, plain.JsonText),
            new(StatementCsv, plain.CsvLines),
            new(StatementXlsx, await whole.SheetsAs(OutputOptions.Xlsx, ledger, words, cancellationToken)),
            new(StatementPdf, await whole.SheetsAs(OutputOptions.Pdf, ledger, words, cancellationToken)),
            new(Inputs, inputs.Csv(subject.Pool)),
            .. await DiffToFormer(ledger, subject, cancellationToken),
            .. _policies.Select(name => new BundlePart(PoliciesFolder + name, DataFiles.Read(name))),
            new(Checkpoint, checkpoint),
            // The event itself may name a person, and shows nothing here that its leaf does not.
            new(LastEvent, Json(ProofFile.Of(pool, last, withEvent: false))),
            .. subject.Former is { } former
                ? (BundlePart[])[new(FormerLog, Json(ProofFile.Of(pool,
                    await proofs.Consistency(subject.Pool, former.Position, subject.Position, cancellationToken))))]
                : [],
            new(Page, PageBytes()),
        ];
    }

    /// <summary>The data files of a bundle, by the names that the program reads them under.</summary>
    internal static IReadOnlyDictionary<string, string> Policies(IReadOnlyList<BundlePart> parts) => parts
        .Where(part => part.Name.StartsWith(PoliciesFolder, StringComparison.Ordinal))
        .ToDictionary(part => part.Name[PoliciesFolder.Length..], part => Encoding.UTF8.GetString(part.Content));

    // The lines of each fund, and the statutory forms of those that stand in one.
    private static async Task<Func<SheetWords, IReadOnlyList<Sheet>>> Sheets(
        LedgerContext ledger, BundleSubject subject, Report plain, CancellationToken cancellationToken)
    {
        var shown = ((StatementAnswer)plain.Json).Funds;
        if (!shown.Any(fund => StatutoryReport.IsStatutory(ledger, Domain.FundCode.Of(fund.Fund)))) return plain.Sheets;
        var statutory = await StatutoryReport.Of(
            ledger, subject.Pool, subject.Fund, subject.Span, new(subject.Position, null), cancellationToken);
        return words => [.. statutory.Sheets(words), .. plain.Sheets(words)];
    }

    private static async Task<IReadOnlyList<BundlePart>> DiffToFormer(
        LedgerContext ledger, BundleSubject subject, CancellationToken cancellationToken)
    {
        if (subject.Former is not { } former) return [];
        var question = new DiffQuestion(subject.Fund, subject.Span.First, subject.Span.Last,
            new(former.Position, null), new(subject.Position, null)) { WithCapacity = false, WithInstitutions = false };
        var difference = await new DiffFigures(ledger).Of(subject.Pool, question, cancellationToken);
        var events = new List<TracedEventAnswer>();
        // Who recorded an event is for those who may read the log, and a bundle is for anybody.
        await foreach (var one in difference.Events(ledger, cancellationToken)) events.Add(one with { Actor = null });
        var answer = difference.Answer(events);
        return answer.Findings is [var wrong, ..]
            ? throw new UserError(wrong.What, ExitCodes.Finding)
            : [new(Diff, Json(answer))];
    }

    private static string Json<T>(T answer) => JsonSerializer.Serialize(answer, JsonOutput.Options) + "\n";

    /// <summary>The page that checks a bundle.</summary>
    internal static byte[] PageBytes()
    {
        using var page = Assembly.GetExecutingAssembly().GetManifestResourceStream(Page)!;
        using var bytes = new MemoryStream();
        page.CopyTo(bytes);
        return bytes.ToArray();
    }
}
