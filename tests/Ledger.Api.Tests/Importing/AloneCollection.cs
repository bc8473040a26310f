using Ledger.Testing;

namespace Ledger.Api.Tests.Importing;

/// <summary>Tests that keep every core busy, so that none runs beside another test.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection : ICollectionFixture<PostgresFixture>
{
    public const string Name = "alone";
}
