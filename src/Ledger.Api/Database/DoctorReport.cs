namespace Ledger.Api.Database;

/// <summary>What <c>./ledger doctor</c> found; its JSON is a contract.</summary>
/// <param name="Home">The ledger's folder.</param>
/// <param name="Database">An Npgsql connection string of the owner, without a password; also when nothing
/// runs.</param>
/// <param name="Server">The server it leads to.</param>
/// <param name="Notes">What is fine and yet worth knowing.</param>
/// <param name="Problems">What is wrong, each with what to do. Empty is healthy.</param>
public sealed record DoctorReport(
    string Home,
    string? Database,
    ServerReport Server,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Problems);

/// <summary>A server as the doctor sees it; what is not known, or not ours to know, is null.</summary>
public sealed record ServerReport
{
    public required bool Embedded { get; init; }
    public required bool Running { get; init; }
    public string? Version { get; init; }
    public string? Bin { get; init; }
    public string? User { get; init; }
    public string? DataFolder { get; init; }
    public string? Socket { get; init; }
    public string? Log { get; init; }
    public int? ProcessId { get; init; }
}
