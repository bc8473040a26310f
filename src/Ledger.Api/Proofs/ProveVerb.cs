using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Api.Institutions;
using Ledger.Domain;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Proofs;

/// <summary>
/// <c>./ledger prove</c>: that an event is in the log (<c>--position</c>), that one log is another with events added
/// (<c>--from</c>), or which events are all of an institution's (<c>--institution</c>), as a file that anybody checks
/// without this program's database.
/// </summary>
public static class ProveVerb
{
    public static Command Create()
    {
        var pool = CommonOptions.Pool();
        var position = CommonOptions.Position("--position", "Prove that this event is in the log");
        var from = new Option<string?>("--from") { Description = "Prove that the log of this size, or of this checkpoint, is the beginning of the later one" };
        var institution = InstitutionOptions.Institution();
        institution.Description = "Prove which events are all of this institution's, or that it has none";
        var hashesOnly = new Option<bool>("--hashes-only") { Description = "With --institution: not what its events say" };
        var checkpoint = new Option<string?>("--checkpoint") { Description = "The signed log that it is proved of (default: the newest that was signed here, else the log as it is)" };
        var keys = PublicKeyOption.Create();
        var output = new Option<string?>("--out") { Description = "The file (default: standard output)" };
        var verb = new Command("prove", "Prove to somebody who trusts nobody that an event is in the log, that nothing was changed since a checkpoint, or that nothing of an institution's was left out")
        {
            pool, position, from, institution, hashesOnly, checkpoint, keys, output,
        };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var code = result.GetValue(pool);
            var (one, earlier, whose) = (result.GetValue(position), result.GetValue(from), result.GetValue(institution));
            if (((object?[])[one, earlier, whose]).Count(asked => asked is not null) != 1)
                throw new UserError("say what to prove: --position N, --from SIZE or a checkpoint's file, or --institution CODE");
            var known = PublicKeyOption.Keys(result.GetValue(keys) ?? []);
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var head = await ledger.NeedEntries(code, cancellationToken);
            var signed = Signed(code, result.GetValue(checkpoint), known);
            var size = signed?.Checkpoint.Size ?? head;
            if (size > head) throw new UserError($"the log of pool {code} has {head} events, the checkpoint {size}; run ./ledger verify --pool {code}", ExitCodes.Finding);
            var proof = (one, earlier, whose) switch
            {
                ({ } at, _, _) => await Inclusion(ledger, code, at, size, signed is not null, cancellationToken),
                (_, { } text, _) => await Consistency(ledger, code, text, size, known, cancellationToken),
                var (_, _, some) => await Completeness(ledger, code, some!.Value, size, signed, result.GetValue(hashesOnly), cancellationToken),
            };
            await Write(result, result.GetValue(output), proof with { Checkpoint = signed?.Note.ToString() });
        });
        return verb.WithExample("./ledger prove --pool 330825 --position 12 --out proof.json")
            .WithExample("./ledger prove --pool 330825 --institution H33082500001 --out proof.json");
    }

    private static async Task<ProofFile> Inclusion(
        LedgerContext ledger, PoolCode pool, long position, long size, bool isSigned, CancellationToken cancellationToken)
    {
        if (position < 1 || position > size)
            throw new UserError($"--position {position}: the log has 1 to {size}{(isSigned ? " at that checkpoint" : "")}");
        await ledger.NoteAccess(pool, "prove", $"{position}", cancellationToken);
        return ProofFile.Of(pool.Text, await new LogProofs(ledger.Database).Inclusion(pool, position, size, cancellationToken), withEvent: true);
    }

    private static async Task<ProofFile> Consistency(LedgerContext ledger, PoolCode pool, string from, long size,
        IReadOnlyList<NoteVerifier> keys, CancellationToken cancellationToken)
    {
        var (earlier, note) = Earlier(from, keys);
        if (earlier > size) throw new UserError($"--from {earlier}: the later log has {size} events");
        var proof = await new LogProofs(ledger.Database).Consistency(pool, earlier, size, cancellationToken);
        return ProofFile.Of(pool.Text, proof) with { FromCheckpoint = note };
    }

    private static async Task<ProofFile> Completeness(LedgerContext ledger, PoolCode pool, InstitutionCode institution, long size,
        CheckpointFile? signed, bool hashesOnly, CancellationToken cancellationToken)
    {
        await ledger.NoteAccess(pool, "prove", institution.Text, cancellationToken);
        await new InstitutionTrees(ledger.Database).CatchUp(pool, cancellationToken);
        return await new InstitutionCompleteness(ledger).Prove(pool, institution, size, signed, hashesOnly, cancellationToken);
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
