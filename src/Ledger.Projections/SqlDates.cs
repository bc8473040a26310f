using NodaTime;

namespace Ledger.Projections;

/// <summary>Dates at the border to PostgreSQL, whose driver speaks the system's own type.</summary>
internal static class SqlDates
{
    internal static DateOnly ToSql(this LocalDate date) => new(date.Year, date.Month, date.Day);

    internal static LocalDate ToLocalDate(this DateOnly date) => new(date.Year, date.Month, date.Day);
}
