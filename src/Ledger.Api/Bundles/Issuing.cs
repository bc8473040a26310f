using Ledger.Api.CommandLine;
using Ledger.Api.Proofs;
using Ledger.Api.Recording;
using Ledger.Api.Sheets;
using Ledger.Api.Statements;
using Ledger.Domain;
using Ledger.Domain.Statements;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Bundles;

/// <summary>A bundle that went out.</summary>
internal sealed record IssuedBundle(
    DocumentId Document, long Recorded, IssuedStatement Content, DocumentId? Former, byte[] Bundle)
{
    internal string FileName(PoolCode pool) => $"{pool}-{Document}.zip";
}

/// <summary>Makes bundles, keeps them and records that they went out, in this order.</summary>
internal sealed class Issuing(LedgerContext ledger, PoolCode pool, NoteSigner signer, IssuedFolder kept)
{
    internal async Task<IssuedBundle> Issue(
        FundCode? fund, StatementSpan span, string? reason, string actor, CancellationToken cancellationToken)
    {
        // The log is signed first: the statement is of that log, whatever is recorded meanwhile.
        var signed = await CheckpointVerb.Sign(
            ledger.Database, pool, signer, CheckpointFolder.FromEnvironment(), cancellationToken);
        var subject = new BundleSubject(pool, fund, span, signed.Size, SheetWords.Of(ledger).Language, null);
        subject = subject with { Former = await new IssuedStatements(ledger, pool).Last(subject, cancellationToken) };
        var files = await BundleFiles.Make(ledger, subject, signed.Note,
            await StatementInputs.OfFigures(ledger, subject, cancellationToken), cancellationToken);
        var manifest = subject.Manifest(signed.Root, CheckpointFile.OriginOf(signer.Name, pool), BundleSubject.Program,
            [.. files.Select(BundleEntry.Of)]);
        var bundle = manifest.Bundle(signer, files);
        // What this program would not take back does not go out.
        if (BundleCheck.Run(bundle, [signer.Verifier]).Findings is [var wrong, ..]) throw new UserError(wrong.What, ExitCodes.Finding);
        var content = new IssuedStatement(span.From, subject.Position, signed.Root, BundleEntry.Hash(manifest.Write()), BundleEntry.Hash(bundle))
        {
            Fund = fund,
        };
        var former = subject.Former is { } one ? DocumentId.Of(one.Document) : (DocumentId?)null;
        kept.Keep(bundle);
        try
        {
            var (document, recorded) = await NumberedEvents.Record(ledger, pool, actor, "issue", "statement",
                [new StatementIssued { CashDate = span.To, Original = former, Reason = reason, Issued = content }], cancellationToken);
            return new(document, recorded, content, former, bundle);
        }
        catch (Exception error) when (error is BusyError or RefusedError)
        {
            // Surely not recorded. Where that is not sure, the bytes stay.
            kept.Forget(bundle);
            throw;
        }
    }
}
