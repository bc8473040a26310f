using Ledger.Domain.Reconciling;
using NodaTime;

namespace Ledger.Api.Reconciling;

/// <summary>Days of which somebody states a line; or days between those, of which nobody does.</summary>
internal sealed record StatedDays(string Line, LocalDate From, LocalDate To)
{
    /// <summary>All of them in order, with the gaps that each line leaves in the span.</summary>
    internal static IReadOnlyList<StatedDays> Of(IReadOnlyList<OutsideTotal> totals, ReconciledSpan span)
    {
        var all = new List<StatedDays>();
        foreach (var line in totals.GroupBy(total => total.Line).OrderBy(line => line.Key, StringComparer.Ordinal))
        {
            var next = span.From;
            foreach (var days in line.Select(total => new StatedDays(total.Line, total.From, total.To)).ToHashSet()
                .OrderBy(days => days.From).ThenBy(days => days.To))
            {
                if (days.From > next) all.Add(new(line.Key, next, days.From.PlusDays(-1)));
                all.Add(days);
                next = LocalDate.Max(next, days.To.PlusDays(1));
            }
            if (next <= span.To) all.Add(new(line.Key, next, span.To));
        }
        return all;
    }
}
