using System.Globalization;
using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Proofs;
using Ledger.Domain;
using Ledger.EventStore.Proofs;
using NodaTime;

namespace Ledger.Api.Tracing;

/// <summary>
/// A file of <c>trace --prove --json</c>, checked with nothing but itself and public keys: that each event is in the log that was
/// signed and is the one that is listed, and that what they add comes to the figure; of an institution's also that none is missing.
/// </summary>
internal static class ProvedTrace
{
    /// <summary>The trace in a file; null where it is another kind of file.</summary>
    /// <exception cref="UserError">It is a trace, and without proofs.</exception>
    internal static TraceAnswer? Read(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("formula", out _)) return null;
            var trace = document.Deserialize<TraceAnswer>(JsonOutput.Options)!;
            return trace.Events.All(one => one.Proof is not null)
                ? trace
                : throw new UserError(UserLanguage.Say($"{file} is a trace without proofs: make it with --prove --json", $"{file} 是没有证明的追溯文件:请用 --prove --json 生成"));
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            // Whoever reads it as a proof says what is wrong with it.
            return null;
        }
    }

    /// <summary>What is wrong with it; empty where nothing is.</summary>
    internal static IReadOnlyList<FindingAnswer> Check(TraceAnswer trace, IReadOnlyList<NoteVerifier> keys)
    {
        var findings = new List<FindingAnswer>();
        foreach (var one in trace.Events)
        {
            var proof = one.Proof!;
            findings.AddRange(ProofCheck.Run(proof with { Checkpoint = trace.Checkpoint }, keys));
            if (proof.Kind != ProofFile.Inclusion || proof.Pool != trace.Pool || proof.Position != one.Position)
                findings.Add(new(one.Position, UserLanguage.Say("the proof is of another event", "证明属于另一事件")));
            else if (!IsListed(one, proof)) findings.Add(new(one.Position, UserLanguage.Say("the event is not as the trace lists it", "事件与追溯所列不符")));
        }
        if (trace.Events.Select(one => (one.Proof!.Size, one.Proof.Root)).ToHashSet().Count > 1)
            findings.Add(new(0, UserLanguage.Say("the proofs are of several logs", "证明出自不同的日志")));
        if (trace.Events.Zip(trace.Events.Skip(1)).Any(pair => pair.First.Position >= pair.Second.Position))
            findings.Add(new(0, UserLanguage.Say("an event is listed twice, or out of order", "事件重复或次序有误")));
        findings.AddRange(trace.Sums.Where(sum => SumOf(trace, sum.Name) is not { } found || found != Number(sum.Figure))
            .Select(sum => new FindingAnswer(0, UserLanguage.Say($"what the events add does not come to {sum.Name}", $"事件合计与 {sum.Name} 不符"))));
        if (trace.Institution is not null) CompletenessOfTrace.Check(trace, keys, findings);
        return findings;
    }

    // What the list says of the event is what its leaf says; what it adds to a figure is no part of it.
    private static bool IsListed(TracedEventAnswer one, ProofFile proof)
    {
        if (proof.Event is not { } columns || columns.GetValueOrDefault("data") is not { } text) return false;
        using var data = JsonDocument.Parse(text);
        return (one.Kind, one.Actor, one.Recorded) == (columns.GetValueOrDefault("type"), columns.GetValueOrDefault("user_name"), Recorded(columns))
            && (one.Document, one.Fund, one.Voucher, one.Original) == (Text("Document"), Text("Fund"), Text("Voucher"), Text("Original"))
            && (one.Date, one.BusinessFrom, one.BusinessTo) == (Text("CashDate"), Text("BusinessFrom"), Text("BusinessTo"))
            && one.Amount == new Money(data.RootElement.TryGetProperty("Amount", out var fen) ? fen.GetInt64() : 0).ToString();

        string? Text(string name) => data.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    // The leaf has microseconds since 1970.
    private static string? Recorded(IReadOnlyDictionary<string, string?> columns) =>
        long.TryParse(columns.GetValueOrDefault("timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            ? StoredTime.Text(Instant.FromUnixTimeTicks(10 * microseconds))
            : null;

    // Null where something is no number.
    private static decimal? SumOf(TraceAnswer trace, string name) => trace.Events.Aggregate((decimal?)0,
        (sum, one) => one.Counts.TryGetValue(name, out var part) ? sum + Number(part) : sum);

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;
}
