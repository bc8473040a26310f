using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Proofs;
using Ledger.Domain;
using Spectre.Console;

namespace Ledger.Api.Bundles;

/// <summary>
/// <c>./ledger reissue --pool P --document D</c>: the bytes that went out, and whether the log still gives the same statement;
/// what it gives otherwise is named.
/// </summary>
public static class ReissueVerb
{
    public static Command Create()
    {
        var pool = CommonOptions.Pool();
        var document = new Option<DocumentId>("--document")
        {
            Description = "Which: the document that issue printed, such as statement-2025-03-1", Required = true,
            CustomParser = result => CommonOptions.Code<DocumentId>(result),
        };
        var folder = new Option<string?>("--out") { Description = "The folder for its bytes; without it they are only compared" };
        var keys = PublicKeyOption.Create();
        var json = JsonOutput.CreateOption();
        var verb = new Command("reissue", "Give out again what was issued, byte by byte, and make it anew from the log to compare")
        {
            pool, document, folder, keys, json,
        };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var known = PublicKeyOption.Keys(result.GetValue(keys) ?? []);
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var (code, name) = (result.GetValue(pool), result.GetValue(document));
            await ledger.NeedEntries(code, cancellationToken);
            var statements = new IssuedStatements(ledger, code);
            var issued = await statements.Find(name, cancellationToken);
            await ledger.NoteAccess(code, "reissue", name.Text, cancellationToken);
            var bundle = IssuedFolder.FromEnvironment().Read(issued.Issued!.Bundle);
            var file = result.GetValue(folder) is { } named ? System.IO.Path.Combine(named, $"{code}-{name}.zip") : null;
            if (file is not null)
            {
                IssueVerb.MakeFolder(result.GetValue(folder)!);
                await WholeOutput.File(file, stream => stream.WriteAsync(bundle, cancellationToken).AsTask());
            }
            var answer = await new Reissuing(ledger, code, known).Compare(issued, bundle, file, cancellationToken);
            if (result.GetValue(json)) result.WriteJson(answer);
            else Print(result.InvocationConfiguration.Output, answer);
            return answer.Ok ? ExitCodes.Fine : ExitCodes.Finding;
        });
        return verb.WithExample("./ledger reissue --pool 330825 --document statement-2025-03-1 --out again");
    }

    private static void Print(TextWriter output, ReissueAnswer answer)
    {
        if (answer.File is { } file) output.WriteLine(UserLanguage.Say($"as it was issued: {file}", $"与签发时相同:{file}"));
        output.WriteLine(answer.Ok
            ? UserLanguage.Say($"the log gives {answer.Document} again: {string.Join(", ", answer.Same)}", $"由日志重新得出的 {answer.Document} 与签发时一致:{string.Join("、", answer.Same)}")
            : UserLanguage.Say($"{answer.Findings.Count} differences", $"{answer.Findings.Count} 处不一致"));
        if (answer.NotCompared.Count > 0)
        {
            output.WriteLine(UserLanguage.Say(
                $"not compared, since {answer.IssuedBy} made them and this is {answer.Program}: {string.Join(", ", answer.NotCompared)}",
                $"未比较(由 {answer.IssuedBy} 生成,当前程序为 {answer.Program}):{string.Join("、", answer.NotCompared)}"));
        }
        if (answer.Findings.Count == 0) return;
        var table = PlainConsole.Table("file", "what");
        foreach (var finding in answer.Findings) table.AddRow(new Text(finding.File), new Text(PlainLine.Of(finding.What)));
        PlainConsole.On(output).Write(table);
    }
}

/// <param name="Ok">All that was compared came out the same.</param>
/// <param name="File">Where its bytes were written; null where nowhere.</param>
/// <param name="Bundle">SHA-256 of them.</param>
/// <param name="IssuedBy">The build that made it.</param>
/// <param name="Program">This build.</param>
/// <param name="Same">The files that came out the same.</param>
/// <param name="NotCompared">Those that come out the same only in the build that made them, and this is another.</param>
public sealed record ReissueAnswer(bool Ok, string Pool, string Document, long Position, string? File, string Bundle, string IssuedBy,
    string Program, IReadOnlyList<string> Same, IReadOnlyList<string> NotCompared, IReadOnlyList<ReissueFinding> Findings);

/// <param name="What">In words, with the first line that differs where it has lines.</param>
public sealed record ReissueFinding(string File, string What);
