using System.CommandLine;
using System.Text;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Statements;
using Ledger.Domain;

namespace Ledger.Api.Notices;

/// <summary><c>./ledger notice --pool P --from M --to M</c>: what the pool publishes (基金收支情况公告).</summary>
public static class NoticeVerb
{
    public static Command Create()
    {
        var pool = CommonOptions.Pool();
        var from = CommonOptions.Month("--from", "First month, yyyy-MM");
        var to = CommonOptions.Month("--to", "Last month, yyyy-MM");
        var format = new Option<string>("--format")
        {
            Description = "text, html, or publication: a file for tieout", DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "html", "publication");
        var file = new Option<string?>("--out") { Description = "Write it to this file instead" };
        var verb = new Command("notice", "The public notice of income, expenditure and balance (in Chinese)")
        {
            pool, from, to, format, file,
        };
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            var span = new StatementSpan(result.GetValue(from), result.GetValue(to));
            if (span.Last < span.First)
                throw new UserError(UserLanguage.Say($"--to {span.Last.Iso()} is before --from {span.First.Iso()}",
                    $"--to {span.Last.Iso()} 早于 --from {span.First.Iso()}"));
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var head = await ledger.NeedEntries(result.GetValue(pool), cancellationToken);
            var position = await known.Of(result).LastIn(ledger, result.GetValue(pool), head, cancellationToken);
            var notice = await new PoolNotices(ledger).Of(result.GetValue(pool), span, position, cancellationToken);
            var text = result.GetValue(format) switch
            {
                "html" => NoticeHtml.Of(notice),
                "publication" => NoticePublication.Of(notice),
                _ => NoticeText.Of(notice),
            };
            if (result.GetValue(file) is { } path)
                await WholeOutput.File(path, async stream => await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken));
            else await result.InvocationConfiguration.Output.WriteAsync(text);
        });
        return verb.WithExample("./ledger notice --pool 330825 --from 2025-01 --to 2025-03")
            .WithExample("./ledger notice --pool 330825 --from 2025-01 --to 2025-03 --format publication --out notice.csv");
    }
}
