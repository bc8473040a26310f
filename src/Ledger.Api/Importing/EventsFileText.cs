using CsvHelper;
using Ledger.Domain;

namespace Ledger.Api.Importing;

/// <summary>Why a file, its header or the shape of a row cannot be taken: one line in each language.</summary>
public static class EventsFileText
{
    public static readonly Wording Empty = new(
        "the file is empty; it needs a header row and entries", "文件是空的,须有表头行和数据行");

    public static readonly Wording HeaderOnly = new(
        "the file has a header only; it needs entries", "文件只有表头,没有数据行");

    public static readonly Wording NotUtf8 = new(
        "is not UTF-8; if Excel in China wrote it, add --encoding gb18030",
        "不是 UTF-8 编码,若由中文版 Excel 保存,请加 --encoding gb18030");

    public static readonly Wording NotGb18030 = new(
        "is not GB18030; leave --encoding out if it is UTF-8", "不是 GB18030 编码,若是 UTF-8,请去掉 --encoding");

    public static Wording RowTooLong(int kibibytes) => new(
        $"a row is longer than {kibibytes} KiB; is a quotation mark missing?",
        $"一行超过 {kibibytes} KiB,是否缺少引号?");

    public static Wording ColumnUnknown(string column) => new($"column '{column}' is not known", $"不认识列“{column}”");

    public static Wording ColumnTwice(string column) => new($"column '{column}' stands twice", $"列“{column}”出现两次");

    public static Wording ColumnMissing(string column) => new($"column '{column}' is missing", $"缺少列“{column}”");

    public static Wording OtherFieldCount(int fields, int columns) => new(
        $"has {fields} fields, the header has {columns}", $"有 {fields} 个字段,表头有 {columns} 列");

    public static Wording Of(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => new("the file ends inside a quoted field", "文件在引号内的字段中结束"),
        _ => new("a quotation mark stands inside a field; quote the whole field and double the mark",
            "字段中间有引号,请把整个字段用引号括起并将其中的引号写两遍"),
    };
}
