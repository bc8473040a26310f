using System.Globalization;
using System.Text.Json;
using NodaTime;

namespace Ledger.Domain.Rulings;

/// <summary>When a pool may advance money to an institution (预付金).</summary>
/// <param name="Policy">The name under which events and refusals say that it applied.</param>
/// <param name="ReturnedFirst">Nothing is advanced to an institution that still holds money of an earlier year.</param>
/// <param name="NoDeficit">Nothing is advanced from a fund that spent more than its income last year.</param>
/// <param name="MonthsMin">By fund: how many months last year's closing balance must last at last year's expenditure.</param>
/// <param name="AgeDaysMax">An advance that is outstanding for longer is overdue; null where none is.</param>
public sealed record PrepaymentRule(string Policy, bool ReturnedFirst, bool NoDeficit,
    IReadOnlyDictionary<FundCode, decimal> MonthsMin, int? AgeDaysMax)
{
    /// <summary>Facts are recorded as they happened.</summary>
    public static readonly PrepaymentRule None = new(
        "prepayment-unrestricted", false, false, new Dictionary<FundCode, decimal>(), null);

    /// <summary>Whether anything is refused by it, so that an advance says that it was allowed under it.</summary>
    public bool Restricts => ReturnedFirst || NoDeficit || MonthsMin.Count > 0;

    /// <summary>Whether an advance is outstanding for longer than the rule lets it.</summary>
    public bool IsOverdue(LocalDate paidOn, LocalDate asOf) =>
        AgeDaysMax is { } days && Period.DaysBetween(paidOn, asOf) > days;

    internal static PrepaymentRule Read(JsonElement row) => new(
        row.Text("policy"), Flag(row, "returnedFirst"), Flag(row, "noDeficit"),
        row.TryGetProperty("monthsMin", out var months)
            ? months.EnumerateObject().ToDictionary(fund => FundCode.Of(fund.Name), fund => Months(fund.Value.GetString()))
            : new Dictionary<FundCode, decimal>(),
        row.TryGetProperty("ageDaysMax", out var days) ? Days(days.GetInt32()) : null);

    private static bool Flag(JsonElement row, string name) =>
        row.TryGetProperty(name, out var given) && given.GetBoolean();

    private static decimal Months(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var months)
            && months is > 0 and <= 1200
            ? months
            : throw new FormatException($"monthsMin '{text}' is not a number of months, such as \"6\"");

    private static int Days(int days) =>
        days > 0 ? days : throw new FormatException($"ageDaysMax {days} is not a number of days");
}
