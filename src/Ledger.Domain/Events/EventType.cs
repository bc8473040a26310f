namespace Ledger.Domain.Events;

/// <summary>Whether a kind must, may or must not carry a fund or an amount.</summary>
public enum Use
{
    Needed,
    Optional,
    None,
}

/// <summary>
/// One kind of event: its stored name (never changes), its record, and what a well-formed entry of it carries.
/// </summary>
/// <param name="Name">snake_case; the <c>kind</c> column and the stored <c>type</c>.</param>
/// <param name="Blank">An empty entry of the kind, filled by <c>with</c>.</param>
public sealed record EventType(string Name, FundEvent Blank)
{
    public Type Type => Blank.GetType();

    public Use Fund { get; init; } = Use.Needed;

    public Use Amount { get; init; } = Use.Needed;

    /// <summary>Columns that must be filled, beside document, fund, amount and date.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>At least one of these columns must be filled; empty where there is no such rule.</summary>
    public IReadOnlyList<string> NeedsOneOf { get; init; } = [];

    /// <summary>The payers it may name, or empty where any text will do.</summary>
    public IReadOnlyList<string> Payers { get; init; } = [];

    /// <summary>The categories it may name, or empty where any text will do.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>What a missing category means; null where the kind has no default.</summary>
    public string? DefaultCategory { get; init; }

    public IReadOnlyList<string> Channels { get; init; } = [];

    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Whether a file may bring it; else only its own verb or rule records it.</summary>
    public bool Importable { get; init; } = true;

    /// <summary>The verb that records it where no file may; null where none does.</summary>
    public string? Verb { get; init; }
}
