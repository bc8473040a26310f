using Ledger.Api.CommandLine;
using Ledger.Api.Identity;
using Ledger.Api.Proofs;
using Ledger.Domain;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Http;

/// <summary>
/// <c>checkpoints</c> and <c>proofs</c>: what was signed of the log, and what proves an event or that nothing was changed.
/// </summary>
internal static class ProofRoutes
{
    internal static void Map(RouteGroupBuilder pool)
    {
        pool.MapGet("/checkpoints", Checkpoints).WithSummary("What the log has come to, and what was signed of it").WithTags("proofs")
            .Needs(AccessRight.ReadProofs)
            .Answers<CheckpointsAnswer>(StatusCodes.Status200OK, "The size and root of the log, and the signed notes, the newest first");
        pool.MapGet("/proofs/{position}", Inclusion).WithSummary("That an event is in the log").WithTags("proofs")
            .Needs(AccessRight.ReadProofs).WithMetadata(new Noted())
            .Answers<ProofFile>(StatusCodes.Status200OK, "The proof; with the event for those who may read events");
        pool.MapGet("/consistency", Consistency).WithSummary("That the log of one size is the beginning of the log of another")
            .WithTags("proofs").Needs(AccessRight.ReadProofs)
            .Answers<ProofFile>(StatusCodes.Status200OK, "The proof");
    }

    private static async Task<IResult> Checkpoints(string pool, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var code = RequestText.Code<PoolCode>("pool", pool);
        await ledger.NeedEntries(code, cancellationToken);
        var (size, root) = await new LogProofs(ledger.Database).Head(code, cancellationToken);
        var signed = CheckpointFolder.FromEnvironment().Of(code).Reverse().Take(RequestLimits.PageDefault).Select(CheckpointFile.ReadUnchecked);
        return Results.Json(new CheckpointsAnswer(code.Text, size, Convert.ToHexStringLower(root),
            [.. signed.Select(one => new SignedCheckpointAnswer(one.Checkpoint.Size, Convert.ToHexStringLower(one.Checkpoint.Root), one.Note.ToString()))]),
            JsonOutput.Options);
    }

    private static async Task<IResult> Inclusion(string pool, string position, string? size, HttpContext http,
        LedgerContext ledger, CancellationToken cancellationToken)
    {
        var code = RequestText.Code<PoolCode>("pool", pool);
        var head = await ledger.NeedEntries(code, cancellationToken);
        var one = RequestText.Number("position", position)!.Value;
        var of = Within("size", RequestText.Number("size", size) ?? head, 1, head);
        var proof = await new LogProofs(ledger.Database).Inclusion(code, Within("position", one, 1, of), of, cancellationToken);
        return Results.Json(ProofFile.Of(code.Text, proof, http.Caller().May(AccessRight.ReadEvents)), JsonOutput.Options);
    }

    private static async Task<IResult> Consistency(
        string pool, string? from, string? to, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var code = RequestText.Code<PoolCode>("pool", pool);
        var head = await ledger.NeedEntries(code, cancellationToken);
        var later = Within("to", RequestText.Number("to", to) ?? head, 1, head);
        var earlier = Within("from", RequestText.Number("from", from) ?? 0, 0, later);
        return Results.Json(ProofFile.Of(code.Text, await new LogProofs(ledger.Database).Consistency(
            code, earlier, later, cancellationToken)), JsonOutput.Options);
    }

    private static long Within(string name, long number, long least, long most) => number >= least && number <= most
        ? number
        : throw new NotThereError(UserLanguage.Say($"{name} {number}: there are {least} to {most}", $"{name} {number}:范围为 {least} 至 {most}"));
}

/// <param name="Size">How many events the log has.</param>
/// <param name="Root">The root of its tree, in hexadecimal; what nobody has signed is only what the operator says.</param>
public sealed record CheckpointsAnswer(string Pool, long Size, string Root, IReadOnlyList<SignedCheckpointAnswer> Checkpoints);

/// <param name="Note">The checkpoint with its signatures.</param>
public sealed record SignedCheckpointAnswer(long Size, string Root, string Note);
