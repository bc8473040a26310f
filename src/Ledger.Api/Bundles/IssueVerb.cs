using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Periods;
using Ledger.Api.Proofs;
using Ledger.Api.Recording;
using Ledger.Domain;

namespace Ledger.Api.Bundles;

/// <summary>
/// <c>./ledger issue --pool P --from M --to M --out DIR</c>: a signed statement goes out as a bundle that anybody checks without
/// this program (报表签发), and the log says so.
/// </summary>
public static class IssueVerb
{
    public static Command Create()
    {
        var (pool, fund) = (CommonOptions.Pool(), CommonOptions.Fund());
        var from = CommonOptions.Month("--from", "First month, yyyy-MM");
        var to = CommonOptions.Month("--to", "Last month, yyyy-MM");
        var folder = new Option<string>("--out") { Description = "The folder for the bundle", Required = true };
        var key = new Option<string?>("--key") { Description = "The name of the key (default: the only one)" };
        var reason = ReasonOption.Create("Why, as it is recorded", required: false);
        var json = JsonOutput.CreateOption();
        var verb = new Command("issue", "Sign a statement and give it away as a bundle that anybody can check (报表签发)")
        {
            pool, from, to, folder, fund, key, reason, json,
        };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var (first, last) = (result.GetValue(from), result.GetValue(to));
            if (last < first) throw new UserError($"--to {last:yyyy-MM} is before --from {first:yyyy-MM}");
            var actor = Actor.FromEnvironment();
            using var signer = KeyFolder.FromEnvironment().Signer(result.GetValue(key));
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var code = result.GetValue(pool);
            await ledger.NeedEntries(code, cancellationToken);
            MakeFolder(result.GetValue(folder)!);
            var issuing = new Issuing(ledger, code, signer, IssuedFolder.FromEnvironment());
            var issued = await issuing.Issue(
                result.GetValue(fund), new(first, last), result.GetValue(reason), actor, cancellationToken);
            await ledger.NoteAccess(code, "issue", issued.Document.Text, cancellationToken);
            var file = System.IO.Path.Combine(result.GetValue(folder)!, issued.FileName(code));
            await WholeOutput.File(file, stream => stream.WriteAsync(issued.Bundle, cancellationToken).AsTask());
            var answer = IssueAnswer.Of(code, issued, file);
            if (result.GetValue(json)) result.WriteJson(answer);
            else Print(result.InvocationConfiguration.Output, answer);
        });
        return verb.WithExample("./ledger issue --pool 330825 --from 2025-01 --to 2025-03 --out issued");
    }

    internal static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError(UserLanguage.Say($"--out {folder}: cannot be made: {error.Message}", $"--out {folder}:无法建立:{error.Message}"));
        }
    }

    private static void Print(TextWriter output, IssueAnswer answer)
    {
        output.WriteLine(UserLanguage.Say($"issued {answer.Document} of pool {answer.Pool}: {answer.File}", $"已签发 {answer.Document},统筹区 {answer.Pool}:{answer.File}"));
        output.WriteLine(UserLanguage.Say($"position {answer.Position}, SHA-256 {answer.Bundle}", $"账务序号 {answer.Position},SHA-256 {answer.Bundle}"));
        if (answer.Former is { } former)
            output.WriteLine(UserLanguage.Say($"its diff.json says what moved since {former}", $"其中 diff.json 列出自 {former} 以来的变动"));
    }
}

/// <param name="Document">Under which the log has it, and <c>reissue</c> finds it.</param>
/// <param name="Position">The last event that it includes.</param>
/// <param name="Root">The root of the log's tree then.</param>
/// <param name="Recorded">The position of the event that says that it went out.</param>
/// <param name="Manifest">SHA-256 of its list of files.</param>
/// <param name="Bundle">SHA-256 of the file.</param>
/// <param name="Former">The document of the one of the same months that went out before.</param>
public sealed record IssueAnswer(string Pool, string Document, long Position, string Root, long Recorded, string Manifest,
    string Bundle, string File, string? Former)
{
    internal static IssueAnswer Of(PoolCode pool, IssuedBundle issued, string file) => new(pool.Text, issued.Document.Text,
        issued.Content.Position, issued.Content.Root, issued.Recorded, issued.Content.Manifest, issued.Content.Bundle, file,
        issued.Former?.Text);
}
