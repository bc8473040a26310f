using Ledger.Api.Approvals;
using Ledger.Api.CommandLine;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Corrections;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.EventStore;
using Ledger.Projections.PoolBooks;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Api.Corrections;

/// <summary>Corrects one entry under the pool's lock: what it reads of it is what it reverses.</summary>
public sealed class Corrector(LedgerContext ledger, string actor)
{
    /// <exception cref="UserError">It cannot be corrected so; the message says why, and nothing was written.</exception>
    public async Task<CorrectionAnswer> Run(
        CorrectionRequest request, bool dryRun, CancellationToken cancellationToken)
    {
        if (EventTypes.Find(request.Kind) is not { } kind)
            throw new UserError($"--kind '{request.Kind}' is not a kind of entry (see docs/glossary.md)");
        if (request.Changes.Count == 0)
            throw new UserError("nothing is changed: name a column, such as --amount; to reverse only, import an entry_reversed");
        await ledger.NeedEntries(request.Pool, cancellationToken);
        var latest = await LatestDate(request.Pool, cancellationToken);
        try
        {
            await using var append = await ledger.Store.Begin(request.Pool, ledger.WriterWait, rehearsal: dryRun, cancellationToken);
            var answer = await Record(append, request, kind, latest, cancellationToken);
            if (!dryRun) await append.Commit(cancellationToken);
            return answer;
        }
        catch (PoolBusyException busy)
        {
            throw new UserError($"nothing was written: {busy.Message}");
        }
    }

    private async Task<CorrectionAnswer> Record(PoolAppend append, CorrectionRequest request, EventType kind,
        LocalDate latest, CancellationToken cancellationToken)
    {
        var document = Document("--document", request.Document);
        var number = Document("--new-document", request.NewDocument ?? Correction.NumberAfter(document));
        var books = await Books(append, document, number, cancellationToken);
        var legs = books.Entries(document).Where(booked => booked.Entry.GetType() == kind.Type).ToList();
        Check(request, legs);
        // Sent again, it means the day on which it was recorded.
        var before = books.Entries(number).FirstOrDefault(booked => booked.Entry is EntryReversed)?.Entry.CashDate;
        var correction = new Correction(
            kind.Name, document, number, request.Date ?? before ?? latest, request.Reason, request.Fund, request.Changes);
        var rows = correction.Rows(
            [.. legs.Select(leg => leg.Entry.AsSubmitted())], new EntryParser(ledger.Funds), out var problems);
        if (problems.Count > 0)
            throw new UserError($"{CorrectVerb.OptionOf(problems[0].Column)}: {problems[0].Reason.In(UserLanguage.IsChinese)}");
        return await Record(append, rows, request, books, cancellationToken);
    }

    private async Task<CorrectionAnswer> Record(PoolAppend append, IReadOnlyList<FundEvent> rows,
        CorrectionRequest request, Books books, CancellationToken cancellationToken)
    {
        var writer = new LedgerWriter(append, ledger.Rules, new(ledger.Chart));
        var submission = new Submission(rows, actor, $"correct:{request.Kind}:{request.Document}");
        var decision = (await writer.Record([submission], cancellationToken))[0];
        if (decision.Refused is [var refused, ..])
            throw new UserError($"not corrected: {refused.Explanation.In(UserLanguage.IsChinese)}");
        if (decision.IsWaiting)
            return new(append.Position, [], []) { Waiting = WaitingAnswer.Of(append.Pool, decision.Approval!) };
        // A repeat is answered with what it recorded then.
        var first = append.Position - decision.Accepted.Count + 1;
        var recorded = decision.RepeatOf is null
            ? decision.Accepted.Select((entry, index) => (Entry: entry, Position: first + index)).ToList()
            : [.. books.Entries(rows[0].Document).Select(booked => (booked.Entry, booked.Position))];
        return new(append.Position,
            [.. recorded.Where(row => row.Entry is EntryReversed)
                .Select(row => Line(((EntryReversed)row.Entry).Reverses!, row.Position))],
            [.. recorded.Where(row => row.Entry is not EntryReversed).Select(row => Line(row.Entry, row.Position))]);
    }

    private static void Check(CorrectionRequest request, List<BookedEntry> legs)
    {
        var what = $"{request.Kind} {request.Document}";
        if (legs.Count == 0) throw new UserError($"pool {request.Pool} has no {what}");
        if (request.Fund is { } fund && legs.All(leg => leg.Entry.Fund != fund))
            throw new UserError($"{what} has no leg of fund {fund}; it has {Funds(legs)}");
        var single = request.Changes.Keys.FirstOrDefault(
            column => column is EntryColumns.Amount or EntryColumns.Fund);
        if (single is not null && request.Fund is null && legs.Count > 1)
        {
            throw new UserError(
                $"{what} has legs of {Funds(legs)}; say with --fund whose {single} {CorrectVerb.OptionOf(single)} changes");
        }
    }

    private static string Funds(List<BookedEntry> legs) => string.Join(", ", legs.Select(leg => leg.Entry.Fund));

    private static async Task<Books> Books(
        PoolAppend append, DocumentId document, DocumentId number, CancellationToken cancellationToken)
    {
        var books = new Books();
        await BooksTable.Load(append.Connection, append.Pool,
            [new EntryReversed { Document = number, Original = document }], books, cancellationToken);
        return books;
    }

    private async Task<LocalDate> LatestDate(PoolCode pool, CancellationToken cancellationToken)
    {
        await using var snapshot = await PoolSnapshot.Open(ledger.Database, pool, cancellationToken);
        return snapshot.LastCashDate!.Value;
    }

    private static DocumentId Document(string option, string text) => DocumentId.TryParse(text, out var document)
        ? document
        : throw new UserError(UserLanguage.Say(
            $"{option} '{text}' must be {DocumentId.Form.English}", $"{option} “{text}”应为{DocumentId.Form.Chinese}"));

    private static CorrectionLine Line(FundEvent entry, long position) => new(position, EventTypes.NameOf(entry),
        entry.Document.Text, entry.Fund.Text, entry.Amount.ToString(), entry.CashDate.Iso());
}
