using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Ledger.Domain;
using Ledger.Domain.Levels;
using Ledger.Domain.Statements;
using Ledger.Projections.Reading;
using Spectre.Console;

namespace Ledger.Api.Statements;

/// <param name="Eliminated">What both sides booked, and what is neither income nor expenditure of the whole.</param>
/// <param name="Unmatched">Pairs whose books disagree; the difference is left in the lines.</param>
public sealed record ConsolidatedAnswer(IReadOnlyList<string> Pools, string From, string To,
    IReadOnlyDictionary<string, long> Positions, IReadOnlyList<FundStatementAnswer> Funds,
    IReadOnlyList<EliminatedAnswer> Eliminated, IReadOnlyList<UnmatchedAnswer> Unmatched);

public sealed record EliminatedAnswer(
    string Fund, string Payer, string Receiver, string PaidLine, string ReceivedLine, string Amount);

/// <param name="Difference">Paid less received.</param>
public sealed record UnmatchedAnswer(string Fund, string Payer, string Receiver, string PaidLine, string ReceivedLine,
    string Paid, string Received, string Difference);

/// <summary>
/// <c>statement --pools A,B --consolidated</c>: several pools as one. Months of capacity are a figure of one pool, and
/// never computed here.
/// </summary>
internal static class ConsolidatedReport
{
    private static readonly string[] _header =
        ["pools", "fund", "from", "to", "part", "payer", "receiver", "line", "amount"];

    public static async Task<Report> Of(LedgerContext ledger, IReadOnlyList<PoolCode> pools, FundCode? fund,
        StatementSpan span, KnownPoint known, CancellationToken cancellationToken)
    {
        if (known.Position is not null)
            throw new UserError(UserLanguage.Say("--position is of one pool; give --known-at for several",
                "--position 只对一个统筹区有效;多个统筹区请用 --known-at"));
        var looks = new List<PoolSnapshot>();
        try
        {
            foreach (var pool in pools) looks.Add(await new PoolFigures(ledger, known).Open(pool, cancellationToken));
            return Of(await Read(looks, span, cancellationToken), ledger, looks, fund, span);
        }
        finally
        {
            foreach (var look in looks) await look.DisposeAsync();
        }
    }

    private static async Task<Reading> Read(
        IReadOnlyList<PoolSnapshot> looks, StatementSpan span, CancellationToken cancellationToken)
    {
        var (before, during) = (new List<LineSums>(), new List<LineSums>());
        var totals = new List<LevelTotal>();
        foreach (var look in looks)
        {
            var sums = await look.Sums([(null, span.From.PlusDays(-1)), (span.From, span.To)], cancellationToken);
            before.Add(sums[0]);
            during.Add(sums[1]);
            totals.AddRange(await look.LevelTotals(span.From, span.To, cancellationToken));
        }
        return new(before, during, totals);
    }

    private static Report Of(
        Reading read, LedgerContext ledger, IReadOnlyList<PoolSnapshot> looks, FundCode? fund, StatementSpan span)
    {
        var funds = looks.SelectMany(look => look.Funds.Keys).Where(one => fund is null || one == fund).ToHashSet();
        if (funds.Count == 0) throw new NotThereError(UserLanguage.Say(
            $"fund '{fund}' is opened in none of these pools", $"这些统筹区均未设立基金“{fund}”"));
        var pairs = Consolidation.Pairs([.. looks.Select(look => look.Pool)], read.Totals)
            .Where(pair => funds.Contains(pair.Fund)).ToList();
        var statements = funds.OrderBy(one => one.Text, StringComparer.Ordinal).Select(one => Consolidation.StatementOf(
            one,
            [
                .. looks.Select((look, index) => (Look: look, Index: index)).Where(at => at.Look.Funds.ContainsKey(one))
                    .Select(at => (!at.Look.Funds[one].FlowsOnly, read.Before[at.Index].Net(one), read.During[at.Index].Of(one))),
            ],
            pairs).WithParts(ledger.Funds.Find(one)));
        var answer = new ConsolidatedAnswer([.. looks.Select(look => look.Pool.Text)], span.From.Iso(), span.To.Iso(),
            looks.ToDictionary(look => look.Pool.Text, look => look.Position),
            [.. statements.Select(FundStatementAnswer.Of)],
            [.. pairs.Where(pair => pair.Eliminated != Money.Zero).Select(Eliminated)],
            [.. pairs.Where(pair => pair.Difference != Money.Zero).Select(Unmatched)]);
        return new(answer, answer.Positions, Csv(answer), console => Print(console, answer),
            words => StatementSheets.Of(answer, words), answer.Unmatched.Count > 0);
    }

    private static EliminatedAnswer Eliminated(LevelPair pair) => new(pair.Fund.Text, pair.Payer.Text,
        pair.Receiver.Text, pair.PaidLine, pair.ReceivedLine, pair.Eliminated.ToString());

    private static UnmatchedAnswer Unmatched(LevelPair pair) => new(pair.Fund.Text, pair.Payer.Text,
        pair.Receiver.Text, pair.PaidLine, pair.ReceivedLine, pair.Paid.ToString(), pair.Received.ToString(),
        pair.Difference.ToString());

    private static List<IReadOnlyList<string?>> Csv(ConsolidatedAnswer answer)
    {
        var pools = string.Join('+', answer.Pools);
        var rows = new List<IReadOnlyList<string?>> { _header };
        foreach (var fund in answer.Funds)
            rows.AddRange(fund.Lines.Select(line => Row(fund.Fund, "line", null, null, line.Key, line.Value)));
        rows.AddRange(answer.Eliminated.Select(one =>
            Row(one.Fund, "eliminated", one.Payer, one.Receiver, one.PaidLine, one.Amount)));
        rows.AddRange(answer.Unmatched.Select(one =>
            Row(one.Fund, "unmatched", one.Payer, one.Receiver, one.PaidLine, one.Difference)));
        return rows;

        string?[] Row(string fund, string part, string? payer, string? receiver, string line, string amount) =>
            [pools, fund, answer.From, answer.To, part, payer, receiver, line, amount];
    }

    private static void Print(IAnsiConsole console, ConsolidatedAnswer answer)
    {
        foreach (var fund in answer.Funds)
        {
            var table = PlainConsole.Table("line", "yuan");
            foreach (var (line, amount) in fund.Lines) table.AddRow(new Text(line), FigureVerbs.Right(amount));
            console.WriteSection($"Consolidated statement of {fund.Fund}, pools {string.Join(", ", answer.Pools)}, "
                + $"{answer.From} to {answer.To}", table);
        }
        if (answer.Eliminated.Count > 0)
        {
            var table = PlainConsole.Table("fund", "paid by", "to", "yuan");
            foreach (var one in answer.Eliminated)
                table.AddRow(new Text(one.Fund), new Text(one.Payer), new Text(one.Receiver), FigureVerbs.Right(one.Amount));
            console.WriteSection("Eliminated: booked by both sides", table);
        }
        if (answer.Unmatched.Count == 0) return;
        var open = PlainConsole.Table("fund", "paid by", "to", "paid", "received", "difference");
        foreach (var one in answer.Unmatched)
        {
            open.AddRow(new Text(one.Fund), new Text(one.Payer), new Text(one.Receiver), FigureVerbs.Right(one.Paid),
                FigureVerbs.Right(one.Received), FigureVerbs.Right(one.Difference));
        }
        console.WriteSection("Unmatched: the two sides disagree", open);
    }

    private sealed record Reading(
        IReadOnlyList<LineSums> Before, IReadOnlyList<LineSums> During, IReadOnlyList<LevelTotal> Totals);
}
