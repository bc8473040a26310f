using Ledger.Naive;

namespace Ledger.Domain.Tests.SecondOpinion;

/// <summary>A second opinion that could ask the first would be none.</summary>
public sealed class NaiveReferencesTests
{
    [Fact]
    public void The_second_implementation_knows_nothing_but_NET() =>
        typeof(NaiveBooks).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal)).ShouldBeEmpty();
}
