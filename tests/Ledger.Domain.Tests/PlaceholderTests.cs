namespace Ledger.Domain.Tests;

public sealed class PlaceholderTests
{
    [Fact]
    public void Builds() => 1.ShouldBe(1);
}
