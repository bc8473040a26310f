using System.CommandLine;
using Ledger.Api.Bundles;
using Ledger.Api.CommandLine;
using Ledger.Api.Importing;
using Ledger.Api.Tracing;
using Ledger.Domain;
using Ledger.EventStore;
using Ledger.EventStore.Proofs;
using Spectre.Console;

namespace Ledger.Api.Proofs;

/// <summary>
/// <c>./ledger verify</c>: reads logs whole and says of every position that is wrong what is wrong with it, and holds them
/// to the checkpoints that were kept outside; or checks a proof, without a database.
/// </summary>
public static class VerifyVerb
{
    public static Command Create()
    {
        var pool = CommonOptions.OnlyPool();
        var since = new Option<string?>("--since") { Description = "A checkpoint: read only the events after it; needs --pool" };
        var keys = PublicKeyOption.Create();
        var json = JsonOutput.CreateOption();
        var proof = CommonOptions.File("PROOF", "A file of ./ledger prove, of trace --prove --json, or of issue: check that, without a database", required: false);
        var verb = new Command("verify", "Check that nothing of a log was changed or taken away") { pool, since, keys, json, proof };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var known = PublicKeyOption.Keys(result.GetValue(keys) ?? []);
            var answer = result.GetValue(proof) is { } file
                ? BundleCheck.IsBundle(file) ? CheckBundle(file, known)
                    : ProvedTrace.Read(file) is { } trace ? Check(trace, known) : Check(ProofFile.Read(file), known)
                : await ConsoleProgress.Run(result.InvocationConfiguration.Error, progress =>
                    Verify(result.GetValue(pool), result.GetValue(since), known, progress, cancellationToken));
            if (result.GetValue(json)) result.WriteJson(answer);
            else Print(result.InvocationConfiguration.Output, answer);
            return answer.Ok ? ExitCodes.Fine : ExitCodes.Finding;
        });
        return verb.WithExample("./ledger verify --pool 330825").WithExample("./ledger verify proof.json --public-key ledger.pub")
            .WithExample("./ledger verify 330825-statement-2025-03-1.zip --public-key ledger.pub");
    }

    private static VerifyAnswer Check(ProofFile proof, IReadOnlyList<NoteVerifier> keys)
    {
        var findings = ProofCheck.Run(proof, keys);
        return new(findings.Count == 0, proof.Kind == ProofFile.Inclusion ? 1 : proof.Events?.Count ?? 0, proof.Root, findings);
    }

    private static VerifyAnswer CheckBundle(string file, IReadOnlyList<NoteVerifier> keys)
    {
        var verdict = BundleCheck.Run(BundleCheck.Read(file), keys);
        return new(verdict.Findings.Count == 0, verdict.Manifest?.Position ?? 0, verdict.Manifest?.Root, verdict.Findings);
    }

    private static VerifyAnswer Check(TraceAnswer trace, IReadOnlyList<NoteVerifier> keys)
    {
        var findings = ProvedTrace.Check(trace, keys);
        return new(findings.Count == 0, trace.Events.Count, trace.Events.Count > 0 ? trace.Events[0].Proof!.Root : null, findings);
    }

    private static async Task<VerifyAnswer> Verify(
        PoolCode? only, string? since, IReadOnlyList<NoteVerifier> keys, IImportProgress progress, CancellationToken cancellationToken)
    {
        if (since is not null && only is null) throw new UserError("--since needs --pool: a checkpoint is of one log");
        await using var ledger = await LedgerContext.Open(cancellationToken);
        if (only is { } pool)
        {
            var size = await ledger.NeedEntries(pool, cancellationToken);
            var verdict = await Verify(ledger, new(pool, size), since, keys, progress, cancellationToken);
            return new(verdict.Count == 0, verdict.Events, Convert.ToHexStringLower(verdict.Root),
                [.. verdict.Findings.Select(finding => FindingAnswer.Of(finding, null))])
            {
                FindingCount = verdict.Count > verdict.Findings.Count ? verdict.Count : null,
            };
        }
        var verdicts = new List<(PoolCode Pool, LogVerdict Verdict)>();
        foreach (var head in await ledger.Store.Pools(cancellationToken))
            verdicts.Add((head.Pool, await Verify(ledger, head, null, keys, progress, cancellationToken)));
        return new(verdicts.TrueForAll(one => one.Verdict.Count == 0), verdicts.Sum(one => one.Verdict.Events), null,
            [.. verdicts.SelectMany(one => one.Verdict.Findings.Select(finding => FindingAnswer.Of(finding, one.Pool.Text)))])
        {
            Pools = [.. verdicts.Select(one => new VerifiedPoolAnswer(
                one.Pool.Text, one.Verdict.Size, Convert.ToHexStringLower(one.Verdict.Root)))],
        };
    }

    // Held to every checkpoint that is at hand, the one that is named among them.
    private static Task<LogVerdict> Verify(LedgerContext ledger, PoolHead head, string? since,
        IReadOnlyList<NoteVerifier> keys, IImportProgress progress, CancellationToken cancellationToken)
    {
        var pool = head.Pool;
        var files = CheckpointFolder.FromEnvironment().Of(pool).ToList();
        if (since is not null)
        {
            var named = CheckpointFile.Read(since, keys);
            if (named.Pool != pool) throw new UserError($"--since {since} is of {named.Checkpoint.Origin}, not of pool {pool}");
            // Events are read from there, whatever else is at hand.
            files = [since];
        }
        var known = files.Select(file => CheckpointFile.Read(file, keys).Checkpoint)
            .Select(checkpoint => new SignedRoot(checkpoint.Size, checkpoint.Root, checkpoint.Institutions)).ToList();
        progress.Begin(UserLanguage.Say($"verifying {pool}", $"校验 {pool}"), head.Position);
        return new LogVerification(ledger.Database, pool).Run(known, since is not null, progress.At, cancellationToken);
    }

    private static void Print(TextWriter output, VerifyAnswer answer)
    {
        var root = answer.Root is { } one ? $"; root {one}" : "";
        output.WriteLine(answer.Ok
            ? UserLanguage.Say($"all is as it was recorded: {answer.Events} events{root}", $"与登记时一致:共 {answer.Events} 个事件{root}")
            : UserLanguage.Say($"{answer.FindingCount ?? answer.Findings.Count} findings in {answer.Events} events{root}",
                $"{answer.Events} 个事件中发现 {answer.FindingCount ?? answer.Findings.Count} 处不一致{root}"));
        if (answer.Findings.Count == 0) return;
        var table = PlainConsole.Table("pool", "position", "what");
        foreach (var finding in answer.Findings)
            table.AddRow(new Text(finding.Pool ?? ""), new Text($"{finding.Position}"), new Text(PlainLine.Of(finding.What)));
        PlainConsole.On(output).Write(table);
    }
}
