using System.Text;

namespace Ledger.EventStore;

/// <summary>How one type of event is named and written in the store.</summary>
/// <param name="Alias">The stored <c>type</c>.</param>
/// <param name="Type">The record.</param>
/// <param name="Write">Event → JSON in UTF-8.</param>
/// <param name="Read">JSON → event.</param>
public sealed record RegisteredEvent(string Alias, Type Type, Func<object, byte[]> Write, Func<string, object> Read)
{
    /// <summary>As Marten writes it: <c>Namespace.Type, Assembly</c>.</summary>
    public string DotnetType { get; } = $"{Type.FullName}, {Type.Assembly.GetName().Name}";

    /// <summary>The same as <see cref="Read"/> from the bytes of UTF-8, for who reads a whole log.</summary>
    public Func<ReadOnlyMemory<byte>, object>? ReadBytes { get; init; }

    internal object Body(ReadOnlyMemory<byte> json) => ReadBytes?.Invoke(json) ?? Read(Encoding.UTF8.GetString(json.Span));
}

/// <summary>The types of events that a store can hold, given by the host; the store knows none by name.</summary>
public sealed class EventRegistry(IEnumerable<RegisteredEvent> events)
{
    private readonly Dictionary<Type, RegisteredEvent> _byType = events.ToDictionary(one => one.Type);
    private readonly Dictionary<string, RegisteredEvent> _byAlias =
        events.ToDictionary(one => one.Alias, StringComparer.Ordinal);

    public RegisteredEvent Of(object entry) =>
        _byType.GetValueOrDefault(entry.GetType())
            ?? throw new InvalidOperationException($"{entry.GetType().Name} is not a registered event");

    /// <exception cref="InvalidOperationException">The store holds a type that this program does not know.</exception>
    public RegisteredEvent Of(string alias) =>
        _byAlias.GetValueOrDefault(alias)
            ?? throw new InvalidOperationException($"the store holds '{alias}', which this program does not know");
}
