using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Api.CommandLine;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Proofs;

/// <summary>A proof as a file: all that is needed to check it, but the public key (docs/proofs.md).</summary>
/// <param name="Kind"><c>inclusion</c>, <c>consistency</c>, <c>completeness</c> or <c>absence</c>.</param>
/// <param name="Size">How many events the log had.</param>
/// <param name="Root">The root of its tree then, in hexadecimal, as all hashes here.</param>
/// <param name="Path">The hashes that lead to it; none for an institution, which the checkpoint binds.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ProofFile(string Kind, string Pool, long Size, string Root, IReadOnlyList<string> Path)
{
    public const string Inclusion = "inclusion";
    public const string Consistency = "consistency";
    public const string Completeness = "completeness";
    public const string Absence = "absence";

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

    /// <summary>Of a completeness or an absence: whose events they are, or who has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Institution { get; init; }

    /// <summary>Of both: what all institutions had come to then.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MapFile? Institutions { get; init; }

    /// <summary>Of a completeness: what the institution had come to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EntryFile? Entry { get; init; }

    /// <summary>Of a completeness: all of its events, in order.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProvenEventFile>? Events { get; init; }

    /// <summary>Of an absence: the last institution before it; none where it would be the first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EntryFile? Before { get; init; }

    /// <summary>Of an absence: the first institution after it; none where it would be the last.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EntryFile? After { get; init; }

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

    /// <param name="pool">The pool.</param>
    /// <param name="proof">What is proved.</param>
    /// <param name="contents">What the events say, in order; null where only their hashes are given.</param>
    internal static ProofFile Of(string pool, CompletenessProof proof, IReadOnlyList<byte[]>? contents) =>
        new(proof.Entry is null ? Absence : Completeness, pool, proof.Size, Hex(proof.Root), [])
        {
            Institution = proof.Institution,
            Institutions = new(proof.Map.Count, Hex(proof.Map.Root)),
            Entry = EntryFile.Of(proof.Entry),
            Events = proof.Entry is null ? null :
            [
                .. proof.Events.Select((one, index) => new ProvenEventFile(one.Position, Hex(one.Leaf))
                {
                    Event = contents is null ? null : LeafContent.Read(contents[index]),
                }),
            ],
            Before = EntryFile.Of(proof.Before),
            After = EntryFile.Of(proof.After),
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

    internal static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}

/// <summary>What all institutions had come to: how many had events, and the root of the tree over their entries.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MapFile(long Count, string Root);

/// <summary>What an institution had come to, and that it is among all.</summary>
/// <param name="Events">How many it had.</param>
/// <param name="First">The position of the first.</param>
/// <param name="Last">The position of the last.</param>
/// <param name="Root">The root of the tree over them.</param>
/// <param name="Index">Which institution, in the order of codes, from 0.</param>
/// <param name="Path">The hashes that lead from the entry to the root over all.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EntryFile(
    string Institution, long Events, long First, long Last, string Root, long Index, IReadOnlyList<string> Path)
{
    internal static EntryFile? Of(ProvenEntry? proven) => proven is not { Entry: var entry } ? null : new(entry.Institution, entry.Events,
        entry.First, entry.Last, ProofFile.Hex(entry.Root), proven.Index, [.. proven.Path.Select(ProofFile.Hex)]);
}

/// <summary>An event of an institution.</summary>
/// <param name="Leaf">The hash of its leaf in the log.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ProvenEventFile(long Position, string Leaf)
{
    /// <summary>Its columns, by name, as the leaf has them; left out where only hashes were asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string?>? Event { get; init; }
}
