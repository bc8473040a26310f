using Ledger.Domain.Events;
using NodaTime;

namespace Ledger.Projections.Tracing;

/// <summary>What a figure counts.</summary>
public enum FigureUnit
{
    /// <summary>Yuan; sums of it are kept in fen.</summary>
    Yuan,

    /// <summary>A whole number, such as of visits.</summary>
    Count,

    Months,

    /// <summary>A part of one.</summary>
    Share,
}

/// <summary>A sum over the events of a pool: what a read model has, and what each event adds to it.</summary>
/// <param name="Figure">What the read model has: fen, or a count.</param>
/// <param name="PartOf">What an event adds; zero where it is none of its business.</param>
public sealed record Term(string Name, FigureUnit Unit, long Figure, Func<FundEvent, long> PartOf)
{
    /// <summary>Whose figure it is, where terms of many are summed at once.</summary>
    public string Owner { get; init; } = "";
}

/// <summary>A figure that another is made of.</summary>
/// <param name="Value">As it is shown; null where it is not known.</param>
/// <param name="From">The first cash date of it; null for all before <paramref name="To"/>.</param>
/// <param name="To">The last cash date of it; null where it is of no dates.</param>
public sealed record FigureInput(string Name, string? Value, FigureUnit Unit, LocalDate? From = null, LocalDate? To = null);

/// <summary>A figure with all that it comes from.</summary>
/// <param name="Value">As the reading verbs show it; null where there is none, for a reason.</param>
/// <param name="Formula">How it is made, in names of figures.</param>
/// <param name="Policy">The named policy that it is made by, where there is one.</param>
/// <param name="Terms">The sums over events that it is made of: itself, or of a quotient the two that are divided.</param>
public sealed record TracedFigure(string Name, FigureUnit Unit, string? Value, string Formula, string? Policy,
    string? Reason, IReadOnlyList<FigureInput> Inputs, IReadOnlyList<Term> Terms);
