using System.Text.Json.Serialization;
using Ledger.Api.Figures;

namespace Ledger.Api.Tracing;

// The JSON of diff (contract): amounts are yuan as decimal strings.

/// <param name="Between">The position from which.</param>
/// <param name="And">The position to which.</param>
/// <param name="Lines">The lines of statements over the months that moved.</param>
/// <param name="Capacity">The funds whose months of capacity at the end of the months, or what they are made of, moved.</param>
/// <param name="Institutions">The figures of budget reports of the years of the months that moved.</param>
/// <param name="Events">Those recorded after the one position and up to the other that moved any of it.</param>
/// <param name="Sums">What the events come to for each figure that moved or that they do not sum to.</param>
/// <param name="Findings">Figures that moved otherwise than their events say.</param>
/// <remarks>What the caller may not read is null.</remarks>
public sealed record DiffAnswer(string Pool, string From, string To, long Between, long And,
    IReadOnlyList<MovedLineAnswer> Lines, IReadOnlyList<MovedCapacityAnswer>? Capacity,
    IReadOnlyList<MovedFigureAnswer>? Institutions, IReadOnlyList<TracedEventAnswer>? Events,
    IReadOnlyList<TermSumAnswer> Sums, IReadOnlyList<SumFindingAnswer> Findings)
{
    /// <summary>Of a page over HTTP: the cursor of the next one; left out at the end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Next { get; init; }
}

/// <param name="Name">What events, sums and findings call it.</param>
public sealed record MovedLineAnswer(string Name, string Fund, string Line, string Before, string After, string Difference);

/// <param name="Before">As it was; null where the fund was not open.</param>
public sealed record MovedCapacityAnswer(string Fund, FundCapacityAnswer? Before, FundCapacityAnswer After);

/// <param name="Name">What events, sums and findings call it; a figure that divides two others has no sum.</param>
/// <param name="Before">Null where there was none.</param>
/// <param name="Difference">Null of a figure that divides two others.</param>
public sealed record MovedFigureAnswer(
    string Name, string Institution, int Year, string Figure, string Unit, string? Before, string? After, string? Difference);
