using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NodaTime;

namespace Ledger.Domain.Events;

/// <summary>
/// How an event is stored: PascalCase properties, money as an integer of fen, codes as strings, dates as
/// <c>yyyy-MM-dd</c>, and whatever is null or default left out. A host of the real Marten registers these options.
/// </summary>
public static class EventJson
{
    public static readonly JsonSerializerOptions Options = Create();

    public static string Write(FundEvent entry) => JsonSerializer.Serialize(entry, entry.GetType(), Options);

    /// <summary>The same in UTF-8.</summary>
    public static byte[] WriteUtf8(FundEvent entry) => JsonSerializer.SerializeToUtf8Bytes(entry, entry.GetType(), Options);

    /// <exception cref="JsonException">The text is not an event of that type.</exception>
    public static FundEvent Read(EventType type, string json) =>
        Whole(type, (FundEvent?)JsonSerializer.Deserialize(json, type.Type, Options));

    /// <summary>The same from the bytes of UTF-8.</summary>
    /// <exception cref="JsonException">They are not an event of that type.</exception>
    public static FundEvent Read(EventType type, ReadOnlySpan<byte> json) =>
        Whole(type, (FundEvent?)JsonSerializer.Deserialize(json, type.Type, Options));

    private static FundEvent Whole(EventType type, FundEvent? entry)
    {
        // What is written is read back whole: an event without document or date was not written by this ledger.
        return entry is { Document.IsNone: false } && entry.CashDate != default
            ? entry
            : throw new JsonException($"a stored {type.Name} has no document or no cash date");
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            // PostgreSQL's jsonb puts keys in an order of its own.
            AllowOutOfOrderMetadataProperties = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameKinds } },
        };
        options.Converters.Add(new MoneyConverter());
        options.Converters.Add(new LocalDateConverter());
        options.Converters.Add(new CodeConverter<DocumentId>());
        options.Converters.Add(new CodeConverter<PoolCode>());
        options.Converters.Add(new CodeConverter<FundCode>());
        options.Converters.Add(new CodeConverter<InstitutionCode>());
        options.Converters.Add(new CodeConverter<PersonRef>());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    // Only an event inside another (EntryReversed.Reverses) is written with its kind; the store has a column for it.
    private static void NameKinds(JsonTypeInfo info)
    {
        if (info.Type != typeof(FundEvent)) return;
        info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "Kind" };
        foreach (var type in EventTypes.All)
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(type.Type, type.Name));
    }

    private sealed class MoneyConverter : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Fen);
    }

    private sealed class LocalDateConverter : JsonConverter<LocalDate>
    {
        public override LocalDate Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            CashDates.TryParse(reader.GetString(), out var date)
                ? date
                : throw new JsonException("a stored date must be a date of the calendar, written as 2025-03-31");

        public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options)
        {
            Span<char> text = stackalloc char[10];
            value.FormatIso(text);
            writer.WriteStringValue(text);
        }
    }

    private sealed class CodeConverter<T> : JsonConverter<T> where T : struct, ICode<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            T.TryParse(reader.GetString() ?? "", out var code)
                ? code
                : throw new JsonException($"a stored {typeof(T).Name} must be {T.Form.English}");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Text);
    }
}
