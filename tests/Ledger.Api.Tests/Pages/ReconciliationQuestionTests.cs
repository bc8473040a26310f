using Ledger.Api.CommandLine;
using Ledger.Api.Pages.Reconciliations;
using Ledger.Api.Reconciling;
using Ledger.Domain;
using Ledger.Domain.Reconciling;
using NodaTime;

namespace Ledger.Api.Tests.Pages;

/// <summary>What the form of a reconciliation asks, and what is wrong with it.</summary>
public sealed class ReconciliationQuestionTests : IAsyncDisposable
{
    private const string Hospital = "H33099800063";

    // Only its data files are asked.
    private readonly LedgerContext _ledger = new(LedgerContext.DataSource("Host=localhost"));

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    [Fact]
    public void A_month_is_all_of_its_days_and_nothing_more_is_asked() =>
        Of(("period", "2024-02")).ShouldSatisfyAllConditions(
            asked => asked.Request.Span.ShouldBe(new ReconciledSpan(new(2024, 2, 1), new(2024, 2, 29), 3)),
            asked => asked.Request.Fund.ShouldBeNull(), asked => asked.Request.Accounts.ShouldBeEmpty(),
            asked => asked.Request.Encoding.ShouldBeNull(), asked => asked.Request.AsOf.ShouldBeNull());

    [Fact]
    public void Days_are_meant_instead_of_the_month()
    {
        var asked = Of(("period", "2025-03"), ("from", "2025-01-01"), ("to", "2026-01-01"), ("window", "0"), ("fund", "resident"),
            ("account.fiscal-account", "1"), ("asOf", "2026-02-28"), ("encoding", "gb18030"), ("institution", Hospital), ("personalFund", "employee-personal"));
        asked.Request.Span.ShouldBe(new ReconciledSpan(new(2025, 1, 1), new(2026, 1, 1), 0));
        asked.Request.Fund.ShouldBe(FundCode.Of("resident"));
        asked.Request.Accounts.ShouldBe(["fiscal-account"]);
        asked.Request.Encoding.ShouldBe("gb18030");
        asked.Request.AsOf.ShouldBe(new LocalDate(2026, 2, 28));
        asked.Institution.ShouldBe(InstitutionCode.Of(Hospital));
        asked.PersonalFund.ShouldBe(FundCode.Of("employee-personal"));
    }

    [Theory]
    [InlineData("period", "2025-13"), InlineData("from", "2025-03-01"), InlineData("to", "2025-03-01"), InlineData("window", "32")]
    [InlineData("window", "-1"), InlineData("asOf", "2026-02-30"), InlineData("fund", "no-such"), InlineData("encoding", "latin1"), InlineData("institution", "x")]
    public void A_field_that_is_wrong_is_refused(string field, string value) =>
        Should.Throw<UserError>(() => Of([.. field == "period" ? [] : (((string, string)[])[("period", "2025-03")]), (field, value)]))
            .Message.ShouldNotBeEmpty();

    [Theory, InlineData("2025-03-02", "2025-03-01"), InlineData("2025-01-01", "2026-01-02")]
    public void Days_the_wrong_way_round_or_too_many_are_refused(string from, string to) =>
        Should.Throw<UserError>(() => Of(("from", from), ("to", to)));

    [Fact]
    public void What_a_source_does_not_say_of_itself_must_be_filled_in()
    {
        var bare = Of(("period", "2025-03"));
        var named = bare with { Institution = InstitutionCode.Of(Hospital) };
        Should.Throw<UserError>(() => bare.Check(Files()));
        bare.Check(Files(SourceFiles.Bank));
        Should.Throw<UserError>(() => bare.Check(Files(SourceFiles.Bank, SourceFiles.PlatformTotals))).Message.ShouldContain("institution");
        named.Check(Files(SourceFiles.PlatformTotals));
        Should.Throw<UserError>(() => named.Check(Files(SourceFiles.PlatformDetails))).Message.ShouldContain("fund");
        (named with { Request = named.Request with { Fund = FundCode.Of("resident") } }).Check(Files(SourceFiles.PlatformDetails));
    }

    private ReconciliationQuestion Of(params (string Name, string Value)[] fields)
    {
        var given = fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
        return ReconciliationQuestion.Of(PoolCode.Of("330998"), _ledger, given.GetValueOrDefault);
    }

    private static SourceFiles Files(params string[] sources) =>
        new(sources.ToDictionary(source => source, _ => (IReadOnlyList<string>)["file"], StringComparer.Ordinal), null, null);
}
