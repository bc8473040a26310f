using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Ledger.Domain;
using Ledger.Domain.Clawbacks;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;

namespace Ledger.Api.Forms;

/// <summary>追回通知单: what an institution or a person has to give back, of which fund, until when and to which account.</summary>
internal static class ClawbackNoticeForm
{
    /// <exception cref="NotThereError">Nothing is ordered under the case.</exception>
    public static async Task<Report> Of(
        LedgerContext ledger, PoolCode pool, string caseNo, KnownPoint known, CancellationToken cancellationToken)
    {
        var last = Math.Min(await ledger.NeedEntries(pool, cancellationToken), await known.LastIn(ledger, pool, null, cancellationToken));
        var orders = new List<ClawbackOrdered>();
        var (recovered, waived) = (Money.Zero, Money.Zero);
        await foreach (var recorded in ledger.Store.ReadStream(pool, $"clawback/{caseNo}", 1, last, cancellationToken))
        {
            // A mistake that was undone is not in the notice.
            if (recorded.Body is EntryReversed { Reverses: { } undone }) Count(undone, -1);
            else Count((FundEvent)recorded.Body, 1);
        }
        if (orders.Count == 0) throw new NotThereError(UserLanguage.Say(
            $"nothing is ordered to be given back under case '{caseNo}' in pool {pool}; ./ledger ages --pool {pool} --kind clawback lists who owes",
            $"统筹区 {pool} 的案件“{caseNo}”没有追回记录; ./ledger ages --pool {pool} --kind clawback 列出应追回款项"));
        var ordered = orders.Aggregate(Money.Zero, (sum, order) => sum + order.Amount);
        var answer = new ClawbackNoticeAnswer(pool.Text, caseNo, last, orders[0].Institution?.Text ?? orders[0].Person!.Value.Text,
            [
                .. orders.Select(order => new ClawbackOrderAnswer(order.Fund.Text, order.Document.Text, order.CashDate.Iso(),
                    order.DueDate!.Value.Iso(), order.Amount.ToString(), order.Reason, order.Channel, order.Original?.Text)),
            ],
            ordered.ToString(), recovered.ToString(), waived.ToString(), (ordered - recovered - waived).ToString());
        return FormReport.Of(ledger, answer, answer.Pool, answer.Position, words => Sheet(answer, words), SheetCsv.Of(
            [("pool", answer.Pool), ("case", answer.Case), ("holder", answer.Holder)],
            ["fund", "document", "date", "due", "amount", "reason", "channel", "original"],
            answer.Orders.Select(row => (string?[])
                [row.Fund, row.Document, row.Date, row.Due, row.Amount, row.Reason, row.Channel, row.Original])));

        void Count(FundEvent entry, int sign)
        {
            if (entry is ClawbackRecovered) recovered += sign > 0 ? entry.Amount : -entry.Amount;
            if (entry is ClawbackWaived) waived += sign > 0 ? entry.Amount : -entry.Amount;
            if (entry is not ClawbackOrdered order) return;
            if (sign > 0) orders.Add(order);
            else orders.RemoveAll(one => one.Document == order.Document && one.Fund == order.Fund);
        }
    }

    private static Sheet Sheet(ClawbackNoticeAnswer answer, SheetWords words) => new("clawback-notice",
        words.Say("Notice to give money back", "医疗保障基金追回通知单"),
        words.Say($"{words.Pool(answer.Pool)}    case {answer.Case}    to {answer.Holder}", $"{words.Pool(answer.Pool)}    编号:{answer.Case}    被通知单位(个人):{answer.Holder}"),
        [
            new("fund", words.Say("Fund", "基金"), CellKind.Text), new("document", words.Say("Document", "决定文号"), CellKind.Text),
            new("date", words.Say("Ordered", "决定日期"), CellKind.Date), new("due", words.Say("Until", "退回期限"), CellKind.Date),
            new("reason", words.Say("Because", "追回原因"), CellKind.Text), new("amount", words.Say("Amount", "追回金额"), CellKind.Money),
        ],
        [
            .. answer.Orders.Select(row => SheetRow.Line(words.Fund(row.Fund), row.Document, row.Date, row.Due, row.Reason, row.Amount)),
            Sum(words.Total, answer.Ordered), Sum(words.Say("Given back so far", "已退回"), answer.Recovered),
            Sum(words.Say("Waived", "已免予追回"), answer.Waived), Sum(words.Say("To be given back", "尚应退回"), answer.Outstanding),
        ])
    {
        Unit = words.Yuan, Signatures = words.Signatures("clawback-notice"), Notes =
        [
            words.Say("Please pay what is to be given back, by the days above, to this account: ", "请于上列期限前将尚应退回金额汇入以下账户:")
                + words.Account(answer.Pool),
            words.Say("What is given back goes to the fiscal special account from which it came (医疗保障基金使用监督管理条例, Art. 45). "
                + "Fines are another matter and not in this notice.",
                "依据《医疗保障基金使用监督管理条例》第四十五条,退回的基金退回原医疗保障基金财政专户;罚款另行缴纳,不在本通知内。"),
        ],
    };

    private static SheetRow Sum(string name, string amount) => new(RowLevel.Total, [name, null, null, null, null, amount]);
}
