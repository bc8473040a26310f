using Ledger.Domain;
using Ledger.Domain.Periods;
using Ledger.Projections.Periods;
using NodaTime;
using static Ledger.Projections.Tests.Entries;

namespace Ledger.Projections.Tests.Periods;

/// <summary>Closings and reopenings in one line, and a month as the checks see it.</summary>
internal static class Months
{
    public static YearMonth Month(string month) => Day($"{month}-01").ToYearMonth();

    public static PeriodClosed Closed(string month, int number = 1, string category = PeriodClosed.Soft) => new()
    {
        Document = DocumentId.Of($"close-{month}-{number}"), CashDate = Month(month).LastDay(), Category = category,
    };

    public static PeriodReopened Reopened(string month, int number = 2) => new()
    {
        Document = DocumentId.Of($"reopen-{month}-{number}"), CashDate = Month(month).LastDay(), Reason = "test",
    };

    /// <summary>What the checks find in a month, as short lines.</summary>
    public static async Task<IReadOnlyList<string>> Unusual(this RecordedPool recorded, string month) =>
        [.. (await recorded.Found(month)).Select(Line)];

    /// <summary>What the checks find in a month.</summary>
    public static async Task<IReadOnlyList<Unusual>> Found(this RecordedPool recorded, string month)
    {
        await using var snapshot = await recorded.Snapshot();
        var look = await ClosingLook.Take(
            snapshot, Month(month), recorded.Ledger.Chart, recorded.Rules.Rulings, TestContext.Current.CancellationToken);
        return await ClosingChecks.Run(look, TestContext.Current.CancellationToken);
    }

    /// <summary>Check, fund, line, days, amount, count and documents, as far as they are said.</summary>
    public static string Line(Unusual one)
    {
        one.What.English.ShouldNotBeNullOrWhiteSpace();
        one.What.Chinese.ShouldContain(c => c >= '\u4e00' && c <= '\u9fff');
        return string.Join(' ', new[]
        {
            one.Check, one.Fund.Text, one.Line, one.Date?.Iso(), one.Until?.Iso(), one.Amount?.ToString(),
            one.Count?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            string.Join(',', one.Documents.Select(document => document.Text)),
        }.Where(part => !string.IsNullOrEmpty(part)));
    }
}
