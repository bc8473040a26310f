using System.Globalization;
using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Api.Proofs;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Tracing;

/// <summary>
/// A file of <c>trace --prove --json</c>, checked with nothing but itself and public keys: that each event is in the log that was
/// signed and is the one that is listed, and that what they add comes to the figure.
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
                findings.Add(new(one.Position, "the proof is of another event"));
            else if (!IsListed(one, proof)) findings.Add(new(one.Position, "the event is not as the trace lists it"));
        }
        if (trace.Events.Select(one => (one.Proof!.Size, one.Proof.Root)).ToHashSet().Count > 1)
            findings.Add(new(0, "the proofs are of several logs"));
        if (trace.Events.Zip(trace.Events.Skip(1)).Any(pair => pair.First.Position >= pair.Second.Position))
            findings.Add(new(0, "an event is listed twice, or out of order"));
        findings.AddRange(trace.Sums.Where(sum => SumOf(trace, sum.Name) != Number(sum.Figure))
            .Select(sum => new FindingAnswer(0, $"what the events add does not come to {sum.Name}")));
        return findings;
    }

    // What the list says of the event beside its own figures is what the leaf says.
    private static bool IsListed(TracedEventAnswer one, ProofFile proof)
    {
        if (proof.Event?.GetValueOrDefault("data") is not { } text || proof.Event.GetValueOrDefault("type") != one.Kind) return false;
        using var data = JsonDocument.Parse(text);
        return Text("Document") == one.Document && Text("CashDate") == one.Date
            && (data.RootElement.TryGetProperty("Amount", out var fen) ? fen.GetInt64() : 0) == (long)(Number(one.Amount) * 100);

        string? Text(string name) => data.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    private static decimal SumOf(TraceAnswer trace, string name) =>
        trace.Events.Sum(one => one.Counts.TryGetValue(name, out var part) ? Number(part) : 0);

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}
