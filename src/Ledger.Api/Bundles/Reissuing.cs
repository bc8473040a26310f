using System.Text;
using Ledger.Api.CommandLine;
using Ledger.Domain;
using Ledger.Domain.Statements;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Bundles;

/// <summary>Makes a bundle that went out anew from the log, with the data that went with it, and compares.</summary>
internal sealed class Reissuing(LedgerContext ledger, PoolCode pool, IReadOnlyList<NoteVerifier> keys)
{
    internal async Task<ReissueAnswer> Compare(
        StatementIssued issued, byte[] bundle, string? file, CancellationToken cancellationToken)
    {
        var (verdict, content) = (BundleCheck.Run(bundle, keys), issued.Issued!);
        var findings = verdict.Findings.Select(wrong => new ReissueFinding($"{issued.Document}.zip", wrong.What)).ToList();
        var (same, others) = (new List<string>(), new List<string>());
        if (verdict.Manifest is { } manifest)
        {
            var root = Convert.ToHexStringLower(await new LogProofs(ledger.Database).Root(pool, content.Position, cancellationToken));
            var former = issued.Original is { } earlier
                ? IssuedStatements.Former(await new IssuedStatements(ledger, pool).Find(earlier, cancellationToken))
                : null;
            var subject = new BundleSubject(pool, content.Fund, new(content.From.ToYearMonth(), issued.CashDate.ToYearMonth()),
                content.Position, manifest.Language, former);
            var made = await Made(subject, verdict.Parts, cancellationToken);
            foreach (var (part, anew) in verdict.Parts.Skip(2).Select(part => (part, made.GetValueOrDefault(part.Name))))
            {
                if (BundleFiles.IsOfTheProgram(part.Name) && manifest.Program != BundleSubject.Program) others.Add(part.Name);
                else if (anew is null) findings.Add(new(part.Name, UserLanguage.Say("the log does not give it", "由日志无法得出")));
                else if (anew.AsSpan().SequenceEqual(part.Content)) same.Add(part.Name);
                else findings.Add(new(part.Name, Difference(part.Content, anew)));
            }
            var listed = subject.Manifest(root, manifest.Origin, manifest.Program, [.. manifest.Files.Select(entry =>
                made.TryGetValue(entry.Name, out var anew) && !others.Contains(entry.Name) ? BundleEntry.Of(new(entry.Name, anew)) : entry)]).Write();
            var kept = verdict.Parts[1].Content;
            if (listed.AsSpan().SequenceEqual(kept)) same.Insert(0, BundleManifest.FileName);
            else findings.Add(new(BundleManifest.FileName, Difference(kept, listed)));
        }
        return new(findings.Count == 0, pool.Text, issued.Document.Text, content.Position, file, content.Bundle,
            verdict.Manifest?.Program ?? "", BundleSubject.Program, same, others, findings);
    }

    // With the funds, accounts and names that went with it, whatever they are called today.
    private async Task<Dictionary<string, byte[]>> Made(
        BundleSubject subject, IReadOnlyList<BundlePart> parts, CancellationToken cancellationToken)
    {
        using var formerly = DataFiles.AsFormerly(BundleFiles.Policies(parts));
        // It shares the connections of the ledger, who closes them.
        var then = new LedgerContext(ledger.Database);
        var checkpoint = parts.First(part => part.Name == BundleFiles.Checkpoint).Content;
        var files = await BundleFiles.Make(then, subject, Encoding.UTF8.GetString(checkpoint),
            await StatementInputs.OfLog(then, subject, cancellationToken), cancellationToken);
        return files.ToDictionary(part => part.Name, part => part.Content, StringComparer.Ordinal);
    }

    private static string Difference(byte[] issued, byte[] anew)
    {
        var (was, now) = (Lines(issued), Lines(anew));
        if (was is null || now is null)
            return UserLanguage.Say($"its SHA-256 was {BundleEntry.Hash(issued)} and is {BundleEntry.Hash(anew)}", $"SHA-256 原为 {BundleEntry.Hash(issued)},现为 {BundleEntry.Hash(anew)}");
        var at = was.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        var (before, after) = (Line(was, at), Line(now, at));
        return UserLanguage.Say($"line {at + 1} was '{before}' and is '{after}'", $"第 {at + 1} 行原为“{before}”,现为“{after}”");
    }

    private static string Line(string[] lines, int at) => at < lines.Length ? PlainLine.Of(lines[at].Trim()) : "";

    // Null for what is no text.
    private static string[]? Lines(byte[] content) => content.AsSpan().Contains((byte)0) ? null : Encoding.UTF8.GetString(content).Split('\n');
}
