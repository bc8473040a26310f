using System.Globalization;
using Ledger.Domain.Reconciling;
using NodaTime;

namespace Ledger.Domain.Tests.Reconciling;

/// <summary>Lines of the two sides, written short, and what was found of them as text.</summary>
internal static class Lines
{
    internal static readonly ReconciledSpan March = new(new(2025, 3, 1), new(2025, 3, 31), 3);

    /// <param name="day">A day of March 2025; 0 is the last of February, 32 the first of April.</param>
    internal static ReconciledLine Line(long order, int day, long fen, params string[] references) =>
        new(order, new LocalDate(2025, 3, 1).PlusDays(day - 1), "expenditure-account", default, new(fen))
        {
            References = references, Source = order.ToString(CultureInfo.InvariantCulture),
        };

    internal static ReconciledLine In(this ReconciledLine line, string account) => line with { Account = account };

    internal static ReconciledLine Of(this ReconciledLine line, string fund) => line with { Fund = FundCode.Of(fund) };

    internal static ReconciledLine With(this ReconciledLine line, string party) => line with { Party = party };

    /// <summary>Each finding on a line: <c>by-document 1=1</c>, <c>amount 2|3 -0.05</c>.</summary>
    internal static IReadOnlyList<string> Texts(this Reconciliation found) =>
    [
        .. found.Matches.Select(match => $"{match.By} {Numbers(match.Here)}={Numbers(match.There)}"),
        .. found.Differences.Select(one => $"{one.Kind} {Numbers(one.Here)}|{Numbers(one.There)} {one.Amount}"),
    ];

    internal static string Numbers(IEnumerable<ReconciledLine> lines) => string.Join('+', lines.Select(line => line.Order));
}
