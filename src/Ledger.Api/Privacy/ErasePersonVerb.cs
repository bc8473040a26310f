using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Periods;
using Ledger.Api.Recording;

namespace Ledger.Api.Privacy;

/// <summary>
/// <c>./ledger erase-person</c>: deletes what leads from a token to a person. The events stay, and every proof of them.
/// </summary>
public static class ErasePersonVerb
{
    public static Command Create()
    {
        var (pool, person) = (CommonOptions.Pool(), CommonOptions.Person());
        var reason = ReasonOption.Create("Why, as it is recorded: a request, a decision", required: true);
        var json = JsonOutput.CreateOption();
        var verb = new Command("erase-person", "Delete what leads from a token to a person; events and proofs stay") { pool, person, reason, json };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var actor = Actor.FromEnvironment();
            await using var ledger = await LedgerContext.Open(cancellationToken);
            await ledger.NeedEntries(result.GetValue(pool), cancellationToken);
            await ledger.NoteAccess(result.GetValue(pool), "erase-person", result.GetValue(person).Text, cancellationToken);
            var answer = await new PersonErasure(ledger, result.GetValue(pool), actor)
                .Run(result.GetValue(person), result.GetValue(reason)!, cancellationToken);
            if (result.GetValue(json)) result.WriteJson(answer);
            else
            {
                await result.InvocationConfiguration.Output.WriteLineAsync(UserLanguage.Say(
                    $"pool {answer.Pool}: nothing leads from {answer.Person} to a person any more; position {answer.Position}. "
                        + "Backups from before still have it until they are deleted",
                    $"统筹区 {answer.Pool}:代号 {answer.Person} 与个人的对应关系已删除;序号 {answer.Position}。此前的备份在删除前仍保留该对应关系"));
            }
        });
        return verb.WithExample("./ledger erase-person --pool 330825 --person P00017 --reason \"request of 2026-11-20\"");
    }
}
