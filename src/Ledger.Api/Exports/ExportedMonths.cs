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

    /// <exception cref="UserError">One end without the other, ends in the wrong order, or a format that is whole.</exception>
    public StatementSpan? Of(ParseResult result, ExportFormat format)
    {
        var (from, through) = (result.GetValue(_from), result.GetValue(_through));
        if (from is null && through is null) return null;
        if (!format.OfMonths)
            throw new UserError(UserLanguage.Say(
                $"--from and --through: {format.Name} is exported whole; {format.Otherwise}",
                $"--from 和 --through:{format.Name} 只能整体导出"));
        if (from is null || through is null)
            throw new UserError(UserLanguage.Say(
                "--from and --through are given together, or neither", "--from 与 --through 须同时给出,或都不给"));
        if (through < from)
            throw new UserError(UserLanguage.Say($"--through {through.Value.Iso()} is before --from {from.Value.Iso()}",
                $"--through {through.Value.Iso()} 早于 --from {from.Value.Iso()}"));
        return new(from.Value, through.Value);
    }

    private static Option<YearMonth?> Month(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = CommonOptions.MonthOrNone,
    };
}
