using System.Text;
using Ledger.Domain.Events;
using Ledger.Domain.Statements;

namespace Ledger.Domain.Tests.Statements;

/// <summary>
/// The table a person reads line by line: balanced is not yet right, and an entry on the wrong line passes every
/// other test.
/// </summary>
public sealed class StatementEffectsTests
{
    private const int KindWidth = 33;
    private const int VariantWidth = 44;
    private const int LinesWidth = 78;

    [Fact]
    public void Every_kind_and_variant_moves_the_approved_lines() => Table().ShouldMatchApproved(approval => approval
        .NoDiff()
        .WithFilenameGenerator((_, _, type, extension) => $"StatementEffects.{type}.{extension}"));

    private static string Table()
    {
        var text = new StringBuilder()
            .AppendLine("What each kind does to the lines of its fund's statement (+ raises, - lowers) and to the balance")
            .AppendLine("(of all its funds together), and what is left when entry_reversed takes it back in the same year or in a later one.")
            .AppendLine("\"same year\" is the year in which the original was booked; \"(none)\" a field left empty.")
            .AppendLine()
            .AppendLine(Row("kind", "variant", "lines", "balance", "same year", "reversed in a later year"));
        foreach (var variant in StatementVariants.All)
        {
            text.AppendLine(Row(variant.Kind, variant.Name, Lines(variant.Effects, variant.Entry), Balance(variant.Effects),
                Sum(variant.Effects.Concat(variant.ReversedInTheSameYear)), Lines(variant.ReversedLater, variant.Entry)));
        }
        return text.ToString();
    }

    private static string Row(
        string kind, string variant, string lines, string balance, string sameYear, string later) =>
        $"{kind,-KindWidth}{variant,-VariantWidth}{lines,-LinesWidth}{balance,-9}{sameYear,-11}{later}".TrimEnd();

    private static string Lines(IEnumerable<LineEffect> effects, FundEvent entry) => effects.Any()
        ? string.Join(", ", effects.Select(effect => $"{Sign(effect.Amount)} {effect.Line}{Where(effect, entry)}"))
        : "nothing";

    private static string Where(LineEffect effect, FundEvent entry) => effect.Fund == entry.Fund ? "" : " (to_fund)";

    private static string Balance(IEnumerable<LineEffect> effects) =>
        Sign(new Money(effects.Sum(effect => effect.OnBalance.Fen)));

    private static string Sum(IEnumerable<LineEffect> effects) =>
        effects.GroupBy(effect => (effect.Fund, effect.Line)).All(line => line.Sum(effect => effect.Amount.Fen) == 0)
            ? "0"
            : "NOT 0";

    private static string Sign(Money amount) => amount.Fen switch { > 0 => "+", < 0 => "-", _ => "0" };
}
