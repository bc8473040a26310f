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

    // An event carries what it undoes, and that what it answers to.
    private const int CarriedMax = 2;

    // What somebody wrote into a row may be nested as deep as the database lets it.
    private static readonly JsonReaderOptions _anyDepth = new() { MaxDepth = int.MaxValue };

    /// <summary>
    /// The institution that the stored JSON of an event names; where it names none, that of what the event carries: what it
    /// answers to, reverses or withdraws. Null where there is none. So a reversal is its hospital's, as the figures count it.
    /// </summary>
    /// <remarks>Read from what is stored, not from what a program makes of it: so it needs to know no kinds of events.</remarks>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static string? InstitutionOf(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data, _anyDepth);
        return reader.Read() ? InstitutionOf(ref reader, CarriedMax) : null;
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

    // In canonical JSON shorter keys come first: Answers, Reverses, Withdraws, Institution.
    private static string? InstitutionOf(ref Utf8JsonReader reader, int carriedMax)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }
        string? own = null, carried = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isOwn = reader.ValueTextEquals("Institution"u8);
            var isCarried = carried is null && carriedMax > 0 && (reader.ValueTextEquals("Answers"u8)
                || reader.ValueTextEquals("Reverses"u8) || reader.ValueTextEquals("Withdraws"u8));
            reader.Read();
            if (isOwn) own = Code(ref reader);
            else if (isCarried) carried = InstitutionOf(ref reader, carriedMax - 1);
            else reader.Skip();
        }
        return own ?? carried;
    }

    private static string? Code(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return InstitutionCode.TryParse(reader.GetString()!, out var code) ? code.Text : null;
        reader.Skip();
        return null;
    }
}
