using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Statements;
using Ledger.Domain.Tests.Statements;

namespace Ledger.Domain.Tests.Events;

/// <summary>The statement effect of a kind in words, from the same variants as the approved table.</summary>
internal static class EventEffects
{
    /// <summary>The main lines only, each once.</summary>
    internal static string InShort(EventType type) => type.Blank is EntryReversed
        ? "every effect of the original, sign turned"
        : string.Join("; ", Variants(type).Select(variant => Lines(variant, MainLine)).GroupBy(lines => lines)
            .Select(same => same.Key));

    /// <summary>
    /// Which lines move, and when: by year and choice, where not all variants move the same.
    /// </summary>
    internal static IEnumerable<(string Lines, string When)> Of(EventType type)
    {
        if (type.Blank is EntryReversed)
        {
            return
            [
                ("every effect of the original, sign turned", "booked in the same year"),
                ("`opening.adjusted` by its net, claims and debts turned", "booked in an earlier year"),
            ];
        }
        var all = Variants(type);
        var byLines = all.GroupBy(variant => Lines(variant, Template)).ToList();
        return byLines.Select(same => (same.Key, byLines.Count == 1 ? "" : When([.. same], all)));
    }

    private static List<StatementVariant> Variants(EventType type) =>
        [.. StatementVariants.All.Where(variant => variant.Kind == type.Name)];

    private static string When(List<StatementVariant> group, List<StatementVariant> all) =>
        string.Join("; ", group.GroupBy(variant => variant.Year).Select(year =>
        {
            if (year.Key is not null && all.Where(variant => variant.Year == year.Key).All(group.Contains))
                return year.Key;
            var choices = string.Join(", ", year.Select(variant => variant.Choice ?? "not said").GroupBy(choice => choice)
                .Select(choice => choice.Key));
            return year.Key is null ? choices : $"{year.Key}: {choices}";
        }));

    private static string Lines(StatementVariant variant, Func<string, FundEvent, string> name) =>
        variant.Effects.Count == 0
            ? "nothing"
            : string.Join(", ", variant.Effects.Select(effect =>
                $"{(effect.Amount.Fen > 0 ? "+" : "−")} `{name(effect.Line, variant.Entry)}`"
                + (effect.Fund == variant.Entry.Fund ? "" : " in `to_fund`")));

    private static string MainLine(string line, FundEvent entry) =>
        line.StartsWith(StatementLines.Benefits, StringComparison.Ordinal) ? StatementLines.Benefits
        : line.StartsWith(StatementLines.Premium, StringComparison.Ordinal) ? StatementLines.Premium
        : line.StartsWith(StatementLines.Subsidy, StringComparison.Ordinal) ? StatementLines.Subsidy
        : line;

    private static string Template(string line, FundEvent entry)
    {
        if (entry.Answers?.Category is { } original
            && (line == StatementLines.BenefitsFor(original) || line == StatementLines.SubsidyFor(original)))
            return line[..^original.Length] + "{category of the original}";
        var category = entry.Category ?? EventTypes.Of(entry).DefaultCategory;
        return category is not null
            && (line == StatementLines.BenefitsFor(category) || line == StatementLines.SubsidyFor(category))
            ? line[..^category.Length] + "{category}"
            : line;
    }
}
