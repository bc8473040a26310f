using Ledger.Api.Tests.Samples;
using Ledger.Testing;

namespace Ledger.Api.Tests;

/// <summary>
/// Tests that run verbs in this process. A verb finds its database by the environment, which is the whole
/// process's, so none of them runs beside another test. The samples are loaded once for all of them.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class VerbsCollection : ICollectionFixture<PostgresFixture>, ICollectionFixture<LoadedSamples>
{
    public const string Name = "verbs";
}
