using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Ledger.Api.Sheets.Workbooks;
using Ledger.Domain;

namespace Ledger.Api.Accounting;

/// <summary>The journal in every form, entry by entry: however long it is, it takes no memory.</summary>
internal sealed class JournalReport(PoolCode pool, IAsyncEnumerable<JournalEntryAnswer> entries)
{
    private static readonly string[] _header =
        ["pool", "position", "date", "kind", "document", "voucher", "account", "fund", "debit", "credit"];

    /// <param name="ledger">The program's parts.</param>
    /// <param name="output">What was asked for.</param>
    /// <param name="last">The last position that was asked for.</param>
    /// <param name="cancellationToken">Ends the writing; no file is then left.</param>
    public async Task Write(LedgerContext ledger, Output output, long last, CancellationToken cancellationToken)
    {
        if (output.Format == OutputOptions.Xlsx)
            await WholeOutput.File(output.File!, file => WriteWorkbook(ledger, file, last, cancellationToken));
        else if (output.File is null) await WriteText(output.Format, output.Writer, cancellationToken);
        else await WholeOutput.File(output.File, async file =>
        {
            await using var writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            await WriteText(output.Format, writer, cancellationToken);
        });
    }

    private async Task WriteText(string format, TextWriter writer, CancellationToken cancellationToken)
    {
        if (format == OutputOptions.Csv) await writer.WriteAsync(CsvText.Row(_header));
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            if (format == OutputOptions.Json) await writer.WriteLineAsync(JsonSerializer.Serialize(entry, JsonOutput.OneLine));
            else if (format == OutputOptions.Table) await writer.WriteAsync(PlainTextJournal.Of(entry));
            else foreach (var line in entry.Lines) await writer.WriteAsync(CsvText.Row([pool.Text, .. Cells(entry, line)]));
        }
    }

    private async Task WriteWorkbook(LedgerContext ledger, Stream file, long last, CancellationToken cancellationToken)
    {
        var words = SheetWords.Of(ledger);
        var position = Math.Min(last, await ledger.Store.Head(pool, cancellationToken));
        var stamp = await SheetStamp.Of(ledger, words, new Dictionary<string, long> { [pool.Text] = position }, cancellationToken);
        using var workbook = new WorkbookWriter(file, stamp, words);
        await workbook.Add(new("journal", words.Say("Journal", "记账凭证明细表"), words.Pool(pool.Text),
        [
            new("position", words.Say("Position", "序号"), CellKind.Number), new("date", words.Say("Date", "日期"), CellKind.Date),
            new("kind", words.Say("Kind", "业务类型"), CellKind.Text), new("document", words.Say("Document", "单据号"), CellKind.Text),
            new("voucher", words.Say("Voucher", "凭证号"), CellKind.Text), new("account", words.Say("Account", "科目"), CellKind.Text),
            new("fund", words.Say("Fund", "基金"), CellKind.Text), new("debit", words.Say("Debit", "借方"), CellKind.Money),
            new("credit", words.Say("Credit", "贷方"), CellKind.Money),
        ],
        []) { Unit = words.Yuan }, Rows(cancellationToken), cancellationToken);
        workbook.Finish();
    }

    private async IAsyncEnumerable<SheetRow> Rows(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            foreach (var line in entry.Lines) yield return new(RowLevel.Line, Cells(entry, line));
        }
    }

    private static string?[] Cells(JournalEntryAnswer entry, JournalLineAnswer line) =>
    [
        entry.Position.ToString(CultureInfo.InvariantCulture), entry.Date, entry.Kind, entry.Document, entry.Voucher,
        line.Account, line.Fund, line.Debit, line.Credit,
    ];
}
