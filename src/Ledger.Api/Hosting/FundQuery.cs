using Ledger.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Ledger.Api.Hosting;

/// <summary>Pool, fund and date of a request, read from their texts.</summary>
/// <param name="Problem">What is malformed, or null.</param>
internal readonly record struct FundQuery(PoolCode Pool, FundCode Fund, LocalDate? AsOf, ProblemHttpResult? Problem)
{
    internal static FundQuery Read(string pool, string fund, string? asOf)
    {
        if (!PoolCode.TryParse(pool, out var poolCode)) return Malformed("pool", pool, PoolCode.Form.English);
        if (!FundCode.TryParse(fund, out var fundCode)) return Malformed("fund", fund, FundCode.Form.English);
        if (asOf is null) return new(poolCode, fundCode, null, null);
        return CashDates.TryParse(asOf, out var date)
            ? new(poolCode, fundCode, date, null)
            : Malformed("asOf", asOf, "a date of the calendar, written as 2025-03-31");
    }

    private static FundQuery Malformed(string name, string value, string form) =>
        new(default, default, null, Problems.Malformed(name, value, form));
}
