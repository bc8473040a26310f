using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Proofs;

/// <summary>
/// <c>./ledger cosign CHECKPOINT</c>: somebody else signs a checkpoint of the ledger's, having seen that it is the last one
/// that they signed with events added. Needs no database: it is for those who have none.
/// </summary>
public static class CosignVerb
{
    public static Command Create()
    {
        var checkpoint = CommonOptions.File("CHECKPOINT", "The signed checkpoint", required: true);
        var proof = new Option<string?>("--proof") { Description = "A file of ./ledger prove --from the last one that you signed" };
        var key = new Option<string?>("--key") { Description = "The name of your key (default: the only one)" };
        var keys = PublicKeyOption.Create();
        keys.Description = "A file with the ledger's public key";
        keys.Required = true;
        var json = JsonOutput.CreateOption();
        var verb = new Command("cosign", "Sign somebody's checkpoint, if it is the last one that you signed with events added")
        {
            checkpoint, proof, key, keys, json,
        };
        verb.SetAction(async (result, _) =>
        {
            using var signer = KeyFolder.FromEnvironment().Signer(result.GetValue(key));
            var theirs = PublicKeyOption.Keys(result.GetValue(keys)!);
            var offered = CheckpointFile.Read(result.GetValue(checkpoint)!, theirs);
            var seen = new SeenCheckpoints(KeyFolder.FromEnvironment().Path);
            if (seen.Last(offered.Checkpoint.Origin) is { } last)
                NeedExtension(last, offered.Checkpoint, result.GetValue(proof), theirs);
            var note = offered.Note.Signatures.Any(one => one.Name == signer.Name) ? offered.Note : signer.Sign(offered.Note);
            seen.Keep(offered.Checkpoint);
            CheckpointFile.Write(offered.Path, note.ToString());
            if (result.GetValue(json)) result.WriteJson(new CosignAnswer(offered.Checkpoint.Origin, offered.Checkpoint.Size, note.ToString()));
            else await result.InvocationConfiguration.Output.WriteAsync(note.ToString());
        });
        return verb.WithExample("./ledger cosign checkpoint --public-key ledger.pub --proof proof.json");
    }

    private static void NeedExtension(Checkpoint last, Checkpoint offered, string? file, IReadOnlyList<NoteVerifier> keys)
    {
        if (offered.Size == last.Size && offered.Root.AsSpan().SequenceEqual(last.Root)) return;
        if (offered.Size < last.Size) throw NotSigned($"it has {offered.Size} events, and {last.Size} were signed already");
        if (file is null)
            throw new UserError($"you signed {last.Size} events of this log; show with --proof that this is the same log: "
                + $"./ledger prove --from {last.Size} makes it");
        var proof = ProofFile.Read(file);
        var fits = proof.Kind == ProofFile.Consistency && proof.From == last.Size && proof.Size == offered.Size
            && string.Equals(proof.FromRoot, Convert.ToHexStringLower(last.Root), StringComparison.Ordinal)
            && string.Equals(proof.Root, Convert.ToHexStringLower(offered.Root), StringComparison.Ordinal);
        if (!fits) throw NotSigned($"{file} is no proof from what was signed ({last.Size} events) to it");
        if (ProofCheck.Run(proof, keys) is [var wrong, ..]) throw NotSigned(wrong.What);
    }

    private static UserError NotSigned(string why) => new($"not signed: {why}", ExitCodes.Finding);
}

/// <param name="Origin">The log.</param>
/// <param name="Note">The checkpoint with all its signatures.</param>
public sealed record CosignAnswer(string Origin, long Size, string Note);
