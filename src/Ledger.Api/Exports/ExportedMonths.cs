using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Statements;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Exports;

/// <summary>The options <c>--from</c> and <c>--through</c>; <c>--to</c> is the format.</summary>
internal sealed class ExportedMonths
{
    private readonly Option<YearMonth?> _from = Month("--from", "First month, yyyy-MM; all that is recorded without it");
    private readonly Option<YearMonth?> _through = Month("--through", "Last month, yyyy-MM");

    public static ExportedMonths On(Command verb)
    {
        var options = new ExportedMonths();
        verb.Options.Add(options._from);
        verb.Options.Add(options._through);
        return options;
    }

    /// <exception cref="UserError">As <see cref="Between"/>.</exception>
    public StatementSpan? Of(ParseResult result, ExportFormat format) =>
        Between(format, result.GetValue(_from), result.GetValue(_through), _from.Name, _through.Name);

    /// <param name="format">The format.</param>
    /// <param name="from">The first month.</param>
    /// <param name="through">The last month.</param>
    /// <param name="fromName">What the first is called where it is asked for.</param>
    /// <param name="throughName">What the last is called.</param>
    /// <exception cref="UserError">One end without the other, ends in the wrong order, or a format that is whole.</exception>
    public static StatementSpan? Between(
        ExportFormat format, YearMonth? from, YearMonth? through, string fromName, string throughName)
    {
        if (from is null && through is null) return null;
        if (!format.OfMonths)
            throw new UserError(UserLanguage.Say(
                $"{fromName} and {throughName}: {format.Name} is exported whole; {format.Otherwise.English}",
                $"{fromName} 和 {throughName}:{format.Name} 只能整体导出;{format.Otherwise.Chinese}"));
        if (from is not { } first || through is not { } last)
            throw new UserError(UserLanguage.Say(
                $"{fromName} and {throughName} are given together, or neither", $"{fromName} 与 {throughName} 须同时给出,或都不给"));
        if (last < first)
            throw new UserError(UserLanguage.Say($"{throughName} {last.Iso()} is before {fromName} {first.Iso()}",
                $"{throughName} {last.Iso()} 早于 {fromName} {first.Iso()}"));
        return new(first, last);
    }

    private static Option<YearMonth?> Month(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = CommonOptions.MonthOrNone,
    };
}
