using Ledger.Domain.Events;

namespace Ledger.Domain.Tests.Events;

/// <summary>docs/events.md is made from the code, so it cannot say what the program does not do.</summary>
public sealed class EventCatalogueTests
{
    private const string Page = "docs/events.md";
    private const string Received = "docs/events.received.md";

    [Fact]
    public void The_page_of_events_is_the_one_that_the_code_makes()
    {
        var made = EventCataloguePage.Text();
        var path = Repository.PathOf(Page);
        if (File.Exists(path) && File.ReadAllText(path) == made)
        {
            File.Delete(Repository.PathOf(Received));
            return;
        }
        File.WriteAllText(Repository.PathOf(Received), made);
        Assert.Fail($"{Page} is out of date: compare it with {Received}, and if that is right, mv {Received} {Page}");
    }

    [Theory]
    [MemberData(nameof(EventTypesTests.Kinds), MemberType = typeof(EventTypesTests))]
    public void Every_kind_has_a_meaning_and_a_Chinese_name(string kind)
    {
        EventMeanings.Of(EventTypes.Find(kind)!).ShouldNotBeNullOrWhiteSpace();
        EventMeanings.ChineseOf(EventTypes.Find(kind)!).ShouldNotBeNullOrWhiteSpace();
    }
}
