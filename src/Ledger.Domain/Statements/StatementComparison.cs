namespace Ledger.Domain.Statements;

/// <summary>A line of two periods side by side.</summary>
public sealed record LineChange(string Line, Money Now, Money Before)
{
    public Money Difference => Now - Before;

    /// <summary>The difference in per cent of the earlier figure; null where that is zero or less, and says nothing.</summary>
    public decimal? Percent => StatementComparison.Share(Difference, Before);
}

/// <summary>Two periods, or a period and its budget, line by line. Pure.</summary>
public static class StatementComparison
{
    /// <summary>Every line of either, in the order of the later one; a line of one only is zero in the other.</summary>
    public static IReadOnlyList<LineChange> Between(FundStatement now, FundStatement before) =>
        [.. Lines([now, before]).Select(line => new LineChange(line, now[line], before[line]))];

    /// <summary>The lines that any of the statements has, each once and in the order of the form.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<FundStatement> statements)
    {
        var lines = statements[0].Lines.Select(row => row.Key).ToList();
        foreach (var (line, _) in statements.Skip(1).SelectMany(statement => statement.Lines))
        {
            if (!lines.Contains(line)) lines.Insert(Place(lines, line), line);
        }
        return lines;
    }

    /// <summary>A part in per cent of a whole; null where the whole is not above zero.</summary>
    public static decimal? Share(Money part, Money whole) =>
        whole <= Money.Zero ? null : (decimal)part.Fen * 100 / whole.Fen;

    /// <summary>Two digits, half away from zero.</summary>
    public static string? Display(decimal? percent) => percent is { } known
        ? Math.Round(known, 2, MidpointRounding.AwayFromZero)
            .ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)
        : null;

    // Below its parent, and after its siblings that come before it by name.
    private static int Place(List<string> lines, string line)
    {
        var parent = line[..line.LastIndexOf('.')];
        var place = lines.IndexOf(parent) + 1;
        while (place < lines.Count && StatementLines.IsAtOrBelow(lines[place], parent)
            && string.CompareOrdinal(lines[place], line) < 0) place++;
        return place;
    }
}
