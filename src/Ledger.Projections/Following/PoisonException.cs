using Ledger.Domain;
using Ledger.Domain.Events;
using Npgsql;

namespace Ledger.Projections.Following;

/// <summary>A model could not take an event, or the rows that it makes of it; the database is well.</summary>
internal sealed class PoisonException(Exception cause) : Exception(cause.Message, cause)
{
    /// <summary>Folds, whatever a fold may throw.</summary>
    public static void Fold(IReadModel model, FundEvent entry, long position)
    {
        try
        {
            model.Fold(entry, position);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw new PoisonException(error);
        }
    }

    /// <summary>Gives what the model changed to <paramref name="writes"/>.</summary>
    public static void Save(IReadModel model, Writes writes, PoolCode pool)
    {
        try
        {
            model.Save(writes, pool);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw new PoisonException(error);
        }
    }

    /// <summary>Writes; only what the database has against the values counts as poison.</summary>
    public static async Task Run(Writes writes, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await writes.Run(connection, cancellationToken);
        }
        catch (PostgresException error) when (IsOfTheValues(error))
        {
            throw new PoisonException(error);
        }
    }

    // Classes 22, data exception, and 23, integrity constraint violation.
    private static bool IsOfTheValues(PostgresException error) =>
        error.SqlState.StartsWith("22", StringComparison.Ordinal) || error.SqlState.StartsWith("23", StringComparison.Ordinal);
}
