using System.Text.Json;
using Ledger.Domain;

namespace Ledger.EventStore.Proofs;

/// <summary>
/// Whose event it is, and the leaves of the trees of institutions (docs/proofs.md): fields with their lengths before them,
/// as in the leaf of an event, each kind under a name of its own.
/// </summary>
public static class InstitutionLeaves
{
    private static readonly byte[] _eventForm = "ledger-institution-event-1"u8.ToArray();
    private static readonly byte[] _entryForm = "ledger-institution-1"u8.ToArray();

    /// <summary>
    /// The institution that the stored JSON of an event names; where it names none, the one that the event answers to.
    /// Null where there is neither.
    /// </summary>
    /// <remarks>Read from what is stored, not from what a program makes of it: so it needs to know no kinds of events.</remarks>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static string? InstitutionOf(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
        string? answered = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // At depth 1 the event's own, at depth 2 those of what it answers.
            if (reader.ValueTextEquals("Institution"u8))
            {
                reader.Read();
                if (Code(ref reader) is { } named) return named;
            }
            else if (reader.ValueTextEquals("Answers"u8))
            {
                reader.Read();
                answered = Answered(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
        return answered;
    }

    /// <summary>The hash of an event's leaf in the tree of its institution.</summary>
    /// <param name="position">Its position in the log.</param>
    /// <param name="leaf">The hash of its leaf there.</param>
    public static byte[] Hash(long position, byte[] leaf) => Hash(new EventLeaf(), position, leaf);

    internal static byte[] Hash(EventLeaf own, long position, byte[] leaf)
    {
        own.Start(_eventForm);
        own.Add(position);
        own.Add(leaf);
        return own.Hash();
    }

    /// <summary>The hash of an institution's leaf in the map of all.</summary>
    internal static byte[] Hash(InstitutionEntry entry)
    {
        var own = new EventLeaf();
        own.Start(_entryForm);
        own.Add(entry.Institution);
        own.Add(entry.Events);
        own.Add(entry.First);
        own.Add(entry.Last);
        own.Add(entry.Root);
        return own.Hash();
    }

    private static string? Answered(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }
        string? code = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isInstitution = reader.ValueTextEquals("Institution"u8);
            reader.Read();
            if (isInstitution) code = Code(ref reader);
            else reader.Skip();
        }
        return code;
    }

    private static string? Code(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return InstitutionCode.TryParse(reader.GetString()!, out var code) ? code.Text : null;
        reader.Skip();
        return null;
    }
}
