using Ledger.Domain.Events;
using Ledger.Testing;

namespace Ledger.Api.Tests.Documents;

public sealed class MartenPageTests
{
    [Fact]
    public async Task The_host_in_the_Marten_page_maps_every_kind_to_its_record()
    {
        var page = await File.ReadAllTextAsync(
            Repository.Path("docs", "marten.md"), TestContext.Current.CancellationToken);

        foreach (var type in EventTypes.All)
            page.ShouldContain($"MapEventType<{type.Type.Name}>(\"{type.Name}\")");
    }

    [Fact]
    public async Task Every_kind_stands_in_the_glossary()
    {
        var glossary = await File.ReadAllTextAsync(
            Repository.Path("docs", "glossary.md"), TestContext.Current.CancellationToken);

        foreach (var type in EventTypes.All) glossary.ShouldContain($"`{type.Name}`");
    }
}
