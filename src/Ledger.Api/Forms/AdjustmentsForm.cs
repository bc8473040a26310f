using System.Globalization;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Ledger.Domain;
using Ledger.Domain.Budgets;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Reimbursements;
using Ledger.EventStore;

namespace Ledger.Api.Forms;

/// <summary>调整事项清单: every entry that changes what was recorded before, who recorded it and why.</summary>
internal static class AdjustmentsForm
{
    /// <param name="year">Only those dated in this year; all where it is null.</param>
    public static async Task<Report> Of(
        LedgerContext ledger, PoolCode pool, int? year, KnownPoint known, CancellationToken cancellationToken)
    {
        var last = Math.Min(await ledger.NeedEntries(pool, cancellationToken), await known.LastIn(ledger, pool, null, cancellationToken));
        var rows = new List<AdjustmentAnswer>();
        await foreach (var recorded in ledger.Store.Read(pool, 1, last, cancellationToken))
        {
            var entry = (FundEvent)recorded.Body;
            if (IsAdjustment(entry) && (year is null || entry.CashDate.Year == year)) rows.Add(Row(recorded, entry));
        }
        var answer = new AdjustmentsAnswer(pool.Text, year, last, rows);
        return FormReport.Of(ledger, answer, answer.Pool, answer.Position, words => Sheet(answer, words), SheetCsv.Of(
            [("pool", answer.Pool)],
            ["position", "recorded", "actor", "date", "kind", "fund", "amount", "direction", "document", "original", "undoes", "reason"],
            rows.Select(row => (string?[])
            [
                row.Position.ToString(CultureInfo.InvariantCulture), row.Recorded, row.Actor, row.Date, row.Kind, row.Fund, row.Amount,
                row.Direction, row.Document, row.Original, row.Undoes, row.Reason,
            ])));
    }

    // What the day brings (a refund, a settlement taken back, a recovery) is business and not an adjustment.
    private static bool IsAdjustment(FundEvent entry) =>
        entry is BalanceAdjusted or EntryReversed or ReimbursementReversed or BudgetAdjusted;

    private static AdjustmentAnswer Row(RecordedEvent recorded, FundEvent entry)
    {
        var moved = entry is EntryReversed { Reverses: { } undone } ? undone : entry;
        return new(recorded.Position, StoredTime.Text(recorded.Recorded), recorded.Actor, entry.CashDate.Iso(), recorded.Type,
            moved.Fund.IsNone ? null : moved.Fund.Text, moved.Amount == Money.Zero ? null : moved.Amount.ToString(), moved.Direction,
            entry.Document.Text, entry.Original?.Text,
            entry is EntryReversed { Reverses: { } original } ? EventTypes.NameOf(original) : null, entry.Reason ?? entry.Note);
    }

    private static Sheet Sheet(AdjustmentsAnswer answer, SheetWords words) => new("adjustments", words.Say("Adjustments", "调整事项清单"),
        $"{words.Pool(answer.Pool)}{(answer.Year is { } year ? words.Say($"    {year}", $"    {year}年度") : "")}",
        [
            new("position", words.Say("Position", "序号"), CellKind.Number), new("date", words.Say("Date", "入账日期"), CellKind.Date),
            new("kind", words.Say("Kind", "业务类型"), CellKind.Text), new("fund", words.Say("Fund", "基金"), CellKind.Text),
            new("amount", words.Say("Amount", "金额"), CellKind.Money), new("direction", words.Say("Direction", "方向"), CellKind.Text),
            new("document", words.Say("Document", "单据号"), CellKind.Text), new("original", words.Say("Of", "原单据号"), CellKind.Text),
            new("actor", words.Say("Recorded by", "记录人"), CellKind.Text), new("recorded", words.Say("Recorded at (UTC)", "记录时间(UTC)"), CellKind.Text),
            new("reason", words.Say("Reason", "原因"), CellKind.Text),
        ],
        [
            .. answer.Adjustments.Select(row => SheetRow.Line(row.Position.ToString(CultureInfo.InvariantCulture), row.Date,
                row.Undoes is null ? row.Kind : $"{row.Kind} ({row.Undoes})", row.Fund is { } fund ? words.Fund(fund) : null, row.Amount,
                row.Direction, row.Document, row.Original, row.Actor, row.Recorded, row.Reason)),
        ])
    {
        Unit = words.Yuan, Signatures = words.Signatures("statement"), Notes =
        [
            words.Say("Balances and budgets adjusted, entries reversed, and benefits that came back. The amount of a reversal is that of "
                + "the entry that it undoes.", "列示期初调整、冲销、待遇退回和预算调整;冲销金额为被冲销分录的金额。"),
        ],
    };
}
