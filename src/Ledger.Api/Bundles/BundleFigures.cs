using System.Globalization;
using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Domain.Statements;
using static Ledger.Domain.Statements.StatementLines;

namespace Ledger.Api.Bundles;

/// <summary>
/// Whether the figures of a bundle agree with each other: CSV with JSON line by line, each line with the inputs that it is
/// made of, and the diff with the statement and with its own events. In fen, from the texts alone.
/// </summary>
internal sealed class BundleFigures(BundleManifest manifest, string json, string csv, string inputs, string? diff)
{
    private const string CsvHeader = "pool,fund,from,to,line,amount";

    private readonly Dictionary<string, List<Input>> _inputs = new(StringComparer.Ordinal);

    /// <summary>What does not agree; empty where all does.</summary>
    /// <exception cref="FormatException">A text has another shape than it should.</exception>
    internal IEnumerable<string> Check()
    {
        using var document = JsonDocument.Parse(json);
        var statement = document.RootElement;
        var funds = statement.GetProperty("funds").EnumerateArray().Select(fund => (
            Fund: fund.GetProperty("fund").GetString()!,
            Lines: fund.GetProperty("lines").EnumerateObject().Select(line => (line.Name, Text: line.Value.GetString()!)).ToList())).ToList();
        var (from, to) = (Text(statement, "from"), Text(statement, "to"));
        ReadInputs();
        if (Text(statement, "pool") != manifest.Pool || statement.GetProperty("position").GetInt64() != manifest.Position
            || from[..7] != manifest.From || to[..7] != manifest.To
            || (manifest.Fund is { } only && funds.Exists(fund => fund.Fund != only)))
            yield return UserLanguage.Say("the statement is not of what the list says", "报表与清单所述不符");
        var rows = funds.SelectMany(fund => fund.Lines.Select(line =>
            string.Join(',', [manifest.Pool, fund.Fund, from, to, line.Name, line.Text]) + "\n"));
        if (csv != CsvHeader + "\n" + string.Concat(rows)) yield return UserLanguage.Say("CSV and JSON say different things", "CSV 与 JSON 不一致");
        foreach (var (fund, lines) in funds)
        {
            foreach (var wrong in Wrong(fund, lines)) yield return wrong;
        }
        if (_inputs.Keys.Any(fund => !funds.Exists(one => one.Fund == fund)))
            yield return UserLanguage.Say("there are inputs of a fund that the statement has not", "存在报表未列基金的数据");
        if (diff is null) yield break;
        foreach (var wrong in WrongInDiff(funds.ToDictionary(fund => fund.Fund,
            fund => fund.Lines.ToDictionary(line => line.Name, line => Fen(line.Text))))) yield return wrong;
    }

    private IEnumerable<string> Wrong(string fund, IReadOnlyList<(string Name, string Text)> lines)
    {
        var own = _inputs.GetValueOrDefault(fund) ?? [];
        foreach (var (line, text) in lines)
        {
            if (Fen(text) != Expected(own, line))
                yield return UserLanguage.Say($"{fund}: {line} is not what its inputs come to", $"{fund}:{line} 与其数据合计不符");
        }
        foreach (var line in own.Where(one => one.Month.Length > 0 && SideOf(one.Line) != StatementSide.Opening).Select(one => one.Line).ToHashSet())
        {
            if (Moved(own, line) != 0 && !lines.Any(one => one.Name == line))
                yield return UserLanguage.Say($"{fund}: {line} has inputs and does not stand in the statement", $"{fund}:{line} 有数据而报表未列");
        }
    }

    // Every line again, from the inputs alone.
    private static long Expected(List<Input> own, string line)
    {
        var (income, expenditure) = (Moved(own, "income"), Moved(own, "expenditure"));
        var before = own.Where(one => one.Month.Length == 0).Sum(one => SideOf(one.Line) == StatementSide.Expenditure ? -one.Fen : one.Fen);
        var closing = before + Moved(own, Opening) + income - expenditure;
        return line switch
        {
            Opening => before + Moved(own, Opening) - Moved(own, OpeningAdjusted),
            IncomeSubtotal => income - Moved(own, FromUpper) - Moved(own, FromLower),
            IncomeTotal => income,
            ExpenditureSubtotal => expenditure - Moved(own, ToLower) - Moved(own, ToUpper),
            ExpenditureTotal => expenditure,
            Surplus => income - expenditure,
            Total => closing + expenditure,
            _ when IsAtOrBelow(line, Closing) => closing,
            _ when TrySideOf(line) is not null => Moved(own, line),
            _ => throw new FormatException($"there is no line {line}"),
        };
    }

    private static long Moved(List<Input> own, string line) =>
        own.Where(one => one.Month.Length > 0 && IsAtOrBelow(one.Line, line)).Sum(one => one.Fen);

    private IEnumerable<string> WrongInDiff(Dictionary<string, Dictionary<string, long>> funds)
    {
        using var document = JsonDocument.Parse(diff!);
        var root = document.RootElement;
        if (Text(root, "pool") != manifest.Pool || Text(root, "from") != manifest.From || Text(root, "to") != manifest.To
            || root.GetProperty("between").GetInt64() != manifest.Former!.Position || root.GetProperty("and").GetInt64() != manifest.Position)
            yield return UserLanguage.Say($"{BundleFiles.Diff} is of something else", $"{BundleFiles.Diff} 与清单所述不符");
        var counted = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var count in root.GetProperty("events").EnumerateArray().SelectMany(one => one.GetProperty("counts").EnumerateObject()))
            counted[count.Name] = counted.GetValueOrDefault(count.Name) + Fen(count.Value.GetString()!);
        foreach (var line in root.GetProperty("lines").EnumerateArray())
        {
            var (name, after, moved) = (Text(line, "name"), Fen(Text(line, "after")), Fen(Text(line, "difference")));
            var stated = funds.GetValueOrDefault(Text(line, "fund"))?.GetValueOrDefault(Text(line, "line")) ?? 0;
            if (after != stated || after - Fen(Text(line, "before")) != moved || counted.GetValueOrDefault(name) != moved)
                yield return UserLanguage.Say($"{BundleFiles.Diff}: {name} does not come to what the statement says", $"{BundleFiles.Diff}:{name} 与报表不符");
        }
    }

    private void ReadInputs()
    {
        var rows = inputs.Split('\n');
        if (rows[0] != string.Join(',', StatementInputs.Header) || rows[^1].Length > 0) throw new FormatException($"{BundleFiles.Inputs} has another form");
        foreach (var row in rows[1..^1])
        {
            if (row.Split(',') is not [var pool, var fund, var line, var month, var amount] || pool != manifest.Pool
                || (month.Length > 0 && (string.CompareOrdinal(month, manifest.From) < 0 || string.CompareOrdinal(month, manifest.To) > 0)))
                throw new FormatException($"{BundleFiles.Inputs} has a row of something else");
            if (!_inputs.TryGetValue(fund, out var own)) _inputs[fund] = own = [];
            own.Add(new(line, month, Fen(amount)));
        }
    }

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    // Yuan with two digits, as everywhere in the texts.
    private static long Fen(string text) => text.Length > 3 && text[^3] == '.'
        ? long.Parse(text.Remove(text.Length - 3, 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
        : throw new FormatException($"'{text}' is no amount");

    private readonly record struct Input(string Line, string Month, long Fen);
}
