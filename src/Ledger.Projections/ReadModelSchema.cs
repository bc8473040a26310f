using Ledger.EventStore.Schema;

namespace Ledger.Projections;

/// <summary>
/// The steps of the schema that belong to the read models. Their tables are no steps: they follow from the log, so
/// they are dropped and made again when this program wants them otherwise (<see cref="Rebuilding.ReadModels"/>).
/// </summary>
public static class ReadModelSchema
{
    /// <summary>Made the first tables, before they were made from the log.</summary>
    public static readonly Migration First = new(2, "read models: books and statement lines", "select");

    /// <summary>Which tables there are, and of which shape.</summary>
    public static readonly Migration Shape = new(3, "read models: made again when their shape changes", """
        create table ledger.read_model_shape (
            only_row    boolean primary key default true check (only_row),
            fingerprint varchar not null,
            tables      varchar[] not null
        );
        insert into ledger.read_model_shape (fingerprint, tables) values ('', array[
            'booked_entry', 'booked_voucher', 'fund_book', 'outstanding_book', 'clawback_book', 'fund_line']);
        """);
}
