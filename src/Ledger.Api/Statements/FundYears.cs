using Ledger.Api.Figures;
using Ledger.Domain;
using Ledger.Domain.Statements;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Api.Statements;

/// <summary>A fund's statement from 1 January to a date, beside the same days of the year before.</summary>
/// <param name="Opened">The month since which there are books.</param>
/// <param name="HasBefore">Whether the books reach back to the year before; its figures are null where they do not.</param>
/// <param name="OpeningKnown">False where there is no opening balance, and so no closing.</param>
public sealed record FundYearAnswer(string Pool, string Fund, LocalDate From, LocalDate To, LocalDate FromBefore, LocalDate ToBefore,
    long Position, YearMonth Opened, bool HasBefore, bool OpeningKnown, IReadOnlyList<LineBesideAnswer> Lines)
{
    /// <summary>A line's figure; null where the statement has none.</summary>
    public string? this[string line] => Lines.FirstOrDefault(row => row.Line == line)?.Now;
}

/// <summary>A line twice.</summary>
/// <param name="Before">Of the year before, or as it was known before; null where there is none.</param>
/// <param name="Percent">The difference in per cent of <paramref name="Before"/>, two digits; null where that is zero or less.</param>
public sealed record LineBesideAnswer(string Line, string Now, string? Before, string? Difference, string? Percent)
{
    internal static LineBesideAnswer Of(LineChange change) => new(change.Line, change.Now.ToString(), change.Before.ToString(),
        change.Difference.ToString(), StatementComparison.Display(change.Percent));
}

/// <summary>Answers "how does this year go, and what has become of what we knew of it?".</summary>
internal static class FundYears
{
    /// <param name="ledger">The program's parts.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="fund">The fund.</param>
    /// <param name="asOf">The last date; null for the pool's latest.</param>
    /// <param name="known">As it was known then.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CommandLine.NotThereError">The pool has no events, or the fund's books are not open.</exception>
    internal static async Task<FundYearAnswer> Of(LedgerContext ledger, PoolCode pool, FundCode fund, LocalDate? asOf,
        KnownPoint known, CancellationToken cancellationToken)
    {
        await using var snapshot = await new PoolFigures(ledger, known).Open(pool, cancellationToken);
        PoolFigures.Chosen(snapshot, fund);
        var to = asOf ?? snapshot.LastCashDate!.Value;
        var (from, toBefore) = (new LocalDate(to.Year, 1, 1), YearBefore(to));
        var (book, fromBefore) = (snapshot.Funds[fund], from.PlusYears(-1));
        var now = await Statement(ledger, snapshot, fund, from, to, cancellationToken);
        // As for months of capacity: books opened during the first month cover it.
        var hasBefore = book.OpenedOn.ToYearMonth() <= fromBefore.ToYearMonth();
        var before = hasBefore ? await Statement(ledger, snapshot, fund, fromBefore, toBefore, cancellationToken) : null;
        return new(pool.Text, fund.Text, from, to, fromBefore, toBefore, snapshot.Position, book.OpenedOn.ToYearMonth(), hasBefore,
            now.OpeningKnown, before is null
                ? [.. now.Lines.Select(line => new LineBesideAnswer(line.Key, line.Value.ToString(), null, null, null))]
                : [.. StatementComparison.Between(now, before).Select(LineBesideAnswer.Of)]);
    }

    /// <summary>The lines of the same days that are known otherwise at a later point than at an earlier one.</summary>
    /// <exception cref="CommandLine.NotThereError">As <see cref="Of"/>.</exception>
    internal static async Task<IReadOnlyList<LineBesideAnswer>> Moved(LedgerContext ledger, PoolCode pool, FundCode fund,
        LocalDate from, LocalDate to, KnownPoint earlier, KnownPoint later, CancellationToken cancellationToken)
    {
        await using var then = await new PoolFigures(ledger, earlier).Open(pool, cancellationToken);
        await using var now = await new PoolFigures(ledger, later).Open(pool, cancellationToken);
        var changes = StatementComparison.Between(
            await Statement(ledger, now, fund, from, to, cancellationToken),
            await Statement(ledger, then, fund, from, to, cancellationToken));
        return [.. changes.Where(change => change.Difference != Money.Zero).Select(LineBesideAnswer.Of)];
    }

    // The end of a February is compared with the end of the other, whatever day it is.
    private static LocalDate YearBefore(LocalDate date) => date == date.With(DateAdjusters.EndOfMonth)
        ? date.PlusYears(-1).With(DateAdjusters.EndOfMonth)
        : date.PlusYears(-1);

    private static async Task<FundStatement> Statement(LedgerContext ledger, PoolSnapshot snapshot, FundCode fund, LocalDate from,
        LocalDate to, CancellationToken cancellationToken) =>
        (await FundStatements.Over(snapshot, PoolFigures.Chosen(snapshot, fund), from, to, cancellationToken))[0]
            .WithParts(ledger.Funds.Find(fund));
}
