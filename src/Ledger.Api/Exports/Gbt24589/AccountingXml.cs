using System.Globalization;
using Ledger.Api.Figures;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Events;
using NodaTime;

namespace Ledger.Api.Exports.Gbt24589;

/// <summary>
/// The accounting data in the manner of GB/T 24589, by its five groups of content: 电子账簿, 会计科目, 科目余额, 记账凭证,
/// 报表. Elements and attributes are our own and described by <c>data/gbt24589-style.xsd</c>; docs/formats.md says what is
/// and is not claimed. Every fund is a book of its own.
/// </summary>
internal sealed class AccountingXml(ElementWriter xml)
{
    public const string Namespace = "urn:ledger:gbt24589-style:1";

    public static async Task Write(ExportedBooks books, Stream stream, CancellationToken cancellationToken)
    {
        var turnovers = await Turnovers.Of(books, cancellationToken);
        await using var xml = new ElementWriter(stream, Namespace);
        var writer = new AccountingXml(xml);
        await xml.Begin("会计核算数据", ("版本", "1"));
        await writer.Books(books, turnovers, cancellationToken);
        await writer.Accounts(books, turnovers, cancellationToken);
        await writer.Balances(books, turnovers, cancellationToken);
        await writer.Vouchers(books, cancellationToken);
        await writer.Statements(books, turnovers, cancellationToken);
        await xml.Finish();
    }

    private async Task Books(ExportedBooks books, Turnovers turnovers, CancellationToken cancellationToken)
    {
        var months = AccountMonths.Asked(books, turnovers);
        await xml.Begin("电子账簿", ("统筹区代码", books.Pool.Text), ("统筹区名称", books.PoolName), ("本位币", "CNY"),
            ("起始期间", months is [var first, ..] ? first.Iso() : null), ("结束期间", months is [.., var last] ? last.Iso() : null),
            ("日志位置", Number(books.Position)));
        await using var snapshot = await books.Figures.Open(books.Pool, cancellationToken);
        foreach (var fund in snapshot.Funds.Keys)
        {
            var known = books.Ledger.Funds.Find(fund);
            await xml.Leaf("账簿", ("编号", fund.Text), ("名称", known?.Chinese ?? fund.Text), ("险种代码", known?.Code));
        }
        await xml.End();
    }

    private async Task Accounts(ExportedBooks books, Turnovers turnovers, CancellationToken cancellationToken)
    {
        var accounts = new SortedDictionary<string, AccountMonth>(StringComparer.Ordinal);
        await foreach (var (_, rows) in AccountMonths.Of(books, turnovers, cancellationToken))
        {
            foreach (var row in rows) accounts.TryAdd(row.Name, row);
        }
        await xml.Begin("会计科目");
        foreach (var row in accounts.Values)
        {
            await xml.Leaf("科目", ("编号", row.Name), ("账簿", row.Fund.Text), ("科目代码", row.Account.Code),
                ("科目名称", row.Account.Chinese), ("科目类别", Side(row.Account.Side)),
                ("余额方向", row.Account.IsDebit ? "借" : "贷"));
        }
        await xml.End();
    }

    private async Task Balances(ExportedBooks books, Turnovers turnovers, CancellationToken cancellationToken)
    {
        await xml.Begin("科目余额");
        await foreach (var (month, rows) in AccountMonths.Of(books, turnovers, cancellationToken))
        {
            foreach (var row in rows)
            {
                await xml.Leaf("余额", ("期间", month.Iso()), ("科目", row.Name),
                    ("期初借方", Positive(row.Opening)), ("期初贷方", Positive(-row.Opening)),
                    ("借方发生额", row.Debit.ToString()), ("贷方发生额", row.Credit.ToString()),
                    ("期末借方", Positive(row.Closing)), ("期末贷方", Positive(-row.Closing)));
            }
        }
        await xml.End();
    }

    // Entries of one voucher stand side by side in the log; an entry without one is a voucher of its own.
    private async Task Vouchers(ExportedBooks books, CancellationToken cancellationToken)
    {
        await xml.Begin("记账凭证");
        (string? Voucher, LocalDate Date)? open = null;
        await foreach (var entry in books.Entries(cancellationToken))
        {
            var (recorded, fact) = (entry.Recorded, entry.Entry);
            if (open is not { Voucher: not null } one || one != (fact.Voucher, fact.CashDate))
            {
                if (open is not null) await xml.End();
                await xml.Begin("凭证", ("编号", Number(recorded.Position)), ("日期", fact.CashDate.Iso()),
                    ("期间", fact.CashDate.ToYearMonth().Iso()), ("凭证号", fact.Voucher ?? fact.Document.Text),
                    ("制单人", recorded.Actor), ("记录时间", StoredTime.Text(recorded.Recorded)));
                open = (fact.Voucher, fact.CashDate);
            }
            await Business(entry);
        }
        if (open is not null) await xml.End();
        await xml.End();
    }

    private async Task Business(ExportedEntry entry)
    {
        await xml.Begin("业务", ("位置", Number(entry.Recorded.Position)), ("类型", entry.Recorded.Type),
            ("单据号", entry.Entry.Document.Text), ("原单据号", entry.Entry.Original?.Text));
        if (Summary(entry.Entry) is { } summary) await xml.Words("摘要", summary);
        foreach (var line in entry.Lines)
        {
            await xml.Leaf("分录", ("科目", line.Account), ("借方", line.Debit.ToString()), ("贷方", line.Credit.ToString()));
        }
        await xml.End();
    }

    // A statement a calendar year, since 上年结余 is of a year; the first and the last as far as the months go.
    private async Task Statements(ExportedBooks books, Turnovers turnovers, CancellationToken cancellationToken)
    {
        await xml.Begin("报表");
        foreach (var year in AccountMonths.Asked(books, turnovers).GroupBy(month => month.Year))
        {
            var answer = await books.Figures.Statement(
                books.Pool, null, year.First().OnDayOfMonth(1), year.Last().LastDay(), cancellationToken);
            foreach (var fund in answer.Funds)
            {
                await xml.Begin("收支表", ("账簿", fund.Fund), ("起始日期", answer.From), ("结束日期", answer.To));
                foreach (var (line, amount) in fund.Lines)
                    await xml.Leaf("项目", ("代码", line), ("名称", books.Ledger.LineNames.Of(line)), ("金额", amount));
                await xml.End();
            }
        }
        await xml.End();
    }

    private static string? Summary(FundEvent fact) => (fact.Reason, fact.Note) switch
    {
        (null, null) => null,
        ({ } reason, null) => reason,
        (null, { } note) => note,
        ({ } reason, { } note) => $"{reason};{note}",
    };

    private static string Side(AccountSide side) => side switch
    {
        AccountSide.Asset => "资产",
        AccountSide.Liability => "负债",
        AccountSide.Equity => "净资产",
        AccountSide.Income => "收入",
        AccountSide.Expenditure => "支出",
        _ => throw new System.Diagnostics.UnreachableException($"No class for {side}."),
    };

    private static string Positive(Money amount) => (amount > Money.Zero ? amount : Money.Zero).ToString();

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
