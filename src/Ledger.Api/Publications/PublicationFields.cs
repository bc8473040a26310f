using System.Text.RegularExpressions;
using Ledger.Domain.Publications;
using NodaTime;
using NodaTime.Text;

namespace Ledger.Api.Publications;

/// <summary>
/// One row of a publication file: the shape of each field, and of those that belong together.
/// </summary>
internal sealed partial class PublicationFields(IReadOnlyDictionary<string, string> fields, FileError place)
{
    private readonly List<FileError> _errors = [];

    /// <summary>Where the row stands.</summary>
    public FileError Place => place;

    /// <summary>Every bad field of the row; empty until <see cref="Read"/>.</summary>
    public IReadOnlyList<FileError> Errors => _errors;

    /// <summary>The row, or null when a field is bad.</summary>
    public PublicationRow? Read()
    {
        var publication = Text("publication", Name(), "a name without control characters");
        var pool = Text("pool", PoolCode(), "6 digits or nothing");
        var fund = Text("fund", Slug(), "a fund's slug: lower-case letters, digits and hyphens");
        var line = Text("line", DottedLine(), "a dotted line such as income.premium");
        var (from, to) = (Date("from"), Date("to"));
        if (from > to) Refuse("to", $"{fields["to"]} is before {fields["from"]}, the first day");

        var relation = Choice("relation", ("part", LineRelation.Part), ("of-which", LineRelation.OfWhich));
        var unit = Choice("unit", ("yuan", AmountUnit.Yuan), ("wan", AmountUnit.Wan), ("yi", AmountUnit.Yi),
            ("months", AmountUnit.Months));
        if (unit is { } known && IsMonths(line) != (known == AmountUnit.Months))
            Refuse("unit", $"the line {line} is {(IsMonths(line) ? "" : "not ")}in months");
        if (!PublishedAmount.TryParse(fields["amount"], unit ?? AmountUnit.Yuan, out var amount))
            Refuse("amount", $"'{Printable.Of(fields["amount"])}' is not {PublishedAmount.Shape}");

        return _errors.Count > 0
            ? null
            : new(publication, pool, fund, from!.Value, to!.Value, line, relation!.Value, amount);
    }

    private static bool IsMonths(string line) =>
        line == PublishedLine.Months || line.StartsWith($"{PublishedLine.Months}.", StringComparison.Ordinal);

    private string Text(string column, Regex shape, string expected)
    {
        var text = fields[column];
        if (!shape.IsMatch(text)) Refuse(column, $"'{Printable.Of(text)}' is not {expected}");
        return text;
    }

    private LocalDate? Date(string column)
    {
        // Ten characters: the pattern alone would also take a year before our era.
        var text = fields[column];
        var parsed = LocalDatePattern.Iso.Parse(text);
        if (parsed.Success && text.Length == 10) return parsed.Value;
        Refuse(column, $"'{Printable.Of(text)}' is not a day of the calendar, yyyy-MM-dd");
        return null;
    }

    private T? Choice<T>(string column, params (string Name, T Value)[] choices) where T : struct
    {
        var text = fields[column];
        foreach (var (name, value) in choices)
        {
            if (name == text) return value;
        }
        var names = string.Join(", ", choices.Select(choice => choice.Name));
        Refuse(column, $"'{Printable.Of(text)}' is not one of {names}");
        return null;
    }

    private void Refuse(string column, string reason) =>
        _errors.Add(place with { Column = column, Reason = reason });

    [GeneratedRegex(@"\A\P{Cc}+\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A([0-9]{6})?\z")]
    private static partial Regex PoolCode();

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex Slug();

    [GeneratedRegex(@"\A[a-z0-9]+([.-][a-z0-9]+)*\z")]
    private static partial Regex DottedLine();
}
