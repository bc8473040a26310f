using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Sheets;
using Spectre.Console;

namespace Ledger.Api.Figures;

/// <summary>The reading verbs <c>pools</c>, <c>balance</c> and <c>capacity</c>.</summary>
public static class FigureVerbs
{
    public static Command Pools()
    {
        var json = JsonOutput.CreateOption();
        var verb = new Command("pools", "List the pools that have entries, with their funds") { json };
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var answer = await new PoolFigures(ledger).Pools(cancellationToken);
            if (result.GetValue(json)) result.WriteJson(answer);
            else Print(result, answer);
        });
        return verb.WithExample("./ledger pools --json");
    }

    public static Command Balance()
    {
        var (pool, fund, asOf) = (CommonOptions.Pool(), CommonOptions.Fund(), CommonOptions.AsOf());
        var json = JsonOutput.CreateOption();
        var verb = new Command("balance", "What each fund has, year to date") { pool, fund, asOf, json };
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var answer = await new PoolFigures(ledger, known.Of(result)).Balance(
                result.GetValue(pool), result.GetValue(fund), result.GetValue(asOf), cancellationToken);
            if (result.GetValue(json)) result.WriteJson(answer);
            else Print(result, answer);
        });
        return verb.WithExample("./ledger balance --pool 330825 --as-of 2025-03-31")
            .WithExample("./ledger balance --pool 330825 --as-of 2025-03-31 --known-at 2025-05-03");
    }

    public static Command Capacity()
    {
        var (pool, fund, asOf) = (CommonOptions.Pool(), CommonOptions.Fund(), CommonOptions.AsOf());
        var policy = new Option<string?>("--policy") { Description = "The policy to use instead of each fund's default" };
        var verb = new Command("capacity", "How many months each fund can still pay (可支付月数), and from what")
        {
            pool, fund, asOf, policy,
        };
        var output = OutputOptions.On(verb);
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var answer = await new PoolFigures(ledger, known.Of(result)).Capacity(result.GetValue(pool), result.GetValue(fund),
                result.GetValue(asOf), result.GetValue(policy), cancellationToken);
            return await CapacityReport.Of(answer).Write(ledger, output.Of(result), cancellationToken);
        });
        return verb.WithExample("./ledger capacity --pool 330825 --policy trailing-12-total");
    }

    private static void Print(ParseResult verb, BalanceAnswer answer)
    {
        var table = PlainConsole.Table("fund", "opening", "income", "expenditure", "balance");
        foreach (var row in answer.Funds)
        {
            table.AddRow(new Text(row.Fund), Right(row.Opening ?? "unknown"), Right(row.Income),
                Right(row.Expenditure), Right(row.Balance ?? "unknown"));
        }
        PlainConsole.On(verb.InvocationConfiguration.Output).WriteSection(
            $"Balance, pool {answer.Pool}, as of {answer.AsOf}, position {answer.Position}", table);
    }

    private static void Print(ParseResult verb, PoolsAnswer answer)
    {
        var table = PlainConsole.Table("pool", "name", "position", "funds");
        foreach (var pool in answer.Pools)
        {
            table.AddRow(new Text(pool.Pool), new Text(pool.Name ?? ""), Right($"{pool.Position}"),
                new Text(string.Join(", ", pool.Funds)));
        }
        PlainConsole.On(verb.InvocationConfiguration.Output).WriteSection("Pools", table);
    }

    internal static Text Right(string text) => new Text(text).RightJustified();
}
