namespace Ledger.EventStore.Schema;

/// <summary>One step of the schema's history. A step that was released never changes; a later one mends it.</summary>
/// <param name="Version">1, 2, 3, … without gaps.</param>
public sealed record Migration(int Version, string Description, string Sql);
