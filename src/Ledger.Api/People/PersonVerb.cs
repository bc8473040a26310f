using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Api.Figures;
using Ledger.Api.Privacy;
using Ledger.Domain;
using Spectre.Console;

namespace Ledger.Api.People;

/// <summary><c>./ledger person --pool P --person REF</c>: what a person has and what was paid for them.</summary>
public static class PersonVerb
{
    public static Command Create()
    {
        var (pool, person) = (CommonOptions.Pool(), CommonOptions.Person());
        var year = CommonOptions.Year("The year of care (default: that of the pool's latest cash date)");
        var reveal = new Option<bool>("--reveal") { Description = "Say only the person's number, where the ledger turned it into the token" };
        var json = JsonOutput.CreateOption();
        var verb = new Command("person", "A person's accounts, and what was paid for them in a year")
        {
            pool, person, year, reveal, json,
        };
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            await ledger.NoteAccess(result.GetValue(pool), result.GetValue(reveal) ? "person --reveal" : "person",
                result.GetValue(person).Text, cancellationToken);
            if (result.GetValue(reveal))
            {
                await Reveal(result, ledger, result.GetValue(pool), result.GetValue(person), result.GetValue(json), cancellationToken);
                return;
            }
            var answer = await new PeopleFigures(ledger, known.Of(result)).Person(
                result.GetValue(pool), result.GetValue(person), result.GetValue(year), cancellationToken);
            if (result.GetValue(json)) result.WriteJson(answer);
            else Print(result.InvocationConfiguration.Output, answer);
        });
        return verb.WithExample("./ledger person --pool 330825 --person P00017 --year 2025");
    }

    private static async Task Reveal(ParseResult verb, LedgerContext ledger, PoolCode pool, PersonRef person, bool json,
        CancellationToken cancellationToken)
    {
        var box = await new PersonVault(ledger.Database).Find(pool, person, cancellationToken)
            ?? throw new UserError(PersonErasure.NotKept(person), ExitCodes.Finding);
        var number = PersonTokens.Existing(LedgerHome.FromEnvironment()).Unseal(pool, person, box);
        if (json) verb.WriteJson(new RevealedPersonAnswer(pool.Text, person.Text, number));
        else await verb.InvocationConfiguration.Output.WriteLineAsync(PlainLine.Of(number));
    }

    private static void Print(TextWriter output, PersonAnswer answer)
    {
        var console = PlainConsole.On(output);
        var accounts = PlainConsole.Table("fund", "balance");
        foreach (var row in answer.Accounts) accounts.AddRow(new Text(row.Fund), FigureVerbs.Right(row.Balance));
        console.WriteSection($"Accounts of {answer.Person}, pool {answer.Pool}, position {answer.Position}", accounts);

        var sums = PlainConsole.Table("fund", "category", "paid", "visits");
        foreach (var row in answer.Accumulators)
        {
            sums.AddRow(new Text(row.Fund), new Text(row.Category), FigureVerbs.Right(row.Amount),
                FigureVerbs.Right($"{row.Visits}"));
        }
        console.WriteSection($"Paid for care in {answer.Year}", sums);

        var days = PlainConsole.Table("day", "fund", "category", "paid", "visits");
        foreach (var row in answer.Days)
        {
            days.AddRow(new Text(row.Day), new Text(row.Fund), new Text(row.Category), FigureVerbs.Right(row.Amount),
                FigureVerbs.Right($"{row.Visits}"));
        }
        console.WriteSection("By day", days);

        var entries = PlainConsole.Table("position", "day", "booked", "kind", "document", "fund", "category", "amount");
        foreach (var row in answer.Movements)
        {
            entries.AddRow(FigureVerbs.Right($"{row.Position}"), new Text(row.Day), new Text(row.Date),
                new Text(row.Kind), new Text(row.Document), new Text(row.Fund), new Text(row.Category ?? ""),
                FigureVerbs.Right(row.Amount));
        }
        console.WriteSection("Entries", entries);
    }
}

/// <param name="Number">As the source wrote it.</param>
public sealed record RevealedPersonAnswer(string Pool, string Person, string Number);
