using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Spectre.Console;

namespace Ledger.Api.Reconciling;

/// <summary>A reconciliation for people: the parties beside each other, then what differs, source by source.</summary>
internal static class ReconciliationTables
{
    private const int DifferencesShown = 1_000;
    private const int LinesShown = 5;

    public static void Write(ReconcileAnswer answer, TextWriter output)
    {
        var console = PlainConsole.On(output);
        output.WriteLine(Say($"Pool {answer.Pool}, {answer.From} to {answer.To}, position {answer.Position}; ages as of {answer.AsOf}",
            $"统筹区 {answer.Pool},{answer.From} 至 {answer.To},序号 {answer.Position};账龄截至 {answer.AsOf}"));
        output.WriteLine();
        if (answer.SideBySide.Count > 0)
            console.WriteSection(Say("Side by side", "各方对照"), Figures(answer.SideBySide));
        foreach (var source in answer.Sources) Write(source, console, output);
        if (answer.Recorded is { } recorded) output.WriteLine(Sentence(recorded));
    }

    private static void Write(SourceAnswer source, IAnsiConsole console, TextWriter output)
    {
        output.WriteLine(PlainLine.Of(Say(
            $"{source.Source}{(source.Scope is null ? "" : $" ({source.Scope})")}: {source.Here.Lines} lines here, "
                + $"{source.There.Lines} there; matched {source.Matched.ByDocument} by document, "
                + $"{source.Matched.ByAmountAndDate} by amount and date, {source.Matched.OneToMany} one to many; "
                + $"differences {source.Differences.Count}, open {source.OpenDifferences}",
            $"{source.Source}{(source.Scope is null ? "" : $"({source.Scope})")}:账上 {source.Here.Lines} 条,对方 {source.There.Lines} 条;"
                + $"按单据号核对 {source.Matched.ByDocument},按金额和日期 {source.Matched.ByAmountAndDate},一对多 {source.Matched.OneToMany};"
                + $"差异 {source.Differences.Count},未销号 {source.OpenDifferences}")));
        if (source.Differences.Count > 0)
            console.WriteSection(Say("Differences", "差异"), Differences(source.Differences));
        if (source.Differences.Count > DifferencesShown)
            output.WriteLine(Say($"the first {DifferencesShown} are shown; --json has all", $"仅显示前 {DifferencesShown} 条,--json 给出全部"));
        foreach (var one in source.Signatures)
        {
            output.WriteLine(PlainLine.Of(Say(
                $"signed by {one.Party} at position {one.Position} ({one.Actor}), {one.OpenDifferences} open"
                    + (one.IsOfThis ? "" : "; of other files, days or sums than these"),
                $"{one.Party} 已确认,序号 {one.Position}({one.Actor}),未销号 {one.OpenDifferences}"
                    + (one.IsOfThis ? "" : ";与本次的文件、日期或合计不同"))));
        }
        output.WriteLine();
    }

    private static Table Figures(IEnumerable<FigureAnswer> figures)
    {
        var table = UserLanguage.IsChinese
            ? PlainConsole.Table("基金", "项目", "医保", "财政", "税务", "银行", "")
            : PlainConsole.Table("fund", "line", "agency", "treasury", "tax", "bank", "");
        foreach (var row in figures)
        {
            table.AddRow(new Text(row.Fund ?? Say("all", "全部")), new Text(row.Line), FigureVerbs.Right(row.Agency),
                FigureVerbs.Right(row.Treasury ?? ""), FigureVerbs.Right(row.Tax ?? ""), FigureVerbs.Right(row.Bank ?? ""),
                new Text(row.Agrees ? "" : Say("differs", "不符")));
        }
        return table;
    }

    private static Table Differences(IReadOnlyList<DifferenceAnswer> differences)
    {
        var table = UserLanguage.IsChinese
            ? PlainConsole.Table("编号", "类别", "天数", "差额", "账上", "对方", "状态")
            : PlainConsole.Table("name", "kind", "days", "difference", "here", "there", "state");
        foreach (var one in differences.Take(DifferencesShown))
        {
            table.AddRow(new Text(one.Id), new Text(Say(one.Kind, ReconciliationWords.Kind(one.Kind).Chinese)), FigureVerbs.Right($"{one.AgeDays}"),
                FigureVerbs.Right(one.Amount), new Text(Lines(one.Here)), new Text(Lines(one.There)), new Text(State(one)));
        }
        return table;
    }

    private static string Lines(IReadOnlyList<LineAnswer> lines) => PlainLine.Of(
        string.Join("; ", lines.Take(LinesShown).Select(line =>
            $"{line.Date} {line.Amount} {line.Account}{(line.Fund is null ? "" : $"/{line.Fund}")} "
                + (line.References.Count > 0 ? line.References[0] : line.Source)))
            + (lines.Count > LinesShown ? Say($"; {lines.Count} in all", $";共 {lines.Count} 条") : ""));

    private static string State(DifferenceAnswer one) => PlainLine.Of(Say(one.Status, ReconciliationWords.Status(one.Status).Chinese)
        + ((one.Reason ?? one.Assignee) is { } said ? $": {said}" : ""));

    private static string Sentence(DecisionAnswer recorded) => recorded.Repeated
        ? Say("nothing was recorded: it is so already", "未作登记:此前已如此登记")
        : Say($"recorded: {recorded.Category}, {recorded.Document}, position {recorded.Position}",
            $"已登记:{recorded.Category},{recorded.Document},序号 {recorded.Position}");

    private static string Say(string english, string chinese) => UserLanguage.Say(english, chinese);
}
