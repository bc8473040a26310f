using Ledger.Domain.Institutions;

namespace Ledger.Projections.Institutions;

/// <summary>The figures of care as columns, a row each: money in fen, points in ten-thousandths.</summary>
internal static class CareColumns
{
    private static readonly string[] _names = [.. Of([], ChangedColumn.Sum).Select(column => column.Name)];

    /// <summary>All of them, for a statement.</summary>
    internal static string Names { get; } = string.Join(", ", _names);

    /// <summary>The sum of each.</summary>
    internal static string Sums { get; } = string.Join(", ", _names.Select(name => $"sum({name})::bigint as {name}"));

    /// <param name="table">What they are columns of.</param>
    internal static string NamesOf(string table) => string.Join(", ", _names.Select(name => $"{table}.{name}"));

    /// <param name="figures">One a row.</param>
    /// <param name="column">How a column of that name joins what is there.</param>
    internal static IEnumerable<ChangedColumn> Of(
        IReadOnlyList<CareFigures> figures, Func<string, IEnumerable<long>, ChangedColumn> column) =>
    [
        column("paid_fen", figures.Select(one => one.Paid.Fen)),
        column("settled_fen", figures.Select(one => one.Settled.Fen)),
        column("visits", figures.Select(one => one.Visits)),
        column("medical_cost_fen", figures.Select(one => one.MedicalCost.Fen)),
        column("in_scope_fen", figures.Select(one => one.InScopeCost.Fen)),
        column("out_of_scope_fen", figures.Select(one => one.OutOfScopeCost.Fen)),
        column("self_paid_fen", figures.Select(one => one.SelfPaid.Fen)),
        column("exam_cost_fen", figures.Select(one => one.ExamCost.Fen)),
        column("points", figures.Select(one => one.Points)),
    ];
}
