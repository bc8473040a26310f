using NodaTime;

namespace Ledger.Domain.Periods;

/// <summary>What a finance officer should look at before a month is history. It does not keep the month from closing.</summary>
/// <param name="Check">The check that found it, such as <c>negative-line</c>.</param>
/// <param name="What">One sentence that says what was found.</param>
public sealed record Unusual(string Check, Wording What)
{
    /// <summary>The fund that it is about; none for the pool.</summary>
    public FundCode Fund { get; init; }

    public string? Line { get; init; }

    /// <summary>The day, or the first of the days.</summary>
    public LocalDate? Date { get; init; }

    /// <summary>The last day, where it lasted longer than one.</summary>
    public LocalDate? Until { get; init; }

    public Money? Amount { get; init; }

    /// <summary>How many entries or institutions it is about; of entries <see cref="Documents"/> has the first.</summary>
    public int? Count { get; init; }

    public IReadOnlyList<DocumentId> Documents { get; init; } = [];
}
