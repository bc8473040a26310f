using System.Globalization;
using System.Text.Json.Serialization;
using Ledger.Api.Figures;
using Ledger.Api.Proofs;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.EventStore;
using Ledger.Projections.Tracing;

namespace Ledger.Api.Tracing;

// The JSON of trace (contract): amounts are yuan as decimal strings, counts whole numbers as strings.

/// <param name="Position">The last event that the figure and its events include.</param>
/// <param name="Name">What is traced: the line, the account, or the figure of the institution.</param>
/// <param name="Unit"><c>yuan</c>, <c>count</c>, <c>months</c> or <c>share</c>.</param>
/// <param name="Figure">As the read model has it; null where there is none, for a reason.</param>
/// <param name="From">The first cash date; null where the figure is of a year or of all before <paramref name="To"/>.</param>
/// <param name="Formula">How it is made, in names of figures.</param>
/// <param name="Inputs">The figures that it is made of, each of which can be traced in turn.</param>
/// <param name="Events">Those behind it, in order of position.</param>
/// <param name="Sums">What the events come to beside what the read model has.</param>
/// <param name="Findings">Where the two differ.</param>
public sealed record TraceAnswer(string Pool, long Position, string? Fund, string? Institution, int? Year, string Name,
    string Unit, string? Figure, string? Reason, string? From, string? To, string Formula, string? Policy,
    IReadOnlyList<FigureInputAnswer> Inputs, IReadOnlyList<TracedEventAnswer> Events, IReadOnlyList<TermSumAnswer> Sums,
    IReadOnlyList<SumFindingAnswer> Findings)
{
    /// <summary>With proofs: the signed note of the log that they are of; left out where nobody has signed it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Checkpoint { get; init; }

    /// <summary>With proofs, of a figure of an institution: all events of the institution, so that none is missing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProofFile? Completeness { get; init; }

    /// <summary>Of a page over HTTP: the cursor of the next one; left out at the end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Next { get; init; }
}

public sealed record FigureInputAnswer(string Name, string? Figure, string Unit, string? From, string? To)
{
    internal static FigureInputAnswer Of(FigureInput input) =>
        new(input.Name, input.Value, FigureText.Unit(input.Unit), input.From?.Iso(), input.To?.Iso());
}

/// <summary>An event behind a figure.</summary>
/// <param name="Amount">Its own amount, which has no sign.</param>
/// <param name="Counts">What it adds to each sum, with its sign there; sums to which it adds nothing are left out.</param>
/// <param name="Original">The document that it reverses, pays, offsets or answers.</param>
public sealed record TracedEventAnswer(long Position, string Recorded, string? Actor, string Kind, string Document,
    string? Fund, string Date, string? BusinessFrom, string? BusinessTo, string Amount,
    IReadOnlyDictionary<string, string> Counts, string? Voucher, string? Original)
{
    /// <summary>That it is in the log, where that was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProofFile? Proof { get; init; }

    internal static TracedEventAnswer Of(SignedBody recorded, IEnumerable<KeyValuePair<string, string>> counts)
    {
        var entry = (FundEvent)recorded.Body;
        return new(recorded.Position, StoredTime.Text(recorded.Recorded), recorded.Actor, EventTypes.NameOf(entry),
            entry.Document.Text, entry.Fund.IsNone ? null : entry.Fund.Text, entry.CashDate.Iso(), entry.BusinessFrom?.Iso(),
            entry.BusinessTo?.Iso(), entry.Amount.ToString(), new Dictionary<string, string>(counts, StringComparer.Ordinal),
            entry.Voucher, entry.Original?.Text);
    }
}

/// <summary>A sum over events beside the figure of the read model.</summary>
/// <param name="Sum">What the events come to; of a page, those of the pages before it too.</param>
/// <param name="Events">How many they are.</param>
/// <param name="Difference">Figure less sum; null as long as there are further pages.</param>
public sealed record TermSumAnswer(string Name, string Unit, string Figure, string Sum, long Events, string? Difference)
{
    internal static IReadOnlyList<TermSumAnswer> Of(TermSums sums, bool isWhole) =>
    [
        .. sums.Terms.Select((term, number) => new TermSumAnswer(term.Name, FigureText.Unit(term.Unit),
            FigureText.Of(term.Figure, term.Unit), FigureText.Of(sums.Sum(number), term.Unit), sums.Events(number),
            isWhole ? FigureText.Of(sums.Difference(number), term.Unit) : null)),
    ];
}

/// <summary>A figure that is not what its events come to.</summary>
public sealed record SumFindingAnswer(string Name, string Figure, string Sum, string What)
{
    internal static IReadOnlyList<SumFindingAnswer> Of(IReadOnlyList<TermSumAnswer> sums, IReadOnlyList<Term> terms) =>
    [
        .. sums.Zip(terms).Where(one => one.First.Difference is { } difference
                && difference != FigureText.Of(0, one.Second.Unit))
            .Select(one => new SumFindingAnswer(one.First.Name, one.First.Figure, one.First.Sum, CommandLine.UserLanguage.Say(
                $"{one.First.Name} is {one.First.Figure} and its events come to {one.First.Sum}: run ./ledger rebuild --check and ./ledger verify",
                $"{one.First.Name} 为 {one.First.Figure},而其事件合计为 {one.First.Sum}:请运行 ./ledger rebuild --check 与 ./ledger verify"))),
    ];
}

/// <summary>Sums as they are shown.</summary>
internal static class FigureText
{
    internal static string Of(long sum, FigureUnit unit) =>
        unit == FigureUnit.Yuan ? new Money(sum).ToString() : sum.ToString(CultureInfo.InvariantCulture);

    internal static string Unit(FigureUnit unit) => unit.ToString().ToLowerInvariant();
}
