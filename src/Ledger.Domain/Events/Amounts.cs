namespace Ledger.Domain.Events;

/// <summary>Amounts as files carry them: yuan, at most two decimals, ASCII digits, no sign, no separators.</summary>
public static class Amounts
{
    private const int YuanDigitsMax = 17;

    /// <summary>Reads <c>^\d{1,17}(\.\d{1,2})?$</c>.</summary>
    /// <param name="text">The field.</param>
    /// <param name="amount">The amount; zero is read, and left to the caller to refuse.</param>
    /// <returns>Null when it was read, else what is wrong with it.</returns>
    public static Wording? TryParse(string text, out Money amount)
    {
        amount = default;
        var shown = EntryParser.Shown(text);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var yuan = point < 0 ? text.AsSpan() : text.AsSpan(0, point);
        var cents = point < 0 ? default : text.AsSpan(point + 1);
        if (text.StartsWith('-'))
        {
            return new($"'{shown}' is negative; an amount is positive and the kind gives its direction",
                $"“{shown}”为负数,金额应为正数,方向由业务种类决定");
        }
        if (text.Contains(',', StringComparison.Ordinal))
            return new($"'{shown}' has a thousands separator; write plain digits", $"“{shown}”含有千分位分隔符,只写数字");
        if (yuan.Length == 0 || !yuan.ContainsOnlyDigits() || !cents.ContainsOnlyDigits()
            || (point >= 0 && cents.Length == 0))
            return new($"'{shown}' is not an amount in yuan, such as 1234.56", $"“{shown}”不是以元为单位的金额,应如 1234.56");
        if (cents.Length > 2)
            return new($"'{shown}' has more than two decimals; the smallest unit is the fen", $"“{shown}”小数超过两位,最小单位是分");
        if (yuan.Length > YuanDigitsMax) return TooLarge(shown);
        var fen = (Int128)0;
        foreach (var digit in yuan) fen = fen * 10 + (digit - '0');
        fen *= 100;
        if (cents.Length > 0) fen += (cents[0] - '0') * 10;
        if (cents.Length > 1) fen += cents[1] - '0';
        if (fen > long.MaxValue) return TooLarge(shown);
        amount = new((long)fen);
        return null;
    }

    private static Wording TooLarge(string shown) =>
        new($"'{shown}' is larger than the ledger can hold", $"“{shown}”超出账本可记录的上限");
}
