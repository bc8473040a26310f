using Ledger.Domain.Events;

namespace Ledger.Domain.Tests.Events;

public sealed class EntryFieldsTests
{
    public static TheoryData<string> Kinds =>
        [.. EventTypes.All.Where(type => type.Importable).Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_entry_read_from_its_own_fields_is_what_was_submitted(string kind)
    {
        var sample = EventSamples.Of(EventTypes.Find(kind)!);

        var read = new EntryParser(Repository.Funds).Parse(EntryFields.Of(sample), out var problems);

        problems.ShouldBeEmpty();
        read.ShouldBe(sample.AsSubmitted());
    }
}
