using Ledger.Naive;
using Ledger.Naive.Generating;
using Ledger.Testing;

namespace Ledger.Projections.Tests.SecondOpinion;

/// <summary>Each institution's year and budget, beside what the second implementation makes of the same log.</summary>
public sealed class InstitutionYearAgreementTests(PostgresFixture postgres, ITestOutputHelper output)
    : IClassFixture<PostgresFixture>
{
    private const int Submissions = 1_200;

    private static readonly HistorySettings _settings = new(Submissions) { OpeningFen = 200_000_00 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_paid_and_allotted_and_what_the_care_cost_is_the_same_in_every_year()
    {
        var sent = new SentPool(await RecordedPool.In(postgres, "580011"));
        await sent.Send(RandomHistory.Of(PropertySeed.Of(output), _settings), batch: 40);
        var books = await sent.Naive();

        var rows = await Rows();

        rows.Count.ShouldBeGreaterThan(5);
        rows.ShouldBe(
        [
            .. from institution in books.Facts.Select(fact => fact.Institution).Where(code => code.Length > 0).ToHashSet()
               from year in Enumerable.Range(2022, 6)
               let figures = $"budget {NaiveInstitutionYear.Budget(books, institution, year)} "
                   + $"paid {NaiveInstitutionYear.Paid(books, institution, year)} "
                   + $"visits {NaiveInstitutionYear.Visits(books, institution, year)} "
                   + $"cost {NaiveInstitutionYear.MedicalCost(books, institution, year)}"
               where figures != "budget 0 paid 0 visits 0 cost 0"
               let row = $"{institution} {year} {figures}"
               orderby row
               select row,
        ]);
    }

    private async Task<List<string>> Rows()
    {
        await using var command = postgres.DataSource.CreateCommand("""
            select institution || ' ' || year || ' budget ' || sum(budget) || ' paid ' || sum(paid)
                || ' visits ' || sum(visits) || ' cost ' || sum(cost)
            from (
                select institution, year, allotted_fen + adjusted_fen as budget, 0 as paid, 0 as visits, 0 as cost
                from ledger.budget_book where pool = '580011' and institution <> ''
                union all
                select institution, year, 0, case category when 'negotiated-drug' then 0 else paid_fen end, visits,
                    medical_cost_fen
                from ledger.institution_year where pool = '580011') as both_tables
            group by institution, year
            having sum(budget) <> 0 or sum(paid) <> 0 or sum(visits) <> 0 or sum(cost) <> 0
            """);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var rows = new List<string>();
        while (await reader.ReadAsync(Cancellation)) rows.Add(reader.GetString(0));
        return [.. rows.Order(StringComparer.Ordinal)];
    }
}
