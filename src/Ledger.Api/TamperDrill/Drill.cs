using System.Diagnostics;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Api.Importing;
using Ledger.Api.Proofs;
using Ledger.Domain;
using Ledger.EventStore.Proofs;
using Ledger.Projections.Rebuilding;

namespace Ledger.Api.TamperDrill;

/// <summary>
/// Does each deed to a copy of a pool, asks what an auditor would ask, and puts back what was there. The checks are those of
/// <c>verify</c>, with a checkpoint that was signed before, and of <c>rebuild --check</c>.
/// </summary>
internal sealed class Drill(TemporaryDatabase copy, PoolCode pool)
{
    private static readonly string[] _kept = ["log_leaves", "log_nodes"];

    /// <exception cref="UserError">The pool is not as it was recorded before anything was done to it.</exception>
    internal async Task<DrilledPoolAnswer> Run(IImportProgress progress, CancellationToken cancellationToken)
    {
        var last = await copy.Ledger.Store.Head(pool, cancellationToken);
        if (last < 2) throw new UserError($"pool {pool} has {last} events; a drill needs two");
        // As an owner can.
        foreach (var table in (string[])[$"mt_events_{pool}", .. _kept])
            await Execute($"alter table ledger.{table} disable trigger user", cancellationToken);
        var signed = await Sign(last, cancellationToken);
        await NeedSound(signed, cancellationToken);
        var deeds = await Deeds.For(copy.Owner, pool, last, cancellationToken);
        progress.Begin(UserLanguage.Say($"drilling {pool}", $"演练 {pool}"), deeds.Count);
        var answers = new List<DeedAnswer>();
        foreach (var deed in deeds)
        {
            answers.Add(await Try(deed, signed, cancellationToken));
            progress.At(answers.Count);
        }
        // What was put back is what was there, so that no deed helped another to be caught.
        await NeedSound(signed, cancellationToken);
        return new(pool.Text, last, answers);
    }

    private async Task<DeedAnswer> Try(Deed deed, SignedRoot signed, CancellationToken cancellationToken)
    {
        foreach (var (rows, index) in deed.Touched.Select((rows, index) => (rows, index)))
            await Execute($"create table ledger.drilled_{index} as select * from {rows.Table} where {rows.Where}", cancellationToken);
        await Execute(deed.Sql, cancellationToken);
        if (deed.IsRewritten) await Rewrite(cancellationToken);

        var caught = await Check(signed, cancellationToken);

        foreach (var (rows, index) in deed.Touched.Select((rows, index) => (rows, index)))
        {
            await Execute($"""
                delete from {rows.Table} where {rows.Where}; insert into {rows.Table} select * from ledger.drilled_{index};
                drop table ledger.drilled_{index}
                """, cancellationToken);
        }
        if (deed.IsRewritten) await Rewrite(cancellationToken);
        return new(deed.Name, UserLanguage.Say(deed.What.English, deed.What.Chinese), caught.Count > 0, caught);
    }

    private async Task<IReadOnlyList<CaughtBy>> Check(SignedRoot signed, CancellationToken cancellationToken)
    {
        var caught = new List<CaughtBy>();
        var started = Stopwatch.GetTimestamp();
        var verdict = await new LogVerification(copy.Ledger.Database, pool).Run([signed], since: false, _ => { }, cancellationToken);
        var seconds = Seconds(started);
        var (outside, inside) = (verdict.Findings.Where(IsOfCheckpoint).ToList(), verdict.Findings.Where(one => !IsOfCheckpoint(one)).ToList());
        if (inside is [var first, ..]) caught.Add(new(CaughtBy.Verify, seconds, Text(first)));
        if (outside is [var differs, ..]) caught.Add(new(CaughtBy.Checkpoint, seconds, Text(differs)));
        started = Stopwatch.GetTimestamp();
        if (await Rebuilt(keep: false, cancellationToken) is { } found) caught.Add(new(CaughtBy.Rebuild, Seconds(started), found));
        return caught;
    }

    // A replay that cannot go on over what it finds has found it.
    private async Task<string?> Rebuilt(bool keep, CancellationToken cancellationToken)
    {
        try
        {
            var rebuilt = await new PoolRebuild(copy.Ledger.Database, copy.Ledger.Store, new(copy.Ledger.Chart))
                .Run(pool, RebuildWay.Fold, copy.Ledger.WriterWait, keep, cancellationToken);
            return rebuilt.Differences is [var first, ..] ? $"{first.Table} {first.Key}" : null;
        }
        catch (Exception error) when (!keep && error is not (OutOfMemoryException or OperationCanceledException))
        {
            return PlainLine.Of(error.Message);
        }
    }

    // The insider has this program.
    private async Task Rewrite(CancellationToken cancellationToken)
    {
        await Execute($"""
            delete from ledger.log_leaves where pool = '{pool}'; delete from ledger.log_nodes where pool = '{pool}';
            update ledger.pool_head set tree_size = 0, tree_edge = '' where pool = '{pool}'
            """, cancellationToken);
        await copy.Ledger.Store.GrowTrees(copy.Ledger.WriterWait, cancellationToken);
        await new InstitutionTrees(copy.Ledger.Database).Remake(pool, cancellationToken);
        await Rebuilt(keep: true, cancellationToken);
    }

    // Signed as it is for others, and read as they read it.
    private async Task<SignedRoot> Sign(long size, CancellationToken cancellationToken)
    {
        await new InstitutionTrees(copy.Ledger.Database).CatchUp(pool, cancellationToken);
        using var signer = NoteSigner.Create("drill.ledger");
        var checkpoint = new Checkpoint(CheckpointFile.OriginOf(signer.Name, pool), size,
            await new LogProofs(copy.Ledger.Database).Root(pool, size, cancellationToken),
            await new InstitutionProofs(copy.Ledger.Database).Map(pool, size, cancellationToken));
        var note = SignedNote.Parse(signer.Sign(new(checkpoint.Text, [])).ToString());
        if (!signer.Verifier.HasSigned(note)) throw new InvalidOperationException("what was signed is not right");
        var read = Checkpoint.Parse(note.Text);
        return new(read.Size, read.Root, read.Institutions);
    }

    private async Task NeedSound(SignedRoot signed, CancellationToken cancellationToken)
    {
        if (await Check(signed, cancellationToken) is not [var wrong, ..]) return;
        throw new UserError($"pool {pool} is not as it was recorded, without any deed ({wrong.Check}: {wrong.Found}); "
            + $"run ./ledger verify --pool {pool} and ./ledger rebuild --check --pool {pool}", ExitCodes.Finding);
    }

    private async Task Execute(string sql, CancellationToken cancellationToken)
    {
        await using var command = copy.Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static bool IsOfCheckpoint(LogFinding finding) =>
        finding.Fault is LogFault.CheckpointDiffers or LogFault.CheckpointBeyondHead or LogFault.InstitutionsDiffer;

    private static double Seconds(long started) => Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3);

    private static string Text(LogFinding finding)
    {
        var words = LogFindingText.Of(finding);
        return $"{finding.Position}: {UserLanguage.Say(words.English, words.Chinese)}";
    }
}
