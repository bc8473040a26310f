using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Ledger.Domain;
using Ledger.Domain.Events;
using NodaTime;

namespace Ledger.Api.Forms;

/// <summary><c>./ledger form NAME --pool P</c>: papers that are made of several figures, to be handed in or sent out.</summary>
public static class FormVerb
{
    private const string Plan = "plan";
    private const string Reconciliation = "reconciliation";
    private const string ClawbackNotice = "clawback-notice";
    private const string Adjustments = "adjustments";

    public static Command Create()
    {
        var name = new Argument<string>("NAME")
        {
            Description = $"{Plan} (用款计划), {Reconciliation} (支出户存款余额调节表), {ClawbackNotice} (追回通知单) or {Adjustments} (调整事项清单)",
        };
        name.AcceptOnlyFromAmong(Plan, Reconciliation, ClawbackNotice, Adjustments);
        var pool = CommonOptions.Pool();
        pool.Required = false;
        var month = CommonOptions.Period($"{Plan}: the month to call for; {Reconciliation}: the month that ended, yyyy-MM");
        var caseNo = new Option<string?>("--case") { Description = $"{ClawbackNotice}: the case" };
        var year = CommonOptions.Year($"{Adjustments}: only those dated in this year");
        var balance = BankBalance();
        var verb = new Command("form", "Papers to hand in or send out, made of the ledger's figures")
        {
            name, pool, month, caseNo, year, balance,
        };
        verb.Validators.Add(result =>
        {
            // A mistyped option is taken for the name, and refused as one: that is then what has to be said.
            var isOption = result.GetResult(name)?.Tokens is [var typed, ..] && typed.Value.StartsWith("--", StringComparison.Ordinal);
            if (!isOption && result.GetResult(pool) is null) result.AddError(UserLanguage.Say("Option '--pool' is required.", "须给出 --pool"));
        });
        var output = OutputOptions.On(verb);
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            var (form, of, then) = (result.GetValue(name)!, result.GetValue(pool), known.Of(result));
            await using var ledger = await LedgerContext.Open(cancellationToken);
            // A plan says nothing of a single institution or person.
            if (form != Plan) await ledger.NoteAccess(of, $"form {form}", result.GetValue(caseNo), cancellationToken);
            var report = form switch
            {
                Plan => await PlanForm.Of(ledger, of, Needed(result.GetValue(month), form, "--period"), then, cancellationToken),
                Reconciliation => await ReconciliationForm.Of(ledger, of, Needed(result.GetValue(month), form, "--period"),
                    result.GetValue(balance), then, cancellationToken),
                ClawbackNotice => await ClawbackNoticeForm.Of(ledger, of,
                    result.GetValue(caseNo) ?? throw Lacks(form, "--case"), then, cancellationToken),
                _ => await AdjustmentsForm.Of(ledger, of, result.GetValue(year), then, cancellationToken),
            };
            return await report.Write(ledger, output.Of(result), cancellationToken);
        });
        return verb.WithExample("./ledger form plan --pool 330825 --period 2025-04 --format pdf --out plan.pdf")
            .WithExample("./ledger form reconciliation --pool 330825 --period 2025-03 --bank-balance 1204455.10")
            .WithExample("./ledger form clawback-notice --pool 330825 --case CB-2025-01 --format pdf --out notice.pdf")
            .WithExample("./ledger form adjustments --pool 330825 --year 2025 --format xlsx --out adjustments.xlsx");
    }

    private static YearMonth Needed(YearMonth? month, string form, string option) => month ?? throw Lacks(form, option);

    private static UserError Lacks(string form, string option) =>
        new(UserLanguage.Say($"form {form} needs {option} (see ./ledger form --help)", $"{form} 需要 {option} (参见 ./ledger form --help)"));

    private static Option<Money?> BankBalance() => new("--bank-balance")
    {
        Description = $"{Reconciliation}: what the bank's statement shows, in yuan; exit 1 when it is not what the books say",
        CustomParser = result =>
        {
            if (Amounts.TryParse(result.Tokens[0].Value, out var amount) is not { } wrong) return amount;
            result.AddError($"--bank-balance: {UserLanguage.Say(wrong.English, wrong.Chinese)}");
            return null;
        },
    };
}
