namespace Ledger.Browser.Tests;

/// <summary>Tests that sign, one after the other: which keys there are is one for the whole process.</summary>
[CollectionDefinition(Name)]
public sealed class IssuingCollection
{
    public const string Name = "issuing";
}
