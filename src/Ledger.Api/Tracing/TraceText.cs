using Ledger.Api.CommandLine;

namespace Ledger.Api.Tracing;

/// <summary>A trace as lines for people: the figure and its inputs, a line an event, and at last what they come to.</summary>
internal static class TraceText
{
    internal static async Task Write(TextWriter output, Trace trace, IAsyncEnumerable<TracedEventAnswer> events,
        CancellationToken cancellationToken)
    {
        var head = trace.Answer(isWhole: false, []);
        await output.WriteLineAsync(Title(head));
        await output.WriteLineAsync($"  {head.Formula}{(head.Policy is { } policy ? $"  ({policy})" : "")}");
        foreach (var input in head.Inputs)
            await output.WriteLineAsync($"  {input.Name,-28}{input.Figure ?? UserLanguage.Say("unknown", "未知"),20}  {Dates(input.From, input.To)}".TrimEnd());
        await output.WriteLineAsync();
        await foreach (var one in events.WithCancellation(cancellationToken)) await output.WriteLineAsync(Line(one));
        await WriteSums(output, trace.Answer(isWhole: true, []));
    }

    /// <summary>An event on one line: where, when, what, and what it adds to what.</summary>
    internal static string Line(TracedEventAnswer one) => PlainLine.Of(
        $"{one.Position,8}  {one.Date}  {one.Recorded[..19]}Z  {one.Kind,-28}  {string.Join("  ", one.Counts.Select(count => $"{count.Key} {Signed(count.Value)}"))}  "
        + $"{one.Document}{Named("voucher", "凭证", one.Voucher)}{Named("original", "原单据", one.Original)}"
        + $"{Business(one)}{Named("by", "经办", one.Actor)}");

    private static async Task WriteSums(TextWriter output, TraceAnswer answer)
    {
        if (answer.Sums.Sum(sum => sum.Events) > 0) await output.WriteLineAsync();
        foreach (var sum in answer.Sums)
        {
            await output.WriteLineAsync(UserLanguage.Say(
                $"{sum.Name}: {sum.Events} events come to {sum.Sum}; the figure is {sum.Figure}; difference {sum.Difference}",
                $"{sum.Name}:{sum.Events} 个事件合计 {sum.Sum};数据为 {sum.Figure};差额 {sum.Difference}"));
        }
        foreach (var finding in answer.Findings) await output.WriteLineAsync(UserLanguage.Say($"finding: {finding.What}", $"发现:{finding.What}"));
    }

    private static string Title(TraceAnswer answer) =>
        string.Join(", ", ((string?[])
        [
            $"{answer.Name} = {answer.Figure ?? UserLanguage.Say($"none: {answer.Reason}", $"无:{answer.Reason}")}",
            UserLanguage.Say($"pool {answer.Pool}", $"统筹区 {answer.Pool}"), answer.Fund, answer.Institution, answer.Year is { } year ? $"{year}" : null,
            Dates(answer.From, answer.To), UserLanguage.Say($"position {answer.Position}", $"账务序号 {answer.Position}"),
        ]).Where(part => part is not null));

    private static string? Dates(string? first, string? last) => (first, last) switch
    {
        ({ } from, { } to) => UserLanguage.Say($"{from} to {to}", $"{from} 至 {to}"),
        (null, { } to) => UserLanguage.Say($"as of {to}", $"截至 {to}"),
        _ => null,
    };

    private static string Signed(string amount) => amount.StartsWith('-') ? amount : $"+{amount}";

    private static string Business(TracedEventAnswer one) => (one.BusinessFrom, one.BusinessTo) switch
    {
        (null, null) => "",
        var (from, to) => Named("for", "业务", from == to || to is null ? from : $"{from}..{to}"),
    };

    private static string Named(string english, string chinese, string? value) =>
        value is null ? "" : $"  {UserLanguage.Say(english, chinese)} {value}";
}
