using System.Globalization;
using Ledger.Domain;
using Ledger.Domain.Statements;
using NodaTime;

namespace Ledger.Api.Notices;

/// <summary>What a pool publishes of its funds for some months (基金收支情况公告), from the ledger.</summary>
/// <param name="Position">The position of the log that it is of.</param>
internal sealed record Notice(
    PoolCode Pool, string PoolName, LocalDate From, LocalDate To, long Position, IReadOnlyList<FundNotice> Funds)
{
    public string Title => $"{PoolName}{NoticePeriod.Name(From, To)}医疗保障基金收支情况";
}

/// <summary>One fund's part of it.</summary>
internal sealed record FundNotice(
    FundCode Fund, string Name, IReadOnlyList<NoticeLine> Lines, NoticeMonths Months);

/// <summary>A figure of the statement, as it is printed.</summary>
/// <param name="Line">The line of the statement.</param>
/// <param name="Amount">Exact; it is printed in 万元.</param>
internal readonly record struct NoticeLine(string Line, string Name, Money Amount)
{
    private const decimal FenPerWan = 1_000_000m;

    /// <summary>万元 with two digits, half away from zero, as such notices print them.</summary>
    public string Wan => Math.Round(Amount.Fen / FenPerWan, 2, MidpointRounding.AwayFromZero)
        .ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A part of the total above it.</summary>
    public bool IsPart => Line.Contains('.', StringComparison.Ordinal)
        && Line is not (StatementLines.IncomeTotal or StatementLines.ExpenditureTotal or StatementLines.OpeningAdjusted);
}

/// <summary>可支付月数, with the policy that it was worked out by.</summary>
/// <param name="Figure">Null where there is no answer.</param>
/// <param name="Reason">Why there is none.</param>
internal readonly record struct NoticeMonths(string? Figure, string Policy, string? Reason);
