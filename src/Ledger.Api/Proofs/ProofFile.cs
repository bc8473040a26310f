using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Api.CommandLine;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Proofs;

/// <summary>A proof as a file: all that is needed to check it, but the public key (docs/proofs.md).</summary>
/// <param name="Kind"><c>inclusion</c> or <c>consistency</c>.</param>
/// <param name="Size">How many events the log had.</param>
/// <param name="Root">The root of its tree then, in hexadecimal, as all hashes here.</param>
/// <param name="Path">The hashes that lead to it.</param>
public sealed record ProofFile(string Kind, string Pool, long Size, string Root, IReadOnlyList<string> Path)
{
    public const string Inclusion = "inclusion";
    public const string Consistency = "consistency";

    /// <summary>Of an inclusion: which event.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Position { get; init; }

    /// <summary>Of an inclusion: the hash of the leaf.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Leaf { get; init; }

    /// <summary>Of an inclusion: the columns of the event, by name, as the leaf has them; null where one is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string?>? Event { get; init; }

    /// <summary>Of a consistency: how many events the earlier log had.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? From { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FromRoot { get; init; }

    /// <summary>The signed note of the earlier log.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FromCheckpoint { get; init; }

    /// <summary>The signed note of the log; without it the root is only what the operator says.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Checkpoint { get; init; }

    internal static ProofFile Of(string pool, InclusionProof proof, bool withEvent) =>
        new(Inclusion, pool, proof.Size, Hex(proof.Root), [.. proof.Path.Select(Hex)])
        {
            Position = proof.Position, Leaf = Hex(proof.Leaf), Event = withEvent ? LeafContent.Read(proof.Content) : null,
        };

    internal static ProofFile Of(string pool, ConsistencyProof proof) =>
        new(Consistency, pool, proof.To, Hex(proof.ToRoot), [.. proof.Path.Select(Hex)])
        {
            From = proof.From, FromRoot = Hex(proof.FromRoot),
        };

    /// <exception cref="UserError">The file cannot be read, or is no proof.</exception>
    internal static ProofFile Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<ProofFile>(File.ReadAllText(file), JsonOutput.Options)
                ?? throw new UserError($"{file} is no proof: it is empty", ExitCodes.Finding);
        }
        catch (JsonException error)
        {
            throw new UserError($"{file} is no proof: {PlainLine.Of(error.Message)}", ExitCodes.Finding);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{file} cannot be read: {error.Message}");
        }
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
