using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Domain;
using Ledger.EventStore.Proofs;
using Npgsql;
using QRCoder;

namespace Ledger.Api.Proofs;

/// <summary><c>./ledger checkpoint --pool P</c>: signs what the log has come to, for keeping outside the database.</summary>
public static class CheckpointVerb
{
    private const int QrPixelsPerModule = 6;

    public static Command Create()
    {
        var pool = CommonOptions.Pool();
        var key = new Option<string?>("--key") { Description = "The name of the key (default: the only one)" };
        var folder = new Option<string?>("--out") { Description = $"The folder (default: {CheckpointFolder.Variable}, or checkpoints in the home)" };
        var qr = new Option<string?>("--qr") { Description = "Also a picture (PNG) of the note as a QR code, for paper" };
        var json = JsonOutput.CreateOption();
        var verb = new Command("checkpoint", "Sign what the log has come to, for keeping where nobody can change it")
        {
            pool, key, folder, qr, json,
        };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var code = result.GetValue(pool);
            using var signer = KeyFolder.FromEnvironment().Signer(result.GetValue(key));
            await using var ledger = await LedgerContext.Open(cancellationToken);
            await ledger.NeedEntries(code, cancellationToken);
            var kept = result.GetValue(folder) is { } named ? new(System.IO.Path.GetFullPath(named)) : CheckpointFolder.FromEnvironment();
            var answer = await Sign(ledger.Database, code, signer, kept, cancellationToken);
            if (result.GetValue(qr) is { } picture)
            {
                await WholeOutput.File(picture, stream => stream.WriteAsync(QrOf(answer.Note), cancellationToken).AsTask());
            }
            if (result.GetValue(json)) result.WriteJson(answer);
            else await result.InvocationConfiguration.Output.WriteAsync(answer.Note);
        });
        return verb.WithExample("./ledger checkpoint --pool 330825");
    }

    // Paper gets creased: a quarter of the code may be unreadable.
    private static byte[] QrOf(string note)
    {
        using var code = QRCodeGenerator.GenerateQrCode(note, QRCodeGenerator.ECCLevel.Q);
        using var picture = new PngByteQRCode(code);
        return picture.GetGraphic(QrPixelsPerModule);
    }

    // Nothing is signed that is not the former checkpoint with events added: two histories are never both signed here.
    internal static async Task<CheckpointAnswer> Sign(NpgsqlDataSource database, PoolCode pool, NoteSigner signer,
        CheckpointFolder folder, CancellationToken cancellationToken)
    {
        var (proofs, institutions) = (new LogProofs(database), new InstitutionProofs(database));
        var (size, root) = await proofs.Head(pool, cancellationToken);
        await new InstitutionTrees(database).CatchUp(pool, cancellationToken);
        if (folder.Of(pool) is [.., var newest])
        {
            var former = CheckpointFile.Read(newest, [signer.Verifier]).Checkpoint;
            if (former.Size > size || !await Extends(proofs, pool, former, size, root, cancellationToken))
            {
                throw new UserError(UserLanguage.Say(
                    $"not signed: the log is not that of {newest} with events added; run ./ledger verify --pool {pool}",
                    $"未签名:日志不是在 {newest} 的日志上追加而成;请运行 ./ledger verify --pool {pool}"), ExitCodes.Finding);
            }
            if (former.Institutions is { } signed && signed != await institutions.Map(pool, former.Size, cancellationToken))
            {
                throw new UserError(UserLanguage.Say(
                    $"not signed: the institutions' events are not those of {newest} with events added; run ./ledger verify --pool {pool}",
                    $"未签名:各机构的事件不是在 {newest} 的事件上追加而成;请运行 ./ledger verify --pool {pool}"), ExitCodes.Finding);
            }
        }
        var map = await institutions.Map(pool, size, cancellationToken);
        var checkpoint = new Checkpoint(CheckpointFile.OriginOf(signer.Name, pool), size, root, map);
        var note = signer.Sign(new(checkpoint.Text, []));
        var file = folder.Keep(pool, checkpoint, note);
        return new(pool.Text, size, Convert.ToHexStringLower(root), file, note.ToString(),
            map.Count, Convert.ToHexStringLower(map.Root));
    }

    private static async Task<bool> Extends(LogProofs proofs, PoolCode pool, Checkpoint former, long size, byte[] root,
        CancellationToken cancellationToken)
    {
        var proof = await proofs.Consistency(pool, former.Size, size, cancellationToken);
        return MerkleProof.Extends(former.Size, former.Root, size, root, proof.Path);
    }
}

/// <param name="Size">How many events the log had.</param>
/// <param name="Root">The root of its tree, in hexadecimal.</param>
/// <param name="File">Where it lies.</param>
/// <param name="Note">What lies there.</param>
/// <param name="Institutions">How many institutions had events.</param>
/// <param name="InstitutionsRoot">The root over what they had come to, in hexadecimal.</param>
public sealed record CheckpointAnswer(
    string Pool, long Size, string Root, string File, string Note, long Institutions, string InstitutionsRoot);
