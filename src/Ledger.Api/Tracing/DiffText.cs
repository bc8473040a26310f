using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Spectre.Console;

namespace Ledger.Api.Tracing;

/// <summary>What moved as tables for people, then a line an event, with the figures that do not follow from others.</summary>
internal static class DiffText
{
    internal static async Task Write(TextWriter output, Difference difference, IAsyncEnumerable<TracedEventAnswer> events,
        CancellationToken cancellationToken)
    {
        var answer = difference.Answer([]);
        await output.WriteLineAsync(UserLanguage.Say(
            $"pool {answer.Pool}, {answer.From} to {answer.To}, from position {answer.Between} to position {answer.And}",
            $"统筹区 {answer.Pool},{answer.From} 至 {answer.To},位置 {answer.Between} 至 {answer.And}"));
        var console = PlainConsole.On(output);
        if (answer.Lines.Count > 0) console.WriteSection(UserLanguage.Say("Lines that moved", "变动的行次"), Lines(answer.Lines));
        if (answer.Capacity is { Count: > 0 } capacity) console.WriteSection(UserLanguage.Say("Months of capacity", "可支付月数"), Capacity(capacity));
        if (answer.Institutions is { Count: > 0 } figures) console.WriteSection(UserLanguage.Say("Budgets of institutions", "机构预算指标"), Figures(figures));
        var listed = 0L;
        await foreach (var one in events.WithCancellation(cancellationToken))
        {
            listed++;
            await output.WriteLineAsync(TraceText.Line(difference.Plain(one)));
        }
        var whole = difference.Answer([]);
        await output.WriteLineAsync(UserLanguage.Say(
            $"{listed} events moved {whole.Sums.Count} figures; findings: {whole.Findings.Count}",
            $"{listed} 个事件使 {whole.Sums.Count} 项数据变动;不符 {whole.Findings.Count} 项"));
        foreach (var finding in whole.Findings) await output.WriteLineAsync(UserLanguage.Say($"finding: {finding.What}", $"发现:{finding.What}"));
    }

    private static Table Lines(IEnumerable<MovedLineAnswer> lines)
    {
        var table = PlainConsole.Table("fund", "line", "before", "after", "difference");
        foreach (var line in lines)
        {
            table.AddRow(new Text(line.Fund), new Text(line.Line), FigureVerbs.Right(line.Before), FigureVerbs.Right(line.After),
                FigureVerbs.Right(line.Difference));
        }
        return table;
    }

    private static Table Capacity(IEnumerable<MovedCapacityAnswer> funds)
    {
        var table = PlainConsole.Table("fund", "", "months", "numerator", "denominator", "over", "policy");
        foreach (var fund in funds)
        {
            if (fund.Before is { } before) Add(UserLanguage.Say("before", "变动前"), before);
            Add(UserLanguage.Say("after", "变动后"), fund.After);
        }
        return table;

        void Add(string when, FundCapacityAnswer row) => table.AddRow(new Text(row.Fund), new Text(when),
            FigureVerbs.Right(row.Months ?? $"none: {row.Reason}"), FigureVerbs.Right(row.Numerator ?? "unknown"),
            FigureVerbs.Right(row.Denominator ?? ""), FigureVerbs.Right($"{row.WindowMonths} months"), new Text(row.Policy));
    }

    private static Table Figures(IEnumerable<MovedFigureAnswer> figures)
    {
        var table = PlainConsole.Table("institution", "year", "figure", "before", "after", "difference");
        foreach (var figure in figures)
        {
            table.AddRow(new Text(figure.Institution), new Text($"{figure.Year}"), new Text(figure.Figure),
                FigureVerbs.Right(figure.Before ?? "none"), FigureVerbs.Right(figure.After ?? "none"),
                FigureVerbs.Right(figure.Difference ?? ""));
        }
        return table;
    }
}
