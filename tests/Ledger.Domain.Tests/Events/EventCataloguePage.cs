using System.Text;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;

namespace Ledger.Domain.Tests.Events;

/// <summary>Writes the page of all kinds from the tables that the program itself reads.</summary>
internal static class EventCataloguePage
{
    private const string Head = """
        # Events

        Every kind of event that this build knows: what it means, what it needs, what it does, and how it is stored.
        A kind that is not here is refused by name. This page is made from the code by a test; do not edit it.

        ## How to read it

        - **Needs**: the columns of an [events file](../README.md#the-events-file) that must be filled, beside `kind`. Every other column may be; its meaning is in the [glossary](glossary.md).
        - **Payers, categories, channels, accounts**: the only values that are taken; where none are listed any text will do.
        - **Stream**: where the event is appended; words in braces are taken from the event.
        - **Statement**: the lines of the fund's [statement](glossary.md#statement-lines) that it raises (+) or lowers (−). Opening and income raise the balance, expenditure lowers it, `asset.` lines only tell what part of it is not at the bank, `liability.` lines what the bank holds beyond it. A line *in* `to_fund` is of the receiving fund's statement. *Same year* is the year in which the original was booked, never that of care or cover.
        - **Stored**: the `data` of the event. Money is whole fen, dates are `yyyy-MM-dd`, what was not said is left out, and keys may come in any order. `Answers`, `Rule`, `Leg`, `Reverses` and `Withdraws` are added by the decision: what is known of the original, and the ruling that applied, so that the effect follows from the event alone. Its position, stream, time of recording and actor are columns beside it.


        """;

    internal static string Text()
    {
        var page = new StringBuilder(Head);
        page.Append("## Kinds\n\n| kind | 中文 | statement |\n|---|---|---|\n");
        foreach (var type in EventTypes.All)
        {
            page.Append($"| [`{type.Name}`](#{type.Name}) | {EventMeanings.ChineseOf(type)} ")
                .Append($"| {EventEffects.InShort(type)} |\n");
        }
        foreach (var type in EventTypes.All) Append(page, type);
        return page.ToString();
    }

    private static void Append(StringBuilder page, EventType type)
    {
        page.Append($"\n## {type.Name}\n\n{EventMeanings.ChineseOf(type)}. {EventMeanings.Of(type)}\n\n");
        if (!type.Importable) page.Append($"- Not taken from a file: {RecordedBy(type)}\n");
        page.Append($"- Needs: {Needs(type)}\n");
        Choices(page, "Payers", type.Payers, null);
        Choices(page, "Categories", type.Categories, type.DefaultCategory);
        Choices(page, "Channels", type.Channels, null);
        Choices(page, "Accounts", type.Accounts, null);
        page.Append($"- Stream: {Stream(type)}\n");
        foreach (var (lines, when) in EventEffects.Of(type))
            page.Append($"- Statement: {lines}{(when.Length > 0 ? $" ({when})" : "")}\n");
        page.Append($"- Stored:\n\n```json\n{EventSampleTests.Approved(type.Name)}\n```\n");
    }

    private static string Needs(EventType type)
    {
        List<string> columns = [EntryColumns.Document, EntryColumns.Date];
        if (type.Fund == Use.Needed) columns.Add(EntryColumns.Fund);
        if (type.Amount == Use.Needed) columns.Add(EntryColumns.Amount);
        columns.AddRange(type.Needs);
        var text = string.Join(", ", columns.Select(Code));
        if (type.NeedsOneOf.Count > 0) text += $"; one of {string.Join(", ", type.NeedsOneOf.Select(Code))}";
        if (type.Fund == Use.None) text += "; has no `fund`";
        if (type.Amount == Use.None) text += "; has no `amount`";
        if (type.Fund == Use.Optional) text += "; may leave out `fund`";
        if (type.Amount == Use.Optional) text += "; may leave out `amount`";
        return text;
    }

    private static string RecordedBy(EventType type) => type.Verb is { } verb
        ? $"recorded by {Code($"./ledger {verb}")}, which makes its document and date"
        : "recorded by rule";

    private static void Choices(StringBuilder page, string title, IReadOnlyList<string> values, string? byDefault)
    {
        if (values.Count == 0) return;
        page.Append($"- {title}: ")
            .AppendJoin(", ", values.Select(value => value == byDefault ? $"{Code(value)} (default)" : Code(value)))
            .Append('\n');
    }

    // The stream of the sample, with what it takes from the event named instead of written out.
    private static string Stream(EventType type)
    {
        var sample = EventSamples.Of(type);
        if (sample is EntryReversed) return "that of the event that it reverses";
        var parts = Streams.Of(sample).Split('/');
        return Code(string.Join('/', parts.Select((part, index) => part switch
        {
            _ when index == 0 => part,
            // Budgets of the funds themselves share a stream.
            _ when part == "fund" => part,
            _ when part == sample.Fund.Text => "{fund}",
            _ when part == sample.Institution?.Text => "{institution}",
            _ when part == sample.CaseNo => "{case_no}",
            _ when part == sample.Person?.Text => "{person}",
            _ when part == sample.Original?.Text => "{original}",
            _ when parts[0] == "approval" && part == sample.Document.Text => "{document}",
            _ when part == sample.Category => "{category}",
            _ when part == sample.CashDate.Iso()[..7] => "{yyyy-MM}",
            _ when part == sample.CashDate.Iso()[..4] && parts[0] != "budget" => "{yyyy}",
            _ when parts[0] == "budget" && part == $"{sample.BudgetYear}" => "{budget_year}",
            _ => throw new InvalidOperationException($"{type.Name}: {part} of its stream is not taken from the event"),
        })));
    }

    private static string Code(string text) => $"`{text}`";
}
