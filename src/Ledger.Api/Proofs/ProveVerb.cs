using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Domain;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Proofs;

/// <summary>
/// <c>./ledger prove</c>: that an event is in the log (<c>--position</c>), or that one log is another with events added
/// (<c>--from</c>), as a file that anybody checks without this program's database.
/// </summary>
public static class ProveVerb
{
    public static Command Create()
    {
        var pool = CommonOptions.Pool();
        var position = CommonOptions.Position("--position", "Prove that this event is in the log");
        var from = new Option<string?>("--from") { Description = "Prove that the log of this size, or of this checkpoint, is the beginning of the later one" };
        var checkpoint = new Option<string?>("--checkpoint") { Description = "The signed log that it is proved of (default: the newest that was signed here, else the log as it is)" };
        var keys = PublicKeyOption.Create();
        var output = new Option<string?>("--out") { Description = "The file (default: standard output)" };
        var verb = new Command("prove", "Prove to somebody who trusts nobody that an event is in the log, or that nothing was changed since a checkpoint")
        {
            pool, position, from, checkpoint, keys, output,
        };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var code = result.GetValue(pool);
            if (result.GetValue(position) is null == (result.GetValue(from) is null))
                throw new UserError("say what to prove: --position N, or --from SIZE or a checkpoint's file");
            var known = PublicKeyOption.Keys(result.GetValue(keys) ?? []);
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var head = await ledger.NeedEntries(code, cancellationToken);
            var signed = Signed(code, result.GetValue(checkpoint), known);
            var proofs = new LogProofs(ledger.Database);
            var size = signed?.Checkpoint.Size ?? head;
            if (size > head) throw new UserError($"the log of pool {code} has {head} events, the checkpoint {size}; run ./ledger verify --pool {code}", ExitCodes.Finding);
            ProofFile proof;
            if (result.GetValue(position) is { } one)
            {
                if (one < 1 || one > size) throw new UserError($"--position {one}: the log has 1 to {size}{(signed is null ? "" : " at that checkpoint")}");
                await ledger.NoteAccess(code, "prove", $"{one}", cancellationToken);
                proof = ProofFile.Of(code.Text, await proofs.Inclusion(code, one, size, cancellationToken), withEvent: true);
            }
            else
            {
                var (earlier, note) = Earlier(result.GetValue(from)!, known);
                if (earlier > size) throw new UserError($"--from {earlier}: the later log has {size} events");
                proof = ProofFile.Of(code.Text, await proofs.Consistency(code, earlier, size, cancellationToken)) with { FromCheckpoint = note };
            }
            await Write(result, result.GetValue(output), proof with { Checkpoint = signed?.Note.ToString() });
        });
        return verb.WithExample("./ledger prove --pool 330825 --position 12 --out proof.json");
    }

    private static CheckpointFile? Signed(PoolCode pool, string? named, IReadOnlyList<NoteVerifier> keys)
    {
        if (named is null) return CheckpointFolder.FromEnvironment().Of(pool) is [.., var newest] ? CheckpointFile.Read(newest, keys) : null;
        var file = CheckpointFile.Read(named, keys);
        return file.Pool == pool ? file : throw new UserError($"--checkpoint {named} is of {file.Checkpoint.Origin}, not of pool {pool}");
    }

    private static (long Size, string? Note) Earlier(string text, IReadOnlyList<NoteVerifier> keys)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size)) return (size, null);
        var file = CheckpointFile.Read(text, keys);
        return (file.Checkpoint.Size, file.Note.ToString());
    }

    private static async Task Write(ParseResult result, string? file, ProofFile proof)
    {
        if (file is null) result.WriteJson(proof);
        else await WholeOutput.File(file, stream => JsonSerializer.SerializeAsync(stream, proof, JsonOutput.Options));
    }
}
