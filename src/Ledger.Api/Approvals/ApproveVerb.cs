using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Identity;
using Ledger.Api.Periods;
using Ledger.Api.Recording;
using NodaTime;

namespace Ledger.Api.Approvals;

/// <summary>
/// <c>./ledger approve --pool P --request R</c> and <c>reject</c>: decides the next step of a request. Who does is known by
/// an API key of theirs, since a name that one can give oneself would be one pair of eyes.
/// </summary>
public static class ApproveVerb
{
    private const string KeyVariable = "LEDGER_TOKEN";

    public static Command Approve() => Create("approve", approves: true, "Approve the next step of a request; with the last its entries are recorded");

    public static Command Reject() => Create("reject", approves: false, "Reject a request: nothing of it will be recorded");

    private static Command Create(string name, bool approves, string description)
    {
        var pool = CommonOptions.Pool();
        var request = CommonOptions.Request("Its number, such as approval-12");
        request.Required = true;
        var reason = ReasonOption.Create("Why, as it is recorded", required: !approves);
        var json = JsonOutput.CreateOption();
        var verb = new Command(name, $"{description}; {KeyVariable} is your API key") { pool, request, reason, json };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var code = result.GetValue(pool);
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var caller = await Reviewer(ledger, cancellationToken);
            if (!caller.Sees(code) || !caller.May(AccessRight.Approve))
                throw new UserError(UserLanguage.Say(
                    $"the key in {KeyVariable} is no reviewer's of pool {code}", $"{KeyVariable} 中的密钥不是统筹区 {code} 的复核人员"));
            await using var writers = new PoolWriters(ledger);
            var (answer, _) = await new ApprovalDesk(ledger, code).Decide(writers, result.GetValue(request)!.Value,
                approves, caller.Name, result.GetValue(reason), cancellationToken);
            if (result.GetValue(json)) result.WriteJson(answer);
            else await result.InvocationConfiguration.Output.WriteLineAsync(Line(answer));
        });
        return verb.WithExample($"./ledger {name} --pool 330825 --request approval-12"
            + (approves ? "" : " --reason \"no grounds are given\""));
    }

    private static async Task<Caller> Reviewer(LedgerContext ledger, CancellationToken cancellationToken) =>
        ApiKeyText.TryParse(Environment.GetEnvironmentVariable(KeyVariable) ?? "", out var key)
            && await new ApiKeys(ledger.Database, SystemClock.Instance).Find(key, cancellationToken) is { } caller
            ? caller
            : throw new UserError(UserLanguage.Say(
                $"set {KeyVariable} to a live API key of a reviewer; ./ledger token --role reviewer makes one",
                $"请将 {KeyVariable} 设为有效的复核人员 API 密钥;./ledger token --role reviewer 可生成"));

    private static string Line(DecidedAnswer answer)
    {
        var recorded = answer.Recorded is [var first, ..]
            ? $"; {answer.Recorded.Count} recorded from position {first}"
            : answer.Next is { } next ? $"; next: {next}" : "";
        return $"pool {answer.Pool}: {answer.Request} is {answer.State}{recorded}; position {answer.Position}";
    }
}
