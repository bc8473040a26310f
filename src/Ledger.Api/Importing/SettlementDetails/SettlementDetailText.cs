using Ledger.Domain;
using Ledger.Domain.Events;

namespace Ledger.Api.Importing.SettlementDetails;

/// <summary>
/// Why a settlement detail or a line of it is refused. No sentence repeats a field: columns may be shifted, and then any
/// of them holds a person's number.
/// </summary>
internal static class SettlementDetailText
{
    public static readonly Wording Missing = new("is missing", "缺失");

    public static readonly Wording NoAmount = new(
        "is not an amount in yuan with at most two decimals, such as 1234.56 or, in a refund, -1234.56",
        "不是以元为单位、至多两位小数的金额,如 1234.56;退费为 -1234.56");

    public static readonly Wording BillTooLarge = new(
        $"is more than any bill has; the largest cost is {new Money(EntryParser.CostFenMax)}",
        $"超过医疗费用的上限 {new Money(EntryParser.CostFenMax)}");

    public static readonly Wording NoDocument = new(
        $"must be {DocumentId.Form.English}", $"必须为{DocumentId.Form.Chinese}");

    public static readonly Wording NoPerson = new(
        "must be 1 to 64 characters without spaces or control characters", "必须为 1 至 64 个字符,不含空格和控制字符");

    public static readonly Wording MixedSigns = new(
        "has not the sign of the other amounts; a refund is negative in all of them",
        "与其他金额的正负号不一致;退费行的各项金额均为负数");

    public static readonly Wording NoHeader = new(
        $"the header must have exactly these columns: {string.Join(", ", SettlementDetailColumns.All)}",
        $"表头必须恰好为以下各列:{string.Join("、", SettlementDetailColumns.All)}");

    public static readonly Wording NoLines = new(
        "has no settlement lines", "没有结算明细行");

    public static readonly Wording NoText = new(
        "is not UTF-8 text; a settlement detail 3202 is, alone or in a ZIP",
        "不是 UTF-8 文本;3202 明细须为 UTF-8 文本或其 ZIP 压缩包");

    public static readonly Wording BrokenZip = new(
        "is a ZIP that cannot be unpacked: broken, cut off, or packed otherwise than by deflate",
        "是无法解压的 ZIP:已损坏、不完整,或压缩方式不是 deflate");

    public static readonly Wording EncryptedZip = new(
        "is encrypted; unpack it with its password and import the text", "已加密;请用密码解压后导入文本");

    public static readonly Wording EmptyZip = new("is a ZIP without a text in it", "ZIP 中没有文本文件");

    public static Wording FieldCount(int found) => new(
        $"has {found} fields, a line of 3202 has {SettlementDetailColumns.All.Count}, with TABs between them",
        $"有 {found} 个字段,3202 明细每行应有 {SettlementDetailColumns.All.Count} 个字段,以 TAB 分隔");

    public static Wording LineTooLong(int bytesMax) => new(
        $"is longer than {bytesMax} bytes, the limit of a line", $"超过单行上限 {bytesMax} 字节");

    public static Wording TooManyTexts(int found, int max) => new(
        $"has {found} texts in it; the limit of a ZIP is {max}", $"ZIP 中有 {found} 个文件,上限为 {max} 个");

    public static Wording TextTooLarge(long bytesMax) => new(
        $"is larger than {bytesMax} bytes when unpacked, the limit of a text in a ZIP",
        $"解压后超过 {bytesMax} 字节,即 ZIP 中单个文本的上限");

    public static Wording ShrinksTooWell(int ratioMax) => new(
        $"is more than {ratioMax} times larger unpacked than packed, the limit of a text in a ZIP; this is no settlement detail",
        $"解压后超过压缩大小的 {ratioMax} 倍,即 ZIP 中单个文本的上限;这不是结算明细");
}
