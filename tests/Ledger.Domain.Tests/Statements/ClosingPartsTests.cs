using Ledger.Domain.Statements;

namespace Ledger.Domain.Tests.Statements;

/// <summary>The pooled and the personal part of a closing, where the books tell them apart.</summary>
public sealed class ClosingPartsTests
{
    [Theory]
    [InlineData("employee-pooled", "closing.pooled")]
    [InlineData("employee-personal", "closing.personal")]
    [InlineData("resident-family", "closing.personal")]
    public void Split_books_close_with_the_one_part(string fund, string part)
    {
        var lines = Statement(fund).Lines.Select(row => row.Key).ToList();

        lines[lines.IndexOf("closing") + 1].ShouldBe(part);
        lines.Count(line => line.StartsWith("closing.", StringComparison.Ordinal)).ShouldBe(1);
        Statement(fund)[part].ShouldBe(new Money(42));
    }

    [Theory]
    [InlineData("employee")]
    [InlineData("resident")]
    [InlineData("medical-aid")]
    public void A_whole_book_closes_with_none(string fund) =>
        Statement(fund).Lines.ShouldNotContain(row => row.Key.StartsWith("closing.", StringComparison.Ordinal));

    [Fact]
    public void Where_the_closing_is_unknown_its_part_is_too() => Statement("employee-pooled", openingKnown: false)
        .Lines.ShouldNotContain(row => row.Key.StartsWith("closing", StringComparison.Ordinal));

    private static FundStatement Statement(string fund, bool openingKnown = true) =>
        FundStatement.Of(FundCode.Of(fund), openingKnown, new(42), new Dictionary<string, Money>())
            .WithParts(Repository.Funds.Find(FundCode.Of(fund)));
}
