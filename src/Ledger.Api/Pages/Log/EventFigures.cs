using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Proofs;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Events;
using Ledger.EventStore;
using Ledger.Projections.PoolBooks;

namespace Ledger.Api.Pages.Log;

/// <summary>All that is stored of an event, what it does, what it belongs to, and that it is in the log.</summary>
/// <param name="Recorded">The event.</param>
/// <param name="Fields">What its JSON says, a property a field, in the order of the record.</param>
/// <param name="Postings">Its double entry; empty where it moves no money.</param>
/// <param name="Related">Other events of its document and of those that it names, in order.</param>
/// <param name="InStream">The one before and the one after it in its stream.</param>
/// <param name="Head">The last position of the log.</param>
public sealed record EventFigures(RecordedEvent Recorded, IReadOnlyList<EventField> Fields, IReadOnlyList<EventPosting> Postings,
    IReadOnlyList<LogRow> Related, (long? Before, long? After) InStream, long Head, CheckedInclusion Inclusion)
{
    private const int RelatedMax = 20;

    internal static async Task<EventFigures?> Of(
        LedgerContext ledger, PoolCode pool, long position, long head, CancellationToken cancellationToken)
    {
        var search = ledger.Store.Search(pool);
        var found = await search.At([position], new(position, position, true, 1, 1), LogFilter.None, cancellationToken);
        if (found.Events is not [var recorded]) return null;
        var entry = recorded.Body as FundEvent;
        var before = await search.OfStream(recorded.Stream, new(1, position - 1, true, 1, 1), LogFilter.None, cancellationToken);
        var after = await search.OfStream(recorded.Stream, new(position + 1, head, false, 1, 1), LogFilter.None, cancellationToken);
        return new(recorded, EventField.Of(recorded),
            entry is null ? [] : [.. new Journal(ledger.Chart).Of(entry).Select(posting => EventPosting.Of(posting, ledger.Chart))],
            entry is null ? [] : await RelatedTo(ledger, pool, position, entry, head, cancellationToken),
            (Position(before), Position(after)), head,
            await CheckedInclusion.Of(ledger, pool, position, head, CheckpointFolder.FromEnvironment(), PublicKeyOption.Keys([]), cancellationToken));
    }

    private static long? Position(FoundEvents found) => found.Events is [var one] ? one.Position : null;

    private static async Task<IReadOnlyList<LogRow>> RelatedTo(LedgerContext ledger, PoolCode pool, long position, FundEvent entry,
        long head, CancellationToken cancellationToken)
    {
        var (look, positions) = (new LookFor(1, head, false, RelatedMax, RelatedMax), new SortedSet<long>());
        // Each up to the limit, so that a document of many entries does not hide another's.
        foreach (var document in ((DocumentId?[])[entry.Document, entry.Original, entry.Approval]).OfType<DocumentId>().ToHashSet())
            positions.UnionWith(await BookedDocuments.Positions(ledger.Database, pool, [document], look, cancellationToken));
        positions.Remove(position);
        var found = await ledger.Store.Search(pool).At([.. positions.Take(RelatedMax)], look, LogFilter.None, cancellationToken);
        return [.. found.Events.Select(LogRow.Of)];
    }
}

/// <summary>A property of the stored JSON.</summary>
/// <param name="Name">As it is stored.</param>
/// <param name="Text">Yuan where it is an amount; JSON where it has parts.</param>
public sealed record EventField(string Name, string Text, EventFieldKind Kind)
{
    private static readonly JsonSerializerOptions _readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true,
    };

    internal static IReadOnlyList<EventField> Of(RecordedEvent recorded)
    {
        var order = recorded.Body.GetType().GetProperties().Select(property => property.Name).ToList();
        // Shared fields first: those of the kind itself stand before them in the type.
        order = [.. typeof(FundEvent).GetProperties().Select(property => property.Name), .. order];
        return
        [
            .. JsonNode.Parse(recorded.Data)!.AsObject().OrderBy(one => order.IndexOf(one.Key) is >= 0 and var at ? at : order.Count)
                .Select(one => Of(one.Key, one.Value, recorded.Body.GetType().GetProperty(one.Key)?.PropertyType)),
        ];
    }

    private static EventField Of(string name, JsonNode? value, Type? type)
    {
        var plain = Nullable.GetUnderlyingType(type ?? typeof(object)) ?? type;
        if (value is not JsonValue) return new(name, value?.ToJsonString(_readable) ?? "null", EventFieldKind.Parts);
        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        if (plain == typeof(Money)) return new(name, new Money(long.Parse(text, CultureInfo.InvariantCulture)).ToString(), EventFieldKind.Yuan);
        return new(name, text,
            plain == typeof(DocumentId) ? EventFieldKind.Document
            : plain == typeof(InstitutionCode) ? EventFieldKind.Institution
            : plain == typeof(FundCode) ? EventFieldKind.Fund
            : name == nameof(FundEvent.CaseNo) ? EventFieldKind.Case
            : EventFieldKind.Text);
    }
}

/// <summary>What a field holds, which says how it is shown and where it leads.</summary>
public enum EventFieldKind
{
    Text,
    Yuan,
    Document,
    Institution,
    Fund,
    Case,
    Parts,
}

/// <summary>A line of the event's journal, with its account by name.</summary>
public sealed record EventPosting(string Fund, string Line, string Code, string Chinese, string English, string? Debit, string? Credit)
{
    internal static EventPosting Of(Posting posting, ChartOfAccounts chart)
    {
        var account = chart.Of(posting.Line);
        return new(posting.Fund.Text, posting.Line, account.Code, account.Chinese, account.English,
            posting.Debit == Money.Zero ? null : posting.Debit.ToString(), posting.Credit == Money.Zero ? null : posting.Credit.ToString());
    }
}
