using Ledger.Api.CommandLine;
using Ledger.Api.Http;
using Ledger.Api.Pages.Frame;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.EventStore;
using NodaTime;

namespace Ledger.Api.Pages.Log;

/// <summary>What is looked for in the log, as the query of the page says it.</summary>
public sealed record LogQuestion
{
    /// <summary>Every parameter that narrows the look, in the order of the form; the others say where it begins.</summary>
    internal static readonly string[] Names =
    [
        "document", "stream", "case", "institution", "from", "to", "kind", "fund", "actor", "amountFrom", "amountTo", "cashFrom", "cashTo",
    ];

    private LogQuestion(DocumentId? document, string? stream, InstitutionCode? institution, LogFilter filter) =>
        (Document, Stream, Institution, Filter) = (document, stream, institution, filter);

    public DocumentId? Document { get; }

    /// <summary>A stream, or that of a case.</summary>
    public string? Stream { get; }

    public InstitutionCode? Institution { get; }

    /// <summary>What no index finds.</summary>
    public LogFilter Filter { get; }

    /// <exception cref="UserError">It is not well formed, or asks by two indexes at once.</exception>
    internal static LogQuestion Of(PageView view)
    {
        var (document, institution) = (RequestText.CodeOrNone<DocumentId>("document", view.Asked("document")),
            RequestText.CodeOrNone<InstitutionCode>("institution", view.Asked("institution")));
        var stream = view.Asked("case") is { } caseNo ? Streams.Case(caseNo) : view.Asked("stream");
        if (((string[])["document", "stream", "case", "institution"]).Count(name => view.Asked(name) is not null) > 1)
        {
            throw new UserError(UserLanguage.Say("give only one of document, stream, case and institution",
                "单据、事件流、案件与机构只能给出一个"));
        }
        return new(document, stream, institution, FilterOf(view));
    }

    /// <summary>The first position that a point of the recorded axis means where a span begins with it: a day from its start.</summary>
    internal static async Task<long> FirstOf(
        LedgerContext ledger, PoolCode pool, string? text, CancellationToken cancellationToken)
    {
        if (text is null) return 1;
        if (CashDates.TryParse(text, out var date))
            return await ledger.Store.PositionAt(pool, ChinaTime.EndOf(date.PlusDays(-1)) - Duration.FromTicks(10), cancellationToken) + 1;
        var point = RequestText.Point("from", text);
        return point.At is { } instant
            ? await ledger.Store.PositionAt(pool, instant - Duration.FromTicks(10), cancellationToken) + 1
            : Math.Max(1, point.Position!.Value);
    }

    private static LogFilter FilterOf(PageView view) => new()
    {
        Type = view.Asked("kind"),
        Actor = view.Asked("actor"),
        Texts = RequestText.CodeOrNone<FundCode>("fund", view.Asked("fund")) is { } fund
            ? [new([nameof(FundEvent.Fund), nameof(FundEvent.ToFund)], fund.Text)]
            : [],
        TextsBetween = (RequestText.Date("cashFrom", view.Asked("cashFrom")), RequestText.Date("cashTo", view.Asked("cashTo"))) switch
        {
            (null, null) => [],
            var (from, to) => [new(nameof(FundEvent.CashDate), from?.Iso(), to?.Iso())],
        },
        NumbersBetween = (Amount(view, "amountFrom"), Amount(view, "amountTo")) switch
        {
            (null, null) => [],
            var (from, to) => [new(nameof(FundEvent.Amount), from, to)],
        },
    };

    private static long? Amount(PageView view, string name)
    {
        if (view.Asked(name) is not { } text) return null;
        return Amounts.TryParse(text, out var amount) is { } wrong
            ? throw new UserError(UserLanguage.Say($"{name}: {wrong.English}", $"{name}:{wrong.Chinese}"))
            : amount.Fen;
    }
}
