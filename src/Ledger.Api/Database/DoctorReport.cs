namespace Ledger.Api.Database;

/// <summary>What <c>./ledger doctor</c> found; its JSON is a contract.</summary>
/// <param name="Home">The ledger's folder.</param>
/// <param name="Database">An Npgsql connection string of the owner, without a password; also when nothing
/// runs.</param>
/// <param name="Server">The server it leads to.</param>
/// <param name="Notes">What is fine and yet worth knowing.</param>
/// <param name="Problems">What is wrong, each with what to do. Empty is healthy.</param>
/// <param name="Following">How far the figures of institutions and persons are behind each pool's log; null when it is
/// not known.</param>
public sealed record DoctorReport(
    string Home,
    string? Database,
    ServerReport Server,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Problems,
    IReadOnlyList<FollowingReport>? Following = null);

/// <summary>How far the models that follow a pool's log are.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Position">The head of its log.</param>
/// <param name="Followed">The position to which they are.</param>
/// <param name="EventsBehind">The events between.</param>
/// <param name="SecondsBehind">Since when the oldest of these waits.</param>
/// <param name="Parked">Events that a model could not take.</param>
/// <param name="Verified">The position at which serve last compared the rows of all models with the log; 0 for never.</param>
public sealed record FollowingReport(
    string Pool, long Position, long Followed, long EventsBehind, double SecondsBehind, long Parked, long Verified);

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
